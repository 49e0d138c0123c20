import type { Rule } from './rule.ts';

export const missingStart: Rule = {
  id: 'missing-start',
  severity: 'error',
  doc: 'The flow has elements and no start: it would end at once.',
  check: ({ flow, shape }) => {
    const [first] = flow.elements;
    // A record-triggered flow may begin with its scheduled paths alone.
    if (shape.hasStart || flow.start || flow.trigger || !first) return [];
    return [
      {
        message: 'the flow has no start: it would end at once',
        place: flow.startPlace,
        suggestion: `write start: ${first.name}`,
      },
    ];
  },
};
