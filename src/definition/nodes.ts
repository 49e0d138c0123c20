import type { DocumentNode, MapEntry, MapNode, Place } from '../model/document.ts';

/** Small questions to a document tree. */

const KINDS: Readonly<Record<DocumentNode['kind'], string>> = {
  text: 'text',
  number: 'a number',
  boolean: 'true or false',
  null: 'nothing',
  map: 'a map',
  list: 'a list',
};

/** "text", "a number", "a map": for messages. */
export function kindOf(node: DocumentNode): string {
  return KINDS[node.kind];
}

/** The entry of this key; keys are case-sensitive. */
export function entryOf(map: MapNode, key: string): MapEntry | undefined {
  return map.entries.find((entry) => entry.key === key);
}

/** The text of a scalar as it would be written in quotes; undefined for maps, lists and nothing. */
export function scalarText(node: DocumentNode): string | undefined {
  if (node.kind === 'text') return node.value;
  if (node.kind === 'number') return node.digits;
  return node.kind === 'boolean' ? String(node.value) : undefined;
}

/** A place to point at: the first line of what a map or list spans would be too much. */
export function pointAt(node: DocumentNode, text: string): Place {
  if (node.kind !== 'map' && node.kind !== 'list') return node.place;
  const line = text.indexOf('\n', node.place.start);
  return line < 0 || line >= node.place.end ? node.place : { start: node.place.start, end: line };
}
