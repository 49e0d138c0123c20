import type { DocumentNode, MapEntry, MapNode } from '../../model/document.ts';
import { resolve } from '../../openapi/document.ts';
import { entry, listNode, mapNode, textNode } from '../nodes.ts';
import type { TypeOfReference } from './declared-types.ts';

/**
 * The JSON Schema of samples, as the HTTP Callout builder infers it of one (reference: credentials C2).
 * @param typeOf what a reference in the sample is: the sample of a request is the body that the flow fills.
 */
export function schemaOf(samples: readonly DocumentNode[], typeOf: TypeOfReference = () => null): MapNode {
  const known = samples.filter(({ kind }) => kind !== 'null');
  const [sample] = known;
  // What is null, or of several kinds, takes a text as with the builder.
  if (!sample || known.some(({ kind }) => kind !== sample.kind)) return typed('string');
  if (sample.kind === 'map') {
    const values = new Map<string, DocumentNode[]>();
    for (const { key, value } of known.flatMap((one) => (one.kind === 'map' ? one.entries : [])))
      values.set(key, [...(values.get(key) ?? []), value]);
    const properties = [...values].map(([key, all]) => entry(key, schemaOf(all, typeOf)));
    return typed('object', [entry('properties', mapNode(properties))]);
  }
  if (sample.kind === 'list') {
    const items = known.flatMap((one) => (one.kind === 'list' ? one.items : []));
    return typed('array', [entry('items', schemaOf(items.length > 0 ? items : [mapNode([])], typeOf))]);
  }
  if (sample.kind === 'number') {
    const whole = known.every((one) => one.kind === 'number' && /^-?\d{1,9}$/.test(one.digits));
    return whole ? typed('integer') : typedNumber();
  }
  const referred = sample.kind === 'text' ? typeOf(sample.value) : null;
  if (referred === 'number') return typedNumber();
  return typed(referred ?? (sample.kind === 'boolean' ? 'boolean' : 'string'));
}

/** A schema that is taken out of its document: what its `$ref`s lead to stands in their places, but for itself in itself. */
export function withoutReferences(schema: MapNode): MapNode {
  const inlined = (node: DocumentNode, within: readonly DocumentNode[]): DocumentNode => {
    const found = resolve(node, schema);
    if (found === null || within.length > MAX_DEPTH || within.includes(found)) return mapNode([]);
    const inside = [...within, found];
    if (found.kind === 'list') return listNode(found.items.map((item) => inlined(item, inside)));
    return found.kind === 'map'
      ? mapNode(found.entries.map(({ key, value }) => entry(key, inlined(value, inside))))
      : found;
  };
  // Only the whole schema has these: anywhere else they may be names of fields.
  const whole = inlined(withoutKeys(schema, ['$schema', '$id', '$defs', 'definitions']), []);
  return whole.kind === 'map' ? whole : mapNode([]);
}

function withoutKeys(map: MapNode, keys: readonly string[]): MapNode {
  return mapNode(map.entries.filter(({ key }) => !keys.includes(key)));
}

const MAX_DEPTH = 15;

function typedNumber(): MapNode {
  return typed('number', [entry('format', textNode('double'))]);
}

function typed(type: string, more: readonly MapEntry[] = []): MapNode {
  return mapNode([entry('type', textNode(type)), ...more]);
}
