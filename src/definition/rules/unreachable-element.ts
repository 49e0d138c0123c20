import { type Graph, graphOf, type Knot } from '../graph.ts';
import type { Rule } from './rule.ts';

export const unreachableElement: Rule = {
  id: 'unreachable-element',
  severity: 'warning',
  doc: 'No path leads to this element: mostly a forgotten `next` in the element above it.',
  check: ({ flow, shape }) => {
    const graph = graphOf(flow);
    // A start that leads nowhere, or a key that could not be read, says it better.
    if (!shape.clean || graph.start.length === 0) return [];
    const reached = new Set(graph.reach(graph.start));
    return graph.knots.flatMap((knot) => {
      if (reached.has(knot.key)) return [];
      if (leadsHere(graph, knot, reached)) return [];
      for (const key of graph.reach([knot.key])) reached.add(key);
      return [
        {
          message: `no path leads to ${knot.name}`,
          place: knot.place,
          suggestion: forgotten(graph, knot),
        },
      ];
    });
  },
};

/** An unreachable element further on in the file leads here: that one is reported, unless the two lead to each other. */
function leadsHere(graph: Graph, knot: Knot, reached: ReadonlySet<string>): boolean {
  return graph.knots.some(
    (other) =>
      other !== knot &&
      !reached.has(other.key) &&
      other.edges.some((edge) => edge.to === knot.key) &&
      !graph.reach([knot.key]).has(other.key),
  );
}

function forgotten(graph: Graph, knot: Knot): string | undefined {
  const above = graph.knots[graph.knots.indexOf(knot) - 1];
  if (!above?.ends || above.type === 'decision') return undefined;
  const key = above.type === 'loop' ? 'afterLast' : 'next';
  return `is \`${key}: ${knot.name}\` missing in ${above.name}, above it?`;
}
