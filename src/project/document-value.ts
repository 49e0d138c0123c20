import type { DocumentNode } from '../model/document.ts';
import type { Value } from '../model/value.ts';
import { escapeKey } from '../values/json.ts';
import { parseNumber } from '../values/number.ts';

type ValueReaders = { readonly [K in DocumentNode['kind']]: (node: Extract<DocumentNode, { kind: K }>) => Value };

const READERS: ValueReaders = {
  text: ({ value }) => value,
  number: ({ digits }) => parseNumber(digits) ?? digits,
  boolean: ({ value }) => value,
  null: () => null,
  list: ({ items }) => items.map(documentValue),
  map: ({ entries }) => Object.fromEntries(entries.map(({ key, value }) => [escapeKey(key), documentValue(value)])),
};

/** A node of a definition file as a value: numbers exact, keys that begin with `$` kept apart from exact numbers. */
export function documentValue(node: DocumentNode): Value {
  return READERS[node.kind](node as never);
}
