import { cyclesOf } from '../graph.ts';
import type { Rule } from './rule.ts';

export const loopWithoutExit: Rule = {
  id: 'loop-without-exit',
  severity: 'warning',
  doc: 'Elements lead to each other in a circle that no path leaves: the flow can never finish.',
  check: ({ graph, shape }) => {
    if (!shape.clean) return [];
    const reached = graph.reach(graph.start);
    return cyclesOf(graph).flatMap((cycle) => {
      const [first] = cycle;
      const inside = new Set(cycle.map(({ key }) => key));
      const leaves = cycle.some((knot) => knot.ends || knot.edges.some(({ to }) => !inside.has(to)));
      if (!first || leaves || !reached.has(first.key)) return [];
      return [
        {
          message: `the flow can never finish once it has reached ${first.name}`,
          place: first.place,
          label:
            cycle.length === 1 ? 'leads to itself only' : `no path leaves ${cycle.map(({ name }) => name).join(', ')}`,
        },
      ];
    });
  },
};
