import { elementDefinition } from '../elements/index.ts';
import { startConnectors } from '../elements/start.ts';
import type { Flow } from '../model/flow.ts';

/** Element names in lower case, each with those its connectors lead to. */
type Graph = ReadonlyMap<string, readonly string[]>;

function graphOf(flow: Flow): Graph {
  return new Map(
    flow.elements.map((element) => [
      element.name.toLowerCase(),
      elementDefinition(element)
        .connectors(element)
        .flatMap(({ connector }) => (connector ? [connector.to.toLowerCase()] : [])),
    ]),
  );
}

/** Everything that can be reached from the given elements without going through `around`. */
function reach(graph: Graph, from: readonly string[], around: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [...from];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name === around || seen.has(name)) continue;
    seen.add(name);
    open.push(...(graph.get(name) ?? []));
  }
  return seen;
}

/**
 * For each loop the loops that stand inside its body, whose cursors begin anew when it moves on. A loop is inside another
 * when the For Each path reaches it, when it leads back to the other, and when there is no way from the start to it that
 * avoids the other: two loops that reach each other both ways are told apart by the last.
 */
export function loopsInside(flow: Flow): (loop: string) => readonly string[] {
  const loops = flow.elements.filter((element) => element.type === 'loop');
  if (loops.length < 2) return () => [];
  const graph = graphOf(flow);
  const start = startConnectors(flow).flatMap(({ connector }) => (connector ? [connector.to.toLowerCase()] : []));
  const inside = new Map<string, readonly string[]>();
  for (const outer of loops) {
    const own = outer.name.toLowerCase();
    const body = reach(graph, outer.forEach ? [outer.forEach.to.toLowerCase()] : [], own);
    const elsewhere = reach(graph, start, own);
    const comesBack = (name: string): boolean =>
      [name, ...reach(graph, [name], own)].some((from) => graph.get(from)?.includes(own));
    const inner = loops.filter(({ name }) => {
      const other = name.toLowerCase();
      return other !== own && body.has(other) && !elsewhere.has(other) && comesBack(other);
    });
    inside.set(
      outer.name,
      inner.map(({ name }) => name),
    );
  }
  return (loop) => inside.get(loop) ?? [];
}
