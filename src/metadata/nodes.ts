import type {
  BooleanNode,
  DocumentNode,
  ListNode,
  MapEntry,
  MapNode,
  NullNode,
  NumberNode,
  Place,
  TextNode,
} from '../model/document.ts';
import { NOWHERE, type XmlElement } from './xml.ts';

/** Makers and readers of definition tree nodes. Those made from XML take the place of what they came from. */

/** A text. */
export function textNode(value: string, place: Place = NOWHERE): TextNode {
  return { kind: 'text', value, place };
}
/** A number by its digits as they are written. */
export function numberNode(digits: string, place: Place = NOWHERE): NumberNode {
  return { kind: 'number', digits, place };
}
/** true or false. */
export function booleanNode(value: boolean, place: Place = NOWHERE): BooleanNode {
  return { kind: 'boolean', value, place };
}
/** Nothing: in a merge patch, a removal. */
export function nullNode(place: Place = NOWHERE): NullNode {
  return { kind: 'null', place };
}
/** A list. */
export function listNode(items: readonly DocumentNode[], place: Place = NOWHERE): ListNode {
  return { kind: 'list', items, place };
}
/** A map; keys are unique. */
export function mapNode(entries: readonly MapEntry[], place: Place = NOWHERE): MapNode {
  return { kind: 'map', entries, place };
}
/** A key of a map with its value; without a place of its own the key stands where the value does. */
export function entry(key: string, value: DocumentNode, keyPlace: Place = value.place): MapEntry {
  return { key, keyPlace, value };
}
/** A map of one key. */
export function single(key: string, value: DocumentNode, keyPlace: Place = value.place): MapNode {
  return mapNode([entry(key, value, keyPlace)], value.place);
}

/** The entry of that key; null where the node is no map or has none. */
export function entryOf(node: DocumentNode | null, key: string): MapEntry | null {
  return node?.kind === 'map' ? (node.entries.find((candidate) => candidate.key === key) ?? null) : null;
}
/** The value of that key; null where the node is no map or has none. */
export function get(node: DocumentNode | null, key: string): DocumentNode | null {
  return entryOf(node, key)?.value ?? null;
}
/** A scalar as the text that metadata holds; null for maps, lists and null. */
export function scalarText(node: DocumentNode | null): string | null {
  if (node?.kind === 'text') return node.value;
  if (node?.kind === 'number') return node.digits;
  if (node?.kind === 'boolean') return String(node.value);
  return null;
}

/** Comments for an entry, where there are any. */
export function commented<T extends MapEntry | DocumentNode>(node: T, comments: readonly string[]): T {
  return comments.length > 0 ? { ...node, comments: [...comments, ...(node.comments ?? [])] } : node;
}

/** Comments of XML as lines of YAML comments: the marks and the common margin go. */
export function commentLines(comments: readonly string[]): readonly string[] {
  return comments.flatMap((comment) => {
    const [first = '', ...rest] = comment.split(/\r?\n/).map((line) => line.trimEnd());
    if (rest.length > 0 && rest.at(-1) === '') rest.pop();
    const margin = rest.reduce(
      (least, line) => (line === '' ? least : Math.min(least, line.length - line.trimStart().length)),
      Number.POSITIVE_INFINITY,
    );
    const lines = rest.map((line) => line.slice(margin));
    return first === '' && lines.length > 0 ? lines : [first.trimStart(), ...lines];
  });
}

/** All comments in an element and below it, outermost first. */
export function commentsWithin(element: XmlElement): readonly string[] {
  return [...(element.comments ?? []), ...element.children.flatMap(commentsWithin)];
}
