import { cyclesOf, type Edge, type Knot } from '../graph.ts';
import type { Rule } from './rule.ts';

/** Kinds that stop for somebody or until something happens, or of which we do not know whether they do. */
const STOPS: readonly Knot['type'][] = ['screen', 'wait', 'unsupported', 'subflow'];
/** Kinds that change something a decision may ask for. */
const CHANGES: readonly Knot['type'][] = [
  'assignment',
  'httpCallout',
  'action',
  'getRecords',
  'createRecords',
  'updateRecords',
  'filterCollection',
  'sortCollection',
  'transform',
];

export const endlessWithoutScreen: Rule = {
  id: 'endless-without-screen',
  severity: 'warning',
  doc: 'Elements can repeat forever without a screen between them: nothing in the circle can change where it leads.',
  check: ({ graph, shape }) => {
    if (!shape.clean) return [];
    const reached = graph.reach(graph.start);
    // A loop's own way round ends with its collection.
    const over = (knot: Knot, { name }: Edge): boolean =>
      !STOPS.includes(knot.type) && !(knot.type === 'loop' && name === 'forEach');
    return cyclesOf(graph, over).flatMap((cycle) => {
      const [first] = cycle;
      const counted = cycle.some(({ type }) => type === 'decision') && cycle.some(({ type }) => CHANGES.includes(type));
      if (!first || counted || !reached.has(first.key)) return [];
      const names = cycle.map(({ name }) => name).join(', ');
      return [
        {
          message: `${first.name} can run forever without a screen`,
          place: first.place,
          label: cycle.length === 1 ? 'leads back to itself' : `${names} lead back to each other`,
          suggestion: 'let a decision lead out of the circle, on something that changes in it',
        },
      ];
    });
  },
};
