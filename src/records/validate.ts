import { FIELD_TYPES } from './field-types.ts';
import type { FieldValue, ObjectDefinition, RecordValues } from './objects/define-object.ts';
import { cannotDeserialize, idInBody, noSuchColumn, readOnly, requiredFieldMissing } from './problems.ts';
import { RecordError } from './record-error.ts';

/** Members of a REST body that are about the record, not part of it. */
const NO_FIELDS: ReadonlySet<string> = new Set(['attributes']);

/**
 * Checks what a client wants to store, in Salesforce's order: the shape of the values, then names, then rights, then
 * what is missing (reference/credentials-and-callouts.md D3).
 * @param values field values by API name in any case, as JSON
 * @param mode `create` adds defaults and asks for all required fields; `update` asks only that none becomes null
 * @returns the values by their proper API names, as they are stored
 * @throws RecordError with the first problem
 */
export function validateValues(
  definition: ObjectDefinition,
  values: Readonly<Record<string, unknown>>,
  mode: 'create' | 'update',
): RecordValues {
  const stored: Record<string, FieldValue> = {};
  const refused: string[] = [];
  for (const [name, value] of Object.entries(values)) {
    if (NO_FIELDS.has(name)) continue;
    const field = definition.field(name);
    if (field === undefined) throw new RecordError(noSuchColumn(name, definition.name));
    if (field.type === 'id') throw new RecordError(idInBody());
    if (!(mode === 'create' ? field.createable : field.updateable)) refused.push(field.name);
    else stored[field.name] = value === null ? nullOf(field) : FIELD_TYPES[field.type].parse(value, field);
  }
  if (refused.length > 0) throw new RecordError(readOnly(refused));
  return mode === 'create' ? complete(definition, stored) : unemptied(definition, stored);

  function nullOf(field: { readonly name: string; readonly type: string }): FieldValue {
    if (field.type === 'boolean') throw new RecordError(cannotDeserialize('boolean', null, field.name));
    return null;
  }
}

/** Every field has a value or null, every required one a value. */
function complete(definition: ObjectDefinition, given: RecordValues): RecordValues {
  const whole: Record<string, FieldValue> = {};
  const missing: string[] = [];
  for (const field of definition.fields) {
    const value = given[field.name] ?? field.defaultValue;
    if (field.type !== 'id') whole[field.name] = value;
    if (value === null && isRequired(field)) missing.push(field.name);
  }
  if (missing.length > 0) throw new RecordError(requiredFieldMissing(missing));
  return whole;
}

function unemptied(definition: ObjectDefinition, given: RecordValues): RecordValues {
  const missing = definition.fields.filter((field) => given[field.name] === null && isRequired(field));
  if (missing.length > 0) throw new RecordError(requiredFieldMissing(missing.map((field) => field.name)));
  return given;
}

/** What a client has to give; the owner is required too, but the org fills it in. */
function isRequired(field: {
  readonly nillable: boolean;
  readonly createable: boolean;
  readonly name: string;
}): boolean {
  return !field.nillable && field.createable && field.name !== 'OwnerId';
}
