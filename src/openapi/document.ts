import type { DocumentNode, MapEntry, MapNode, Place } from '../model/document.ts';

/** Small questions to the tree of an OpenAPI document. */

/** The value of a key; null where the node is no map or has no such key. */
export function get(node: DocumentNode | null, key: string): DocumentNode | null {
  if (node?.kind !== 'map') return null;
  return node.entries.find((entry) => entry.key === key)?.value ?? null;
}

/** The entries of a map; none of anything else. */
export function entriesOf(node: DocumentNode | null): readonly MapEntry[] {
  return node?.kind === 'map' ? node.entries : [];
}

/** The items of a list; none of anything else. */
export function itemsOf(node: DocumentNode | null): readonly DocumentNode[] {
  return node?.kind === 'list' ? node.items : [];
}

/** A text; null for anything else. Numbers count as their digits: versions are often written so. */
export function textOf(node: DocumentNode | null): string | null {
  if (node?.kind === 'text') return node.value;
  return node?.kind === 'number' ? node.digits : null;
}

/** Whether it is `true`. */
export function isTrue(node: DocumentNode | null): boolean {
  return node?.kind === 'boolean' && node.value;
}

/** Something in the document that flowrun leaves out or cannot follow. */
export interface OpenApiProblem {
  readonly message: string;
  readonly place: Place;
  readonly suggestion?: string;
}

/** How many references may lead to each other: longer chains go round. */
const MAX_CHAIN = 20;

/**
 * What a `$ref` leads to within the document; a node without one is itself.
 * @returns null for a reference that leads nowhere, goes round, or leaves the document: nothing else is ever read.
 */
export function resolve(node: DocumentNode | null, root: DocumentNode): DocumentNode | null {
  let at = node;
  for (let step = 0; step < MAX_CHAIN; step += 1) {
    const reference = textOf(get(at, '$ref'));
    if (reference === null) return at;
    if (!reference.startsWith('#/')) return null;
    at = reference
      .slice(2)
      .split('/')
      .map((part) => decodeURIComponent(part.replaceAll('~1', '/').replaceAll('~0', '~')))
      .reduce<DocumentNode | null>((found, key) => get(found, key), root);
  }
  return null;
}

/** Where a map begins: to point at the whole of it would be too much. */
export function placeOf(node: DocumentNode): Place {
  const first = node.kind === 'map' ? firstOf(node) : undefined;
  return first?.keyPlace ?? node.place;
}

function firstOf(map: MapNode): MapEntry | undefined {
  return map.entries[0];
}
