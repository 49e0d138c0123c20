import type { DocumentNode, MapEntry } from '../model/document.ts';
import { entriesOf, get, isTrue, itemsOf, resolve, textOf } from './document.ts';

/** Deeper levels are left out. */
const MAX_DEPTH = 15;
const NOWHERE = { start: 0, end: 0 };

const SAMPLES: Readonly<Record<string, DocumentNode>> = {
  integer: { kind: 'number', digits: '0', place: NOWHERE },
  number: { kind: 'number', digits: '0.0', place: NOWHERE },
  boolean: { kind: 'boolean', value: false, place: NOWHERE },
  string: { kind: 'text', value: '', place: NOWHERE },
  null: { kind: 'null', place: NOWHERE },
};

/**
 * Two values that a JSON Schema allows: one with all the fields that it knows, one with those alone that it requires; what may
 * be null is null there.
 */
export function samplesOfSchema(schema: DocumentNode): readonly DocumentNode[] {
  return [sampleOfSchema(schema, schema), sampleOfSchema(schema, schema, { requiredOnly: true })];
}

/**
 * One value that a schema allows; `root` resolves its `$ref`s. What it does not say is an empty object, and so is a schema inside
 * of itself: with several such fields each level more would have several times as many.
 * @param within the schemas that the node stands in.
 */
export function sampleOfSchema(
  node: DocumentNode | null,
  root: DocumentNode,
  { requiredOnly = false }: { readonly requiredOnly?: boolean } = {},
  within: readonly DocumentNode[] = [],
): DocumentNode {
  const schema = resolve(node, root);
  if (schema === null || within.length > MAX_DEPTH || within.includes(schema)) return map([]);
  const inside = [...within, schema];
  const below = (part: DocumentNode | null): DocumentNode => sampleOfSchema(part, root, { requiredOnly }, inside);
  const types = [textOf(get(schema, 'type')), ...itemsOf(get(schema, 'type')).map(textOf)];
  if (requiredOnly && (types.includes('null') || isTrue(get(schema, 'nullable')))) return SAMPLES.null ?? map([]);
  const [listed] = itemsOf(get(schema, 'enum'));
  const given = get(schema, 'const') ?? listed ?? (requiredOnly ? null : get(schema, 'example'));
  if (given) return given;
  const union = [...itemsOf(get(schema, 'oneOf')), ...itemsOf(get(schema, 'anyOf'))];
  const isNull = (part: DocumentNode): boolean => textOf(get(resolve(part, root), 'type')) === 'null';
  if (requiredOnly && union.some(isNull)) return SAMPLES.null ?? map([]);
  const one = union.find((part) => !isNull(part));
  const parts = [...itemsOf(get(schema, 'allOf')), ...(one ? [one] : [])].map(below);
  const whole = parts.find((part) => part.kind !== 'map');
  if (whole) return whole;
  const items = get(schema, 'items');
  if (items) return { kind: 'list', items: [below(items)], place: NOWHERE };
  const required = new Set(itemsOf(get(schema, 'required')).map(textOf));
  const properties = entriesOf(get(schema, 'properties'))
    .filter(({ key }) => !requiredOnly || required.has(key))
    .map((property) => ({ ...property, value: below(property.value) }));
  const inherited = parts.flatMap((part) => entriesOf(part));
  if (properties.length + inherited.length > 0) return map([...inherited, ...properties]);
  const type = types.find((word) => word !== null && word !== 'null') ?? '';
  return SAMPLES[type] ?? (type === 'array' ? { kind: 'list', items: [], place: NOWHERE } : map([]));
}

function map(entries: readonly MapEntry[]): DocumentNode {
  return { kind: 'map', entries: [...new Map(entries.map((entry) => [entry.key, entry])).values()], place: NOWHERE };
}
