import { nearest } from '../values/nearest.ts';
import type { BrokenRule, ObjectDefinition } from './objects/define-object.ts';
import type { ObjectCatalog } from './objects/index.ts';
import { problem, type RecordProblem } from './record-error.ts';

/**
 * The texts of Salesforce, one function per error (reference/credentials-and-callouts.md D3; those not listed there
 * from public error listings). `label` is the field's label, `field` its API name.
 */

export function requiredFieldMissing(fields: readonly string[]): RecordProblem {
  return problem('REQUIRED_FIELD_MISSING', `Required fields are missing: [${fields.join(', ')}]`, fields);
}

export function noSuchColumn(field: string, object: string): RecordProblem {
  return problem('INVALID_FIELD', `No such column '${field}' on sobject of type ${object}`);
}

export function idInBody(): RecordProblem {
  return problem('INVALID_FIELD', 'The Id field should not be specified in the sobject data.');
}

export function readOnly(fields: readonly string[]): RecordProblem {
  return problem(
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    `Unable to create/update fields: ${fields.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
    fields,
  );
}

export function stringTooLong(label: string, field: string, value: string, length: number): RecordProblem {
  return problem('STRING_TOO_LONG', `${label}: data value too large: ${value} (max length=${length})`, [field]);
}

export function badPicklistValue(label: string, field: string, value: string): RecordProblem {
  return problem(
    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
    `${label}: bad value for restricted picklist field: ${value}`,
    [field],
  );
}

export function badEmail(label: string, field: string, value: string): RecordProblem {
  return problem('INVALID_EMAIL_ADDRESS', `${label}: invalid email address: ${value}`, [field]);
}

export function outOfRange(label: string, field: string, value: number): RecordProblem {
  return problem('NUMBER_OUTSIDE_VALID_RANGE', `${label}: value outside of valid range on numeric field: ${value}`, [
    field,
  ]);
}

/** A reference field holds something that is no id of the objects it refers to. */
export function incorrectIdType(label: string, field: string, value: string): RecordProblem {
  return problem('MALFORMED_ID', `${label}: id value of incorrect type: ${value}`, [field]);
}

export function malformedId(value: string): RecordProblem {
  return problem('MALFORMED_ID', `malformed id ${value}`);
}

export function invalidCrossReference(field: string): RecordProblem {
  return problem('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [field]);
}

/** A well-formed id that no record has. */
export function notFound(id: string): RecordProblem {
  return problem('NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${id}`);
}

export function entityIsDeleted(): RecordProblem {
  return problem('ENTITY_IS_DELETED', 'entity is deleted');
}

export function noSuchObject(): RecordProblem {
  return problem('NOT_FOUND', 'The requested resource does not exist');
}

export function rolledBack(): RecordProblem {
  return problem(
    'ALL_OR_NONE_OPERATION_ROLLED_BACK',
    'Record rolled back because not all records were valid and the request was using AllOrNone header',
  );
}

/** An object that takes no inserts, updates or deletes, such as Organization. */
export function notAllowedOn(object: string, done: 'inserted' | 'updated' | 'deleted'): RecordProblem {
  return problem('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `entity type cannot be ${done}: ${object}`);
}

/**
 * A JSON value that cannot become the field's type. The place in the body (`at [line:1, column:2]`) is added by who
 * knows the body.
 * @param type Salesforce's name of the type: `datetime`, `int`, `string`
 */
export function cannotDeserialize(type: string, value: unknown, field: string): RecordProblem {
  const [token, text] = jsonToken(value);
  const message = `Cannot deserialize instance of ${type} from ${token} value ${text} or request may be missing a required field`;
  return { errorCode: 'JSON_PARSER_ERROR', message, fields: [], valueField: field };
}

function jsonToken(value: unknown): readonly [token: string, text: string] {
  if (Array.isArray(value)) return ['START_ARRAY', '['];
  if (value === null) return ['VALUE_NULL', 'null'];
  if (typeof value === 'object') return ['START_OBJECT', '{'];
  if (typeof value === 'boolean') return [value ? 'VALUE_TRUE' : 'VALUE_FALSE', String(value)];
  if (typeof value === 'number') {
    return [Number.isInteger(value) ? 'VALUE_NUMBER_INT' : 'VALUE_NUMBER_FLOAT', String(value)];
  }
  return ['VALUE_STRING', String(value)];
}

/** An object that a flow names and nobody declares. */
export function unknownObject(name: string, objects: ObjectCatalog): RecordProblem {
  const near = nearest(
    name,
    objects.all.map((object) => object.name),
  );
  const hint = near === undefined ? `declare it in org/objects/${name}.yaml` : `did you mean ${near}?`;
  return problem('INVALID_TYPE', `sObject type '${name}' is not supported: ${hint}`);
}

/** A field that a flow names and its object does not have. */
export function unknownField(path: string, object: ObjectDefinition): RecordProblem {
  const near = nearest(
    path,
    object.fields.map((field) => field.name),
  );
  const hint = near === undefined ? '' : `: did you mean ${near}?`;
  return problem('INVALID_FIELD', `No such column '${path}' on entity '${object.name}'${hint}`, [path]);
}

/** The running user has no right to the object. */
export function insufficientAccess(object: string, right: string): RecordProblem {
  return problem(
    'INSUFFICIENT_ACCESS_OR_READONLY',
    `insufficient access rights on object ${object}: the running user may not ${right} its records`,
  );
}

/** The running user may not change these fields. */
export function fieldsNotEditable(object: string, fields: readonly string[]): RecordProblem {
  return problem(
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    `Unable to create/update fields: ${fields.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set (object ${object}).`,
    fields,
  );
}

/** Delete Records found nothing (reference: flow-semantics 6). */
export function nothingToDelete(): RecordProblem {
  return problem('INVALID_CROSS_REFERENCE_KEY', 'There is nothing in Salesforce matching your delete criteria');
}

/** A record that is to be changed and has no id. */
export function missingId(): RecordProblem {
  return problem('MISSING_ARGUMENT', 'Id not specified in an update call');
}

/** Upsert: several records match, and the flow says that they may not. */
export function severalMatch(count: number): RecordProblem {
  return problem('DUPLICATE_VALUE', `${count} records match, and the flow says to fail then`);
}

/** Other records hold the one that is to be deleted. @param children label of many of them */
export function deleteFailed(name: string, children: string, names: readonly string[]): RecordProblem {
  return problem(
    'DELETE_FAILED',
    `Your attempt to delete ${name} could not be completed because it is associated with the following ${children.toLowerCase()}.: ${names.join(', ')}`,
  );
}

/** A validation rule of the object is broken. */
export function brokenRule({ message, field }: BrokenRule): RecordProblem {
  return problem('FIELD_CUSTOM_VALIDATION_EXCEPTION', message, field === null ? [] : [field]);
}

/** Another record has the value of a unique field. */
export function duplicateValue(field: string, id: string): RecordProblem {
  return problem('DUPLICATE_VALUE', `duplicate value found: ${field} duplicates value on record with id: ${id}`, [
    field,
  ]);
}
