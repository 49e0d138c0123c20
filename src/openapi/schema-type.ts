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
 * with their fields, unions of objects the fields of all of them, maps and lists of lists stay untyped. Nothing is refused: what a
 * schema does not say may be anything.
 * @param node a schema, or a Swagger 2 parameter, which is one too.
 */
export function typeOfSchema(node: DocumentNode | null, root: DocumentNode, depth = 0): ResourceType {
  const schema = resolve(node, root);
  if (schema === null || depth > MAX_DEPTH) return UNTYPED;
  const type = nameOfType(schema);
  if (type === 'array') {
    const item = typeOfSchema(get(schema, 'items'), root, depth + 1);
    return item.collection === true ? { ...UNTYPED, collection: true } : { ...item, collection: true };
  }
  const dataType = TYPES[type];
  if (dataType !== undefined) {
    const format = textOf(get(schema, 'format')) ?? '';
    return { dataType: dataType === 'Text' ? (FORMATS[format] ?? dataType) : dataType };
  }
  const fields = fieldsOf(schema, root, depth);
  return Object.keys(fields).length > 0 ? { dataType: 'Apex', fields } : UNTYPED;
}

/** `type: [string, "null"]` of OpenAPI 3.1 is a string that may be missing. */
function nameOfType(schema: DocumentNode): string {
  const given = get(schema, 'type');
  const words = itemsOf(given).flatMap((one) => textOf(one) ?? []);
  const named = textOf(given) ?? words.find((word) => word !== 'null') ?? '';
  if (named !== '') return named;
  if (get(schema, 'items') !== null) return 'array';
  return get(schema, 'enum') !== null && get(schema, 'properties') === null ? 'string' : '';
}

function fieldsOf(schema: DocumentNode, root: DocumentNode, depth: number): Record<string, ResourceType> {
  const fields: Record<string, ResourceType> = {};
  for (const union of ['allOf', 'oneOf', 'anyOf']) {
    for (const part of itemsOf(get(schema, union))) {
      const type = typeOfSchema(part, root, depth + 1);
      if (type.collection !== true) Object.assign(fields, type.fields);
    }
  }
  for (const { key, value } of entriesOf(get(schema, 'properties'))) {
    fields[key] = typeOfSchema(value, root, depth + 1);
  }
  return fields;
}
