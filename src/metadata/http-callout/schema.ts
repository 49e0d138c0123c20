import type { DocumentNode, MapEntry, MapNode } from '../../model/document.ts';
import { entry, get, listNode, mapNode, numberNode, scalarText, textNode } from '../nodes.ts';
import type { TypeOfReference } from './declared-types.ts';

/**
 * JSON Schemas of samples, as the HTTP Callout builder infers them (reference: credentials C2), and samples of schemas.
 * @param typeOf what a reference in the sample is: the sample of a request is the body that the flow fills.
 */
export function schemaOf(sample: DocumentNode, typeOf: TypeOfReference = () => null): MapNode {
  if (sample.kind === 'map') {
    const properties = sample.entries.map(({ key, value }) => entry(key, schemaOf(value, typeOf)));
    return typed('object', [entry('properties', mapNode(properties))]);
  }
  if (sample.kind === 'list') return typed('array', [entry('items', schemaOf(sample.items[0] ?? mapNode([]), typeOf))]);
  if (sample.kind === 'number') return /^-?\d{1,9}$/.test(sample.digits) ? typed('integer') : typedNumber();
  const referred = sample.kind === 'text' ? typeOf(sample.value) : null;
  if (referred === 'number') return typedNumber();
  return typed(referred ?? (sample.kind === 'boolean' ? 'boolean' : 'string'));
}

function typedNumber(): MapNode {
  return typed('number', [entry('format', textNode('double'))]);
}

function typed(type: string, more: readonly MapEntry[] = []): MapNode {
  return mapNode([entry('type', textNode(type)), ...more]);
}

const SAMPLES: Readonly<Record<string, DocumentNode>> = {
  integer: numberNode('0'),
  number: numberNode('0.0'),
  boolean: { kind: 'boolean', value: false, place: { start: 0, end: 0 } },
  string: textNode(''),
};
const MAX_DEPTH = 15;

/** A sample with all the fields of a schema; `root` resolves its `$ref`s. Recursive schemas end after 15 levels. */
export function sampleOf(schema: DocumentNode | null, root: DocumentNode, depth = 0): DocumentNode {
  const target = resolved(schema, root);
  if (depth > MAX_DEPTH || !target) return mapNode([]);
  const example = get(target, 'example');
  if (example) return example;
  const properties = get(target, 'properties');
  if (properties?.kind === 'map') {
    return mapNode(properties.entries.map(({ key, value }) => entry(key, sampleOf(value, root, depth + 1))));
  }
  const items = get(target, 'items');
  if (items) return listNode([sampleOf(items, root, depth + 1)]);
  return SAMPLES[scalarText(get(target, 'type')) ?? ''] ?? mapNode([]);
}

function resolved(schema: DocumentNode | null, root: DocumentNode): DocumentNode | null {
  const reference = scalarText(get(schema, '$ref'));
  if (reference === null) return schema;
  if (!reference.startsWith('#/')) return null;
  return reference
    .slice(2)
    .split('/')
    .reduce<DocumentNode | null>((node, key) => get(node, key), root);
}
