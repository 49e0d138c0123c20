import { locationOf } from './codecs/layout.ts';
import { CONNECTOR, FAULT } from './run-order.ts';
import { childOf, leaf, textOf, type XmlElement } from './xml.ts';

/**
 * Where Flow Builder's Auto-Layout would put the nodes of a flow, measured on flows that orgs laid out: a path runs straight
 * down, branches stand side by side with what joins them below their middle, fault paths stand on the right.
 */

/** Columns and rows in the builder's points. */
const COLUMN = 264;
const ROW = 108;
/** The left edge of the leftmost branch; of a flow without branches the middle column. */
const LEFT = 50;
const SINGLE = 176;
const FIRST_ROW = 134;
const START = ['50', '0'] as const;

type Location = readonly [string, string];

/**
 * The coordinates of all nodes that have none yet.
 * @param root a flow whose nodes have the tags for coordinates, whatever stands in them.
 * @param known coordinates that stand, by name. A node beside them comes below the one that leads to it.
 * @returns the missing ones by name; those known are left out.
 */
export function autoLayout(root: XmlElement, known: ReadonlyMap<string, Location>): ReadonlyMap<string, Location> {
  const graph = graphOf(root);
  const placed = placedNodes(graph);
  const all = new Map<string, Location>();
  if (childOf(root, 'start')) all.set('start', START);
  for (const [name, { x, y }] of placed) all.set(name, [String(x), String(y)]);
  if (known.size > 0) moveBesideKnown(graph, all, known);
  for (const name of known.keys()) all.delete(name);
  return all;
}

/** Whether a flow's nodes stand where export would put them anyway. */
export function isAutoLayout(root: XmlElement, locations: ReadonlyMap<string, Location>): boolean {
  const laid = autoLayout(root, new Map());
  return [...locations].every(([name, [x, y]]) => laid.get(name)?.[0] === x && laid.get(name)?.[1] === y);
}

interface GraphNode {
  readonly name: string;
  /** Where it leads, main path before faults. */
  readonly next: readonly string[];
  readonly faults: ReadonlySet<string>;
}
type Graph = ReadonlyMap<string, GraphNode>;
/** The name of what stands above the first elements. */
const ROOT = '';

function graphOf(root: XmlElement): Graph {
  const nodes = root.children.filter((element) => locationOf(element) && childOf(element, 'name'));
  const graph = new Map<string, GraphNode>();
  for (const node of nodes) {
    const name = textOf(node, 'name') ?? '';
    if (!graph.has(name)) graph.set(name, { name, ...linksOf(node) });
  }
  const start = childOf(root, 'start') ?? leaf('start', '');
  const { next, faults } = linksOf(start);
  const legacy = textOf(root, 'startElementReference');
  graph.set(ROOT, { name: ROOT, next: legacy === null ? next : [...next, legacy], faults });
  return graph;
}

function linksOf(element: XmlElement): Pick<GraphNode, 'next' | 'faults'> {
  const connectors = element.children.flatMap((child) =>
    CONNECTOR.test(child.name) ? [child] : child.children.filter(({ name }) => CONNECTOR.test(name)),
  );
  const fallback = connectors.filter(({ name }) => name.startsWith('default'));
  const main = [...connectors.filter((one) => !fallback.includes(one)), ...fallback];
  const faults = element.children.filter(({ name }) => name === FAULT);
  const target = (connector: XmlElement) => textOf(connector, 'targetReference') ?? [];
  const next = main.flatMap(target);
  const failing = faults.flatMap(target).filter((name) => !next.includes(name));
  return { next: [...new Set([...next, ...failing])], faults: new Set(failing) };
}

/** A node with what it leads to alone: the branches below it, and what joins them. */
interface Block {
  readonly branches: string[];
  readonly faults: string[];
  readonly joins: string[];
  left: number;
  right: number;
  height: number;
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

function placedNodes(graph: Graph): ReadonlyMap<string, Spot> {
  const order = reversePostorder(graph, [ROOT]);
  const blocks = blocksOf(graph, order);
  for (const name of order.toReversed()) measure(name, blocks);
  const cells = cellsOf(order, blocks);
  const columns = [...cells.values()].map(({ x }) => x);
  const leftmost = columns.reduce((a, b) => Math.min(a, b), 0);
  const single = columns.every((x) => x === leftmost);
  const lowest = [...cells.values()].reduce((most, { y }) => Math.max(most, y), 0);
  const spots = new Map<string, Spot>();
  const spot = (x: number, y: number): Spot => ({
    x: Math.round((single ? SINGLE : LEFT) + (x - leftmost) * COLUMN),
    y: FIRST_ROW + (y - 1) * ROW,
  });
  for (const [name, { x, y }] of cells) if (name !== ROOT) spots.set(name, spot(x, y));
  // What no path reaches stands in a row of its own below all.
  const unreached = [...graph.keys()].filter((name) => name !== ROOT && !cells.has(name));
  unreached.forEach((name, index) => {
    spots.set(name, spot(leftmost + index, lowest + 2));
  });
  return spots;
}

/** Every reachable node before those it leads to, loops apart; without recursion, for flows may be long. */
function reversePostorder(graph: Graph, roots: readonly string[]): readonly string[] {
  const done: string[] = [];
  const seen = new Set<string>(roots);
  const stack = roots.map((name) => ({ name, open: [...(graph.get(name)?.next ?? [])] }));
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const next = top.open.pop();
    if (next === undefined) {
      done.push(top.name);
      stack.pop();
    } else if (!seen.has(next) && graph.has(next)) {
      seen.add(next);
      stack.push({ name: next, open: [...(graph.get(next)?.next ?? [])] });
    }
  }
  return done.reverse();
}

/** Hangs each node under the last one that all ways to it go through (its dominator; Cooper, Harvey, Kennedy 2001). */
function blocksOf(graph: Graph, order: readonly string[]): ReadonlyMap<string, Block> {
  const index = new Map(order.map((name, at) => [name, at]));
  const before = new Map<string, string[]>();
  for (const name of order) {
    for (const next of graph.get(name)?.next ?? []) before.set(next, [...(before.get(next) ?? []), name]);
  }
  const at = (name: string): number => index.get(name) ?? 0;
  const above = new Map<string, string>([[ROOT, ROOT]]);
  const meet = (one: string, other: string): string => {
    let [a, b] = [one, other];
    while (a !== b) {
      while (at(a) > at(b)) a = above.get(a) ?? ROOT;
      while (at(b) > at(a)) b = above.get(b) ?? ROOT;
    }
    return a;
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (const name of order.slice(1)) {
      const [first = ROOT, ...others] = (before.get(name) ?? []).filter((one) => above.has(one));
      const found = others.reduce(meet, first);
      if (above.get(name) === found) continue;
      above.set(name, found);
      changed = true;
    }
  }
  const blocks = new Map(
    order.map((name): [string, Block] => [name, { branches: [], faults: [], joins: [], left: 0, right: 0, height: 0 }]),
  );
  for (const name of order.slice(1)) {
    const parent = above.get(name) ?? ROOT;
    const ways = (before.get(name) ?? []).filter((one) => at(one) < at(name));
    const direct = ways.length === 1 && ways[0] === parent;
    const kind = !direct ? 'joins' : graph.get(parent)?.faults.has(name) ? 'faults' : 'branches';
    blocks.get(parent)?.[kind].push(name);
  }
  return blocks;
}

/** How far a block reaches to either side of its head, in columns, and how many rows it takes. */
function measure(name: string, blocks: ReadonlyMap<string, Block>): void {
  const block = blocks.get(name);
  if (!block) return;
  const all = (names: readonly string[]) => names.flatMap((one) => blocks.get(one) ?? []);
  const width = all(block.branches).reduce((sum, { left, right }) => sum + left + right, 0);
  const joins = all(block.joins);
  const sideways = all(block.faults).reduce((sum, { left, right }) => sum + left + right, 0);
  block.left = Math.max(0.5, width / 2, ...joins.map(({ left }) => left));
  block.right = Math.max(0.5, width / 2, ...joins.map(({ right }) => right)) + sideways;
  block.height =
    1 +
    Math.max(0, ...all([...block.branches, ...block.faults]).map(({ height }) => height)) +
    joins.reduce((sum, { height }) => sum + height, 0);
}

function cellsOf(order: readonly string[], blocks: ReadonlyMap<string, Block>): ReadonlyMap<string, Spot> {
  const cells = new Map<string, Spot>([[ROOT, { x: 0, y: 0 }]]);
  for (const name of order) {
    const cell = cells.get(name);
    const block = blocks.get(name);
    if (!cell || !block) continue;
    const row = (names: readonly string[], from: number): number => {
      let edge = from;
      for (const one of names) {
        const { left = 0.5, right = 0.5 } = blocks.get(one) ?? {};
        cells.set(one, { x: edge + left, y: cell.y + 1 });
        edge += left + right;
      }
      return edge;
    };
    const inner = block.branches.flatMap((one) => blocks.get(one) ?? []);
    row(block.branches, cell.x - inner.reduce((sum, { left, right }) => sum + left + right, 0) / 2);
    const faults = block.faults.flatMap((one) => blocks.get(one) ?? []);
    row(block.faults, cell.x + block.right - faults.reduce((sum, { left, right }) => sum + left + right, 0));
    let y = cell.y + 1 + Math.max(0, ...[...inner, ...faults].map(({ height }) => height));
    for (const one of block.joins) {
      cells.set(one, { x: cell.x, y });
      y += blocks.get(one)?.height ?? 1;
    }
  }
  return cells;
}

/** Nodes added to a flow that has coordinates: each one row below the node that leads to it, beside what stands there. */
function moveBesideKnown(graph: Graph, all: Map<string, Location>, known: ReadonlyMap<string, Location>): void {
  const at = new Map([...known].map(([name, [x, y]]): [string, Spot] => [name, { x: Number(x), y: Number(y) }]));
  const taken = new Set([...at.values()].map(({ x, y }) => `${x} ${y}`));
  const begin = at.get('start');
  if (begin) at.set(ROOT, { x: begin.x + SINGLE - LEFT, y: begin.y + FIRST_ROW - ROW });
  for (const name of reversePostorder(graph, [ROOT])) {
    const from = at.get(name);
    if (!from) continue;
    for (const next of graph.get(name)?.next ?? []) {
      if (at.has(next) || !all.has(next)) continue;
      const y = from.y + ROW;
      let x = from.x;
      while (taken.has(`${x} ${y}`)) x += COLUMN;
      taken.add(`${x} ${y}`);
      at.set(next, { x, y });
      all.set(next, [String(x), String(y)]);
    }
  }
}
