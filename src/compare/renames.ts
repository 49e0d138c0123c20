import { get, scalarText } from '../metadata/nodes.ts';
import type { DocumentNode, MapEntry, MapNode } from '../model/document.ts';

/** Finding what was renamed, and saying references to it by its new name. */

/** How much of two things has to be the same for one to be the other under a new name. */
const ALIKE = 0.6;

/**
 * Pairs of removed and added entries that are one thing under two names: of the same type and most alike, best pairs first.
 * @returns new names by old ones.
 */
export function findRenames(removed: readonly MapEntry[], added: readonly MapEntry[]): ReadonlyMap<string, string> {
  const pairs = removed.flatMap((before) =>
    added.map((after) => ({ from: before.key, to: after.key, score: likeness(before, after) })),
  );
  const renames = new Map<string, string>();
  const taken = new Set<string>();
  for (const { from, to, score } of pairs.toSorted((a, b) => b.score - a.score)) {
    if (score < ALIKE || renames.has(from) || taken.has(to)) continue;
    renames.set(from, to);
    taken.add(to);
  }
  return renames;
}

/** The share of leaves that both have; 0 for things of different types. */
function likeness(before: MapEntry, after: MapEntry): number {
  if (typeOf(before.value) !== typeOf(after.value)) return 0;
  const [old, young] = [leavesOf(before.value, before.key), leavesOf(after.value, after.key)];
  if (old.length <= 1 || young.length <= 1) return 0;
  const rest = new Map<string, number>();
  for (const leaf of old) rest.set(leaf, (rest.get(leaf) ?? 0) + 1);
  let common = 0;
  for (const leaf of young) {
    const count = rest.get(leaf) ?? 0;
    if (count === 0) continue;
    rest.set(leaf, count - 1);
    common += 1;
  }
  return common / Math.max(old.length, young.length);
}

function typeOf(node: DocumentNode): string {
  return scalarText(get(node, 'type') ?? node) ?? node.kind;
}

/** Each value with its path; the thing's own name does not count. */
function leavesOf(node: DocumentNode, own: string, path = ''): readonly string[] {
  if (node.kind === 'map') return node.entries.flatMap(({ key, value }) => leavesOf(value, own, `${path}/${key}`));
  if (node.kind === 'list') return node.items.flatMap((item) => leavesOf(item, own, `${path}/-`));
  return [`${path}=${node.kind === 'null' ? '' : String(scalarText(node)).replaceAll(own, '')}`];
}

/** The tree with each renamed thing called by its new name: keys, connectors, references. */
export function renamed(node: DocumentNode, names: ReadonlyMap<string, string>): DocumentNode {
  if (names.size === 0) return node;
  if (node.kind === 'map') return renamedMap(node, names);
  if (node.kind === 'list') return { ...node, items: node.items.map((item) => renamed(item, names)) };
  return node.kind === 'text' ? { ...node, value: renamedText(node.value, names) } : node;
}

function renamedMap(map: MapNode, names: ReadonlyMap<string, string>): MapNode {
  return {
    ...map,
    entries: map.entries.map((item) => ({
      ...item,
      key: renamedReference(item.key, names),
      value: renamed(item.value, names),
    })),
  };
}

function renamedText(text: string, names: ReadonlyMap<string, string>): string {
  const bare = renamedReference(text, names);
  return bare === text ? text.replaceAll(/(?<=\{!)[A-Za-z]\w*/g, (name) => names.get(name) ?? name) : bare;
}

/** `Old` and `Old.field`, where the whole text is a reference. */
function renamedReference(text: string, names: ReadonlyMap<string, string>): string {
  const [, name = '', rest = ''] = /^([A-Za-z]\w*)((?:\.[\w.]*)?)$/.exec(text) ?? [];
  const found = names.get(name);
  return found === undefined ? text : `${found}${rest}`;
}
