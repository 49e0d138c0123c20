import { elementDefinition } from '../../elements/index.ts';
import type { Rule } from './rule.ts';

export const missingFaultPath: Rule = {
  id: 'missing-fault-path',
  severity: 'warning',
  doc: 'A record element, callout or action of a screen flow has no fault path: whoever runs it sees an unhandled fault.',
  check: ({ flow, graph, shape }) => {
    // Without a person, an unhandled fault rolls back and is reported by the org: mostly just what is wanted.
    if (flow.type !== 'Screen Flow' || !shape.clean) return [];
    // A fault on a path that is taken after a fault is unhandled in any case.
    const usual = graph.reach(graph.start, (_knot, { name }) => name !== 'fault');
    return flow.elements.flatMap((element) => {
      const fault = elementDefinition(element)
        .connectors(element)
        .find(({ name }) => name === 'fault');
      if (!fault || fault.connector !== undefined || !usual.has(element.name.toLowerCase())) return [];
      return [
        {
          message: `nothing handles a fault of ${element.name}`,
          place: element.place,
          suggestion: 'add fault: to it, with a screen that shows {!$Flow.FaultMessage}',
        },
      ];
    });
  },
};
