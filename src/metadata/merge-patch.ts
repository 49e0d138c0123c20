import type { DocumentNode, MapEntry, MapNode } from '../model/document.ts';
import { entry, listNode, mapNode, nullNode, scalarText, textNode } from './nodes.ts';
import { inCanonicalOrder } from './tag-order.ts';
import { branch, leaf, NOWHERE, textOf, type XmlElement } from './xml.ts';

/**
 * JSON merge patches (RFC 7396) between metadata elements: what `metadata:` in a YAML flow holds. An element is a map of
 * its tags; a tag that repeats is a list; a leaf is its text; an attribute is a key with `@`, text beside one `#text`. processMetadataValues are a
 * map of name and value.
 */

const VALUES_BY_NAME = 'processMetadataValues';
const TEXT = '#text';

/** An element as the value that a patch can set. */
export function nodeOfElement(element: XmlElement): DocumentNode {
  const attributes = Object.entries(element.attributes);
  if (element.children.length === 0 && attributes.length === 0) return textNode(element.text, element.place);
  const entries: MapEntry[] = attributes.map(([name, value]) => entry(`@${name}`, textNode(value, element.place)));
  if (element.text !== '') entries.push(entry(TEXT, textNode(element.text, element.place)));
  for (const [tag, group] of childrenByTag(element)) entries.push(entry(tag, nodeOfGroup(tag, group), placeOf(group)));
  return mapNode(entries, element.place);
}

function nodeOfGroup(tag: string, group: readonly XmlElement[]): DocumentNode {
  const [first] = group;
  if (tag === VALUES_BY_NAME) {
    const named = valuesByName(group);
    if (named) return named;
  } else if (first && group.length === 1) return nodeOfElement(first);
  return listNode(group.map(nodeOfElement), placeOf(group));
}

/** `{ BuilderType: LightningFlowBuilder }`; null where a name repeats or something else stands beside name and value. */
function valuesByName(group: readonly XmlElement[]): MapNode | null {
  const entries: MapEntry[] = [];
  const names = new Set<string>();
  for (const element of group) {
    const [name, value, more] = inCanonicalOrder(element, false);
    if (name?.name !== 'name' || value?.name !== 'value' || more) return null;
    if (!isPlain(name) || name.children.length > 0 || !isPlain(element) || value.children.length === 0) return null;
    if (names.has(name.text)) return null;
    names.add(name.text);
    const [only, second] = value.children;
    const text =
      isPlain(value) && only?.name === 'stringValue' && !second && only.children.length === 0 && isPlain(only);
    entries.push(entry(name.text, text ? textNode(only.text, only.place) : nodeOfElement(value), name.place));
  }
  return mapNode(entries, placeOf(group));
}

function isPlain(element: XmlElement): boolean {
  return Object.keys(element.attributes).length === 0;
}

function childrenByTag(element: XmlElement): ReadonlyMap<string, readonly XmlElement[]> {
  return Map.groupBy(inCanonicalOrder(element, false), (child) => child.name);
}

function placeOf(group: readonly XmlElement[]) {
  return { start: group[0]?.place.start ?? 0, end: group.at(-1)?.place.end ?? 0 };
}

/**
 * The patch that makes `target` of `base`; null where they hold the same. Comments and the order of tags do not count; a
 * text that is `base`'s but for nothing is no difference.
 */
export function patchBetween(before: XmlElement, after: XmlElement): MapNode | null {
  if (isSameElement(before, after)) return null;
  const [base, target] = withoutEqualTags(before, after);
  const patch = difference(nodeOfElement(base), nodeOfElement(target));
  if (patch === null) return null;
  if (patch.kind === 'map') return patch;
  // An element without children became a leaf: its text cannot be patched, only its tags removed.
  const baseNode = nodeOfElement(base);
  const removals = baseNode.kind === 'map' ? baseNode.entries.map((gone) => entry(gone.key, nullNode())) : [];
  return removals.length > 0 ? mapNode(removals, target.place) : null;
}

/** Whether two elements are the same but for places, comments and the order of tags. */
function isSameElement(a: XmlElement, b: XmlElement): boolean {
  if (a.name !== b.name || a.text !== b.text || a.children.length !== b.children.length) return false;
  if (!isSameAttributes(a.attributes, b.attributes)) return false;
  return areSame(inCanonicalOrder(a, false), inCanonicalOrder(b, false));
}

function areSame(a: readonly XmlElement[], b: readonly XmlElement[]): boolean {
  return (
    a.length === b.length &&
    a.every((element, index) => {
      const other = b[index];
      return other !== undefined && isSameElement(element, other);
    })
  );
}

function isSameAttributes(a: XmlElement['attributes'], b: XmlElement['attributes']): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

/** Both without the tags that they have in common: most of a flow need not be made into nodes to find what differs. */
function withoutEqualTags(base: XmlElement, target: XmlElement): readonly [XmlElement, XmlElement] {
  const groups = Map.groupBy(base.children, ({ name }) => name);
  const others = Map.groupBy(target.children, ({ name }) => name);
  const equal = new Set(
    [...groups].filter(([tag, group]) => areSame(group, others.get(tag) ?? [])).map(([tag]) => tag),
  );
  const left = (element: XmlElement) => element.children.filter(({ name }) => !equal.has(name));
  const [kept, wanted] = [left(base), left(target)];
  // An element that has nothing left would pass for a leaf.
  return kept.length === 0 || wanted.length === 0
    ? [base, target]
    : [
        { ...base, children: kept },
        { ...target, children: wanted },
      ];
}

function difference(base: DocumentNode, target: DocumentNode): DocumentNode | null {
  if (base.kind !== 'map' || target.kind !== 'map') return sameValue(base, target) ? null : target;
  const entries: MapEntry[] = [];
  const before = new Map(base.entries.map(({ key, value }) => [key, value]));
  for (const { key, keyPlace, value } of target.entries) {
    const old = before.get(key);
    before.delete(key);
    const changed = old ? difference(old, value) : value;
    if (changed) entries.push(entry(key, changed, keyPlace));
  }
  for (const key of before.keys()) entries.push(entry(key, nullNode(target.place)));
  return entries.length > 0 ? mapNode(entries, target.place) : null;
}

/** Whether two trees say the same; places and comments do not count, the order of keys does not either. */
export function sameValue(a: DocumentNode, b: DocumentNode): boolean {
  if (a.kind === 'map' && b.kind === 'map') {
    if (a.entries.length !== b.entries.length) return false;
    const others = new Map(b.entries.map(({ key, value }) => [key, value]));
    return a.entries.every(({ key, value }) => {
      const other = others.get(key);
      return other !== undefined && sameValue(value, other);
    });
  }
  if (a.kind === 'list' && b.kind === 'list') {
    return a.items.length === b.items.length && a.items.every((item, index) => sameItem(item, b.items[index]));
  }
  return a.kind === b.kind && scalarText(a) === scalarText(b);
}

function sameItem(a: DocumentNode, b: DocumentNode | undefined): boolean {
  return b !== undefined && sameValue(a, b);
}

/** The element with the patch applied (RFC 7396, section 2). Scalars of the patch become text as they are written. */
export function patched(element: XmlElement, patch: MapNode): XmlElement {
  const attributes: Record<string, string> = { ...element.attributes };
  const groups = Map.groupBy(element.children, ({ name }) => name);
  // A bare text is no map: a map in its place begins anew.
  let text = isPlain(element) ? '' : element.text;
  for (const { key, value } of patch.entries) {
    const told = scalarText(value);
    if (key === TEXT) text = told ?? '';
    else if (!key.startsWith('@')) groups.set(key, [...patchedGroup(key, groups.get(key) ?? [], value)]);
    else if (told === null) delete attributes[key.slice(1)];
    else attributes[key.slice(1)] = told;
  }
  const children = [...groups.values()].flat();
  return { ...element, attributes, children, text: children.length > 0 ? '' : text };
}

function patchedGroup(tag: string, old: readonly XmlElement[], value: DocumentNode): readonly XmlElement[] {
  if (value.kind === 'null') return [];
  if (value.kind === 'list') return value.items.map((item) => elementOfNode(tag, item));
  if (value.kind !== 'map') return [leaf(tag, scalarText(value) ?? '')];
  if (tag === VALUES_BY_NAME) return patchedValuesByName(old, value);
  const [only, second] = old;
  return [patched(only && !second ? only : branch(tag, []), value)];
}

function patchedValuesByName(old: readonly XmlElement[], patch: MapNode): readonly XmlElement[] {
  // What was no map by name begins anew.
  const kept = valuesByName(old) ? old : [];
  const result = new Map(kept.map((element) => [textOf(element, 'name') ?? '', element]));
  for (const { key, value } of patch.entries) {
    if (value.kind === 'null') result.delete(key);
    else {
      const text = scalarText(value);
      const before = result.get(key)?.children.find((child) => child.name === 'value');
      const held = text === null ? patchedValue(before, value) : branch('value', [leaf('stringValue', text)]);
      result.set(key, branch(VALUES_BY_NAME, [leaf('name', key), held]));
    }
  }
  return [...result.values()];
}

/** A text that became a map begins anew, as everywhere. */
function patchedValue(before: XmlElement | undefined, value: DocumentNode): XmlElement {
  const wasText = before?.children.length === 1 && before.children[0]?.name === 'stringValue';
  return value.kind === 'map' && before && !wasText ? patched(before, value) : elementOfNode('value', value);
}

/** The element that a patch's value stands for where there was none before. */
export function elementOfNode(tag: string, node: DocumentNode): XmlElement {
  if (node.kind === 'map') return patched(branch(tag, []), node);
  return { ...leaf(tag, scalarText(node) ?? ''), place: NOWHERE };
}
