import { cyclesOf, type Graph, type Knot } from '../graph.ts';
import type { Rule } from './rule.ts';

export const unreachableElement: Rule = {
  id: 'unreachable-element',
  severity: 'warning',
  doc: 'No path leads to this element: mostly a forgotten `next` in the element above it.',
  check: ({ graph, shape }) => {
    // A start that leads nowhere, or a key that could not be read, says it better.
    if (!shape.clean || graph.start.length === 0) return [];
    const above = new Map(graph.knots.map((knot, index) => [knot.key, graph.knots[index - 1]]));
    return beginnings(graph).map((knot) => ({
      message: `no path leads to ${knot.name}`,
      place: knot.place,
      suggestion: forgotten(above.get(knot.key), knot),
    }));
  },
};

/** Where unreachable parts of a flow begin: the first of each chain, and one of each circle that nothing leads to. */
function beginnings(graph: Graph): readonly Knot[] {
  const reached = new Set(graph.reach(graph.start));
  const lost = graph.knots.filter(({ key }) => !reached.has(key));
  const led = new Set(lost.flatMap(({ key, edges }) => edges.map(({ to }) => to).filter((to) => to !== key)));
  const begin = (knot: Knot): readonly Knot[] => {
    if (reached.has(knot.key)) return [];
    for (const key of graph.reach([knot.key], (_from, edge) => !reached.has(edge.to))) reached.add(key);
    return [knot];
  };
  const chains = lost.filter(({ key }) => !led.has(key)).flatMap(begin);
  if (lost.every(({ key }) => reached.has(key))) return chains;
  return [...chains, ...cyclesOf(graph).flatMap(([first]) => (first ? begin(first) : []))];
}

function forgotten(above: Knot | undefined, knot: Knot): string | undefined {
  if (!above?.ends || above.type === 'decision') return undefined;
  const key = above.type === 'loop' ? 'afterLast' : 'next';
  return `is \`${key}: ${knot.name}\` missing in ${above.name}, above it?`;
}
