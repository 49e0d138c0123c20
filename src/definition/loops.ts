import type { Graph } from './graph.ts';

/**
 * The elements that a loop runs once for each item: those that its `forEach` leads to and that lead back to it. What
 * leaves the loop for good runs once at most, and is none of them.
 * @param loop key of the loop.
 * @returns keys, in no order.
 */
export function bodyOf(graph: Graph, loop: string): ReadonlySet<string> {
  const forEach = graph.knot(loop)?.edges.find(({ name }) => name === 'forEach');
  if (!forEach || forEach.to === loop) return new Set();
  const inside = graph.reach([forEach.to], (knot) => knot.key !== loop);
  const before = new Map<string, string[]>();
  for (const key of inside) {
    for (const { to } of graph.knot(key)?.edges ?? []) before.set(to, [...(before.get(to) ?? []), key]);
  }
  const body = new Set<string>();
  const open = [...(before.get(loop) ?? [])];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (key === loop || body.has(key)) continue;
    body.add(key);
    open.push(...(before.get(key) ?? []));
  }
  return body;
}
