import { elementDefinition } from '../elements/index.ts';
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
  const triggers = flow.unsupported.filter(({ kind }) => kind === 'start').flatMap(({ connectors = [] }) => connectors);
  const first = [...(flow.start ? [flow.start] : []), ...triggers].map(({ to }) => to.toLowerCase());
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

/** Groups of knots that lead back to themselves over the given edges (strongly connected, with at least one edge inside). */
export function cyclesOf(
  graph: Graph,
  over: (knot: Knot, edge: Edge) => boolean = () => true,
): readonly (readonly Knot[])[] {
  const reached = new Map(graph.knots.map((knot) => [knot.key, reachBeyond(graph, knot, over)]));
  const grouped = new Set<string>();
  const cycles: Knot[][] = [];
  for (const knot of graph.knots) {
    const mine = reached.get(knot.key);
    if (!mine?.has(knot.key) || grouped.has(knot.key)) continue;
    const cycle = graph.knots.filter((other) => mine.has(other.key) && reached.get(other.key)?.has(knot.key));
    for (const member of cycle) grouped.add(member.key);
    cycles.push(cycle);
  }
  return cycles;
}

/** Keys reached by at least one edge. */
function reachBeyond(graph: Graph, knot: Knot, over: (knot: Knot, edge: Edge) => boolean): ReadonlySet<string> {
  return graph.reach(
    knot.edges.filter((one) => over(knot, one)).map(({ to }) => to),
    over,
  );
}
