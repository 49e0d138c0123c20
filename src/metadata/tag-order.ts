import type { XmlElement } from './xml.ts';

/**
 * The order in which an element's children stand: the org's own (reference: inventory 9; 972 of 1090 real files), or one
 * that is learnt from a file. A learnt order is one order of tags for all elements of a tag, and, for tags at the top of
 * the file, the names in the order in which they stand where that is not by name.
 */
export interface TagOrder {
  /** By the parent's tag: all tags in it, each once. Tags that are not named come last, in canonical order. */
  readonly tagOrder: ReadonlyMap<string, readonly string[]>;
  /** By tag, at the top: the names in it. Names that are not said come last, in canonical order. */
  readonly nameOrder: ReadonlyMap<string, readonly string[]>;
}

/** More different tags in an element, or more kinds of elements, no flow has: their order is not learnt. */
const MOST_TAGS = 100;

/**
 * The children of an element in canonical order: at the top by tag, then by name; below processMetadataValues,
 * description, name, a canvas node's four, then by tag. Repeated tags keep their order.
 */
export function inCanonicalOrder(element: XmlElement, top: boolean): readonly XmlElement[] {
  const { children } = element;
  const byRule = canonical(element, top);
  // Nearly all stand in this order already.
  for (let index = 1; index < children.length; index += 1) {
    const [before, child] = [children[index - 1], children[index]];
    if (before && child && byRule(before, child) > 0) return children.toSorted(byRule);
  }
  return children;
}

/** The children of an element in the order that was learnt; canonical where none was. */
export function inOrder(element: XmlElement, top: boolean, { tagOrder, nameOrder }: TagOrder): readonly XmlElement[] {
  const tags = tagOrder.get(element.name);
  if (!tags && !(top && nameOrder.size > 0)) return inCanonicalOrder(element, top);
  const otherwise = canonical(element, top);
  const places = new Map(tags?.map((tag, index) => [tag, index]));
  const names = top ? new Map([...nameOrder].map(([tag, list]) => [tag, placesOf(list)])) : undefined;
  const place = (child: XmlElement): number => places.get(child.name) ?? places.size;
  return element.children.toSorted((a, b) => {
    if (a.name !== b.name) return place(a) - place(b) || otherwise(a, b);
    const told = names?.get(a.name);
    if (!told) return otherwise(a, b);
    return (told.get(nameOf(a)) ?? told.size) - (told.get(nameOf(b)) ?? told.size) || otherwise(a, b);
  });
}

/** Names in the order of the list; of a name that stands there twice the first place counts. */
function placesOf(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(names.map((name, index) => [name, index] as const).toReversed());
}

/**
 * What is to be known to give a tree its order back. Left out is what one order of tags cannot say: tags that stand
 * differently from element to element, or apart from their like.
 */
export function learnOrder(root: XmlElement): TagOrder {
  const found = new Map<string, Sequences>();
  collect(root, true, found);
  const tagOrder = new Map<string, readonly string[]>();
  if (found.size > MOST_TAGS) return { tagOrder, nameOrder: new Map() };
  for (const [parent, { lines, isCanonical }] of found) {
    const order = isCanonical ? null : commonOrder(parent, [...lines.values()]);
    if (order) tagOrder.set(parent, order);
  }
  return { tagOrder, nameOrder: learnNames(root) };
}

/** Which tags follow each other in the elements of one tag. */
interface Sequences {
  /** Each sequence once, by its text. */
  readonly lines: Map<string, readonly string[]>;
  isCanonical: boolean;
}

function collect(element: XmlElement, top: boolean, found: Map<string, Sequences>): void {
  const { children } = element;
  if (children.length === 0) return;
  const sequences = found.get(element.name) ?? { lines: new Map(), isCanonical: true };
  found.set(element.name, sequences);
  const line = children.map(({ name }) => name).filter((name, index) => name !== children[index - 1]?.name);
  sequences.lines.set(line.join(' '), line);
  const byRule = canonical(element, top);
  const isAstray = (child: XmlElement, previous: XmlElement | undefined): boolean =>
    previous !== undefined && previous.name !== child.name && byRule(previous, child) > 0;
  if (children.some((child, index) => isAstray(child, children[index - 1]))) sequences.isCanonical = false;
  for (const child of children) collect(child, false, found);
}

/** One order that all sequences keep, as canonical as they allow; null where there is none. */
function commonOrder(parent: string, lines: readonly (readonly string[])[]): readonly string[] | null {
  const all = new Set(lines.flat());
  if (all.size > MOST_TAGS) return null;
  const before = new Map([...all].map((tag) => [tag, new Set<string>()]));
  for (const line of lines) {
    for (const [index, tag] of line.entries()) {
      const previous = line[index - 1];
      if (previous !== undefined) before.get(tag)?.add(previous);
    }
  }
  const byRank = inCanonicalOrder({ ...NOTHING, name: parent, children: [...all].map(named) }, parent === 'Flow');
  const left = byRank.map(({ name }) => name);
  const placed = new Set<string>();
  while (left.length > 0) {
    const next = left.findIndex((tag) => before.get(tag)?.isSubsetOf(placed));
    if (next < 0) return null;
    for (const tag of left.splice(next, 1)) placed.add(tag);
  }
  return [...placed];
}

const NOTHING: XmlElement = { name: '', attributes: {}, children: [], text: '', place: { start: 0, end: 0 } };

function named(name: string): XmlElement {
  return { ...NOTHING, name };
}

function learnNames(root: XmlElement): ReadonlyMap<string, readonly string[]> {
  const learnt = new Map<string, readonly string[]>();
  for (const [tag, group] of Map.groupBy(root.children, ({ name }) => name)) {
    const names = group.map(nameOf);
    const ordered = group.toSorted((a, b) => compare(folded(a), folded(b))).map(nameOf);
    const isSayable = names.every((name) => /^\S+$/.test(name));
    if (isSayable && names.some((name, index) => name !== ordered[index])) learnt.set(tag, names);
  }
  return learnt;
}

/** Their `name` stands in alphabetical place. */
const NAME_IN_PLACE = new Set(['outputParameters', 'outputAssignments']);
const FIRST = ['processMetadataValues', 'description', 'name'];
const FIRST_OF_NODES = [...FIRST, 'elementSubtype', 'label', 'locationX', 'locationY'];

function canonical(element: XmlElement, top: boolean): (a: XmlElement, b: XmlElement) => number {
  if (top) return (a, b) => compare(a.name, b.name) || compare(folded(a), folded(b));
  if (NAME_IN_PLACE.has(element.name)) return (a, b) => compare(a.name, b.name);
  const canvas = element.children.some((child) => child.name === 'locationX');
  return (a, b) => rank(a.name, canvas) - rank(b.name, canvas) || compare(a.name, b.name);
}

function rank(name: string, canvas: boolean): number {
  const first = canvas ? FIRST_OF_NODES : FIRST;
  const index = first.indexOf(name);
  return index < 0 ? first.length : index;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function nameOf(element: XmlElement): string {
  return element.children.find((child) => child.name === 'name')?.text ?? '';
}

function folded(element: XmlElement): string {
  return nameOf(element).toLowerCase();
}
