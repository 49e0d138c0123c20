import type { Value, Values } from '../model/value.ts';
import { isNumber, parseNumber, toDouble } from '../values/number.ts';
import { FIELD_TYPES } from './field-types.ts';
import type { FieldDefinition, FieldValue, ObjectDefinition, RecordValues } from './objects/define-object.ts';
import { validateValues } from './validate.ts';

/** Values of a flow are exact and ISO text; a store keeps numbers as doubles, as Salesforce does. */

/** A stored value as a flow has it. */
export function toFlowValue(value: FieldValue): Value {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  return parseNumber(String(value)) ?? value;
}

/** A flow's value as the store reads it; null and empty text are the same here, as in an org. */
export function toStoredValue(value: Value): unknown {
  if (value === '') return null;
  return isNumber(value) ? toDouble(value) : value;
}

/** A record of a flow as field values by name. */
export function toStoredValues(record: Values): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, toStoredValue(value)]));
}

/** A flow's value as a column of this field is compared; throws RecordError where it is none of its type. */
export function toComparable(value: Value, field: FieldDefinition): FieldValue {
  const stored = toStoredValue(value);
  return stored === null
    ? null
    : FIELD_TYPES[field.type].parse(stored, { ...field, length: 131_072, restricted: false });
}

/**
 * A flow's record as a complete one that can be stored: defaults filled in, fields that only the org sets allowed.
 * @throws RecordError for unknown fields, values of the wrong type, and what is missing.
 */
export function validateFlowValues(definition: ObjectDefinition, record: Values): RecordValues {
  const open = { ...definition, field: (name: string) => writable(definition.field(name)) };
  return validateValues(open, toStoredValues(record), 'create');
}

function writable(field: FieldDefinition | undefined): FieldDefinition | undefined {
  return field && { ...field, createable: true };
}
