import type { DocumentNode } from '../model/document.ts';
import type { ResourceType } from '../model/value.ts';
import { entriesOf, get, itemsOf, resolve, textOf } from './document.ts';

/** Deeper levels are untyped: an org ends at 15, and recursive schemas would never end. */
const MAX_DEPTH = 8;

const FORMATS: Readonly<Record<string, ResourceType['dataType']>> = {
  date: 'Date',
  'date-time': 'DateTime',
};
const TYPES: Readonly<Record<string, ResourceType['dataType']>> = {
  string: 'Text',
  integer: 'Number',
  number: 'Number',
  boolean: 'Boolean',
};
const UNTYPED: ResourceType = { dataType: 'JSON' };

/**
 * The type of a flow's values that a JSON schema describes (reference: credentials C2): objects become Apex-defined types
 * with their fields, unions of objects the fields of all of them, a union of one kind and null that kind; maps, lists of lists and other
 * unions stay untyped. Nothing is refused: what a schema does not say may be anything.
 * @param node a schema, or a Swagger 2 parameter, which is one too.
 */
export function typeOfSchema(node: DocumentNode | null, root: DocumentNode): ResourceType {
  return typeOf(node, { root, known: new Map() }, 0);
}

interface Reading {
  readonly root: DocumentNode;
  /** What each schema is at each depth: one that goes round by several fields has ever more places, and few types. */
  readonly known: Map<DocumentNode, ResourceType[]>;
}

function typeOf(node: DocumentNode | null, reading: Reading, depth: number): ResourceType {
  const schema = resolve(node, reading.root);
  if (schema === null || depth > MAX_DEPTH) return UNTYPED;
  const known = reading.known.get(schema) ?? [];
  reading.known.set(schema, known);
  const type = known[depth] ?? readType(schema, reading, depth);
  known[depth] = type;
  return type;
}

function readType(schema: DocumentNode, reading: Reading, depth: number): ResourceType {
  const type = nameOfType(schema);
  if (type === 'array') {
    const item = typeOf(get(schema, 'items'), reading, depth + 1);
    return item.collection === true ? { ...UNTYPED, collection: true } : { ...item, collection: true };
  }
  const dataType = TYPES[type];
  if (dataType !== undefined) {
    const format = textOf(get(schema, 'format')) ?? '';
    return { dataType: dataType === 'Text' ? (FORMATS[format] ?? dataType) : dataType };
  }
  const fields = fieldsOf(schema, reading, depth);
  if (Object.keys(fields).length > 0) return { dataType: 'Apex', fields };
  return type === '' ? unionOf(schema, reading, depth) : UNTYPED;
}

/** What all parts of a union are that are not null; a part of `allOf` that says nothing of its kind adds none. */
function unionOf(schema: DocumentNode, reading: Reading, depth: number): ResourceType {
  const parts = (name: string) => itemsOf(get(schema, name)).filter((part) => !isNull(resolve(part, reading.root)));
  const alternatives = [...parts('oneOf'), ...parts('anyOf')].map((part) => typeOf(part, reading, depth + 1));
  const common = parts('allOf')
    .map((part) => typeOf(part, reading, depth + 1))
    .filter((one) => one.dataType !== 'JSON' || one.collection === true);
  const [first, ...others] = [...alternatives, ...common];
  const isSame = (other: ResourceType) => JSON.stringify(other) === JSON.stringify(first);
  return first !== undefined && others.every(isSame) ? first : UNTYPED;
}

function isNull(schema: DocumentNode | null): boolean {
  return schema !== null && (textOf(get(schema, 'type')) === 'null' || get(schema, 'type')?.kind === 'null');
}

/** `type: [string, "null"]` of OpenAPI 3.1 is a string that may be missing. */
function nameOfType(schema: DocumentNode): string {
  const given = get(schema, 'type');
  const words = itemsOf(given).flatMap((one) => textOf(one) ?? []);
  const kinds = words.filter((word) => word !== 'null');
  // A list of several kinds is a union, and none of them.
  const named = textOf(given) ?? (kinds.length === 1 ? kinds[0] : undefined) ?? '';
  if (named !== '') return named;
  if (kinds.length > 1) return kinds.every((kind) => kind === 'integer' || kind === 'number') ? 'number' : 'union';
  if (get(schema, 'items') !== null) return 'array';
  const listed = get(schema, 'enum') ?? get(schema, 'const');
  return listed !== null && get(schema, 'properties') === null ? kindOfListed(listed) : '';
}

/** The kind that the values of `enum` or `const` share, null aside. */
function kindOfListed(listed: DocumentNode): string {
  const values = listed.kind === 'list' ? listed.items : [listed];
  const kinds = new Set(values.map(({ kind }) => kind).filter((kind) => kind !== 'null'));
  const [kind, another] = kinds;
  if (another !== undefined || kind === undefined) return 'union';
  return { text: 'string', number: 'number', boolean: 'boolean', map: 'object', list: 'array', null: 'union' }[kind];
}

function fieldsOf(schema: DocumentNode, reading: Reading, depth: number): Record<string, ResourceType> {
  const fields: Record<string, ResourceType> = {};
  for (const union of ['allOf', 'oneOf', 'anyOf']) {
    for (const part of itemsOf(get(schema, union))) {
      const type = typeOf(part, reading, depth + 1);
      if (type.collection !== true) Object.assign(fields, type.fields);
    }
  }
  for (const { key, value } of entriesOf(get(schema, 'properties'))) {
    fields[key] = typeOf(value, reading, depth + 1);
  }
  return fields;
}
