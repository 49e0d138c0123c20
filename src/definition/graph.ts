import { elementDefinition } from '../elements/index.ts';
import { startConnectors } from '../elements/start.ts';
import type { Place } from '../model/document.ts';
import type { ElementType } from '../model/elements.ts';
import type { Flow } from '../model/flow.ts';

/** A way from one element to another. */
export interface Edge {
  /** `next`, `fault`, `forEach`, an outcome's name. */
  readonly name: string;
  /** Key of the element it leads to. */
  readonly to: string;
  readonly place: Place;
}

/** An element as a knot of the graph. */
export interface Knot {
  /** The name in lower case: names are case-insensitive. */
  readonly key: string;
  readonly name: string;
  /** Its kind; `unsupported` where this version cannot look into it. */
  readonly type: ElementType | 'unsupported';
  readonly place: Place;
  readonly edges: readonly Edge[];
  /** A path can end here: a connector other than the fault's is left out. */
  readonly ends: boolean;
}

export interface Graph {
  /** In the order of the file. */
  readonly knots: readonly Knot[];
  readonly start: readonly string[];
  knot(key: string): Knot | undefined;
  /** Keys that can be reached from these, themselves among them. */
  reach(from: readonly string[], over?: (knot: Knot, edge: Edge) => boolean): ReadonlySet<string>;
}

/** The elements of a flow and the ways between them. Connectors to nothing are left out. */
export function graphOf(flow: Flow): Graph {
  const asides = flow.unsupported.filter(({ kind, connectors }) => kind !== 'start' && connectors !== undefined);
  const known = new Set([...flow.elements, ...asides].map(({ name }) => name.toLowerCase()));
  const edge = (name: string, connector: { readonly to: string; readonly place: Place }): readonly Edge[] => {
    const to = connector.to.toLowerCase();
    return known.has(to) ? [{ name, to, place: connector.place }] : [];
  };
  const knots: Knot[] = flow.elements.map((element) => {
    const connectors = elementDefinition(element).connectors(element);
    return {
      key: element.name.toLowerCase(),
      name: element.name,
      type: element.type,
      place: element.place,
      edges: connectors.flatMap(({ name, connector }) => (connector ? edge(name, connector) : [])),
      ends: connectors.some(({ name, connector }) => name !== 'fault' && connector === undefined),
    };
  });
  for (const { name, place, connectors = [] } of asides) {
    const edges = connectors.flatMap((connector) => edge('next', connector));
    knots.push({ key: name.toLowerCase(), name, type: 'unsupported', place, edges, ends: true });
  }
  const byKey = new Map(knots.map((knot) => [knot.key, knot]));
  const foreign = flow.unsupported.filter(({ kind }) => kind === 'start').flatMap(({ connectors = [] }) => connectors);
  const own = startConnectors(flow).flatMap(({ connector }) => connector ?? []);
  const first = [...own, ...foreign].map(({ to }) => to.toLowerCase());
  return {
    knots: knots.toSorted((a, b) => a.place.start - b.place.start),
    start: first.filter((key) => byKey.has(key)),
    knot: (key) => byKey.get(key),
    reach(from, over = () => true) {
      const reached = new Set(from);
      const open = [...from];
      for (let key = open.pop(); key !== undefined; key = open.pop()) {
        const knot = byKey.get(key);
        for (const one of knot?.edges ?? []) {
          if (!knot || reached.has(one.to) || !over(knot, one)) continue;
          reached.add(one.to);
          open.push(one.to);
        }
      }
      return reached;
    },
  };
}

/**
 * Groups of knots that lead back to themselves over the given edges (strongly connected, with at least one edge inside),
 * in the order of the file. Tarjan's way with a list instead of recursion: linear, however long the flow.
 */
export function cyclesOf(
  graph: Graph,
  over: (knot: Knot, edge: Edge) => boolean = () => true,
): readonly (readonly Knot[])[] {
  const next = (knot: Knot): readonly string[] => knot.edges.filter((edge) => over(knot, edge)).map(({ to }) => to);
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const groups: string[][] = [];
  for (const root of graph.knots) {
    const work: { readonly knot: Knot; readonly edges: readonly string[]; at: number }[] = [];
    const enter = (knot: Knot): void => {
      order.set(knot.key, order.size);
      lowest.set(knot.key, order.size - 1);
      open.push(knot.key);
      isOpen.add(knot.key);
      work.push({ knot, edges: next(knot), at: 0 });
    };
    const lower = (key: string, to: number): void => {
      lowest.set(key, Math.min(lowest.get(key) ?? to, to));
    };
    if (!order.has(root.key)) enter(root);
    for (let step = work.at(-1); step !== undefined; step = work.at(-1)) {
      const { knot, edges } = step;
      const to = edges[step.at];
      step.at += 1;
      const target = to === undefined ? undefined : graph.knot(to);
      if (target) {
        const seen = order.get(target.key);
        if (seen === undefined) enter(target);
        else if (isOpen.has(target.key)) lower(knot.key, seen);
        continue;
      }
      if (to !== undefined) continue;
      work.pop();
      const above = work.at(-1);
      if (above) lower(above.knot.key, lowest.get(knot.key) ?? 0);
      if (lowest.get(knot.key) !== order.get(knot.key)) continue;
      const group = open.splice(open.lastIndexOf(knot.key));
      for (const key of group) isOpen.delete(key);
      if (group.length > 1 || next(knot).includes(knot.key)) groups.push(group);
    }
  }
  const place = new Map(graph.knots.map((knot, index) => [knot.key, index]));
  const cycles = groups.map((group) =>
    group
      .map((key) => graph.knot(key))
      .filter((knot) => knot !== undefined)
      .toSorted((a, b) => (place.get(a.key) ?? 0) - (place.get(b.key) ?? 0)),
  );
  return cycles.toSorted((a, b) => (place.get(a[0]?.key ?? '') ?? 0) - (place.get(b[0]?.key ?? '') ?? 0));
}
