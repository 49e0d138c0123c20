import type { FieldDefinition, FieldValue, FoundRecord, ObjectCatalog, QueriedRecord } from '../records/index.ts';

/** Path of a record in the API. */
function attributes(object: string, id: string, version: string) {
  return { type: object, url: `/services/data/${version}/sobjects/${object}/${id}` };
}

/** Dates with time have their zone as `+0000` in JSON. */
function wireValue(field: FieldDefinition | undefined, value: FieldValue): FieldValue {
  return field?.type === 'datetime' && typeof value === 'string' ? value.replace(/Z$/, '+0000') : value;
}

/**
 * A retrieved record as JSON.
 * @param fields their names in any case; null for all
 */
export function renderRecord(
  { definition, id, values }: FoundRecord,
  fields: readonly string[] | null,
  version: string,
) {
  const names = fields === null ? definition.fields : fields.flatMap((name) => definition.field(name) ?? []);
  const shown = names.map((field) => [field.name, wireValue(field, values[field.name] ?? null)] as const);
  // Id comes last when it was not asked for, as in Salesforce.
  return { attributes: attributes(definition.name, id, version), ...Object.fromEntries(shown), Id: id };
}

/** A queried record as JSON, its parents within. */
export function renderQueried(record: QueriedRecord, objects: ObjectCatalog, version: string): Record<string, unknown> {
  const definition = objects.byName(record.object);
  const fields = Object.entries(record.fields).map(([name, value]) => [
    name,
    typeof value === 'object' && value !== null
      ? renderQueried(value, objects, version)
      : wireValue(definition?.field(name), value),
  ]);
  return { attributes: attributes(record.object, record.id, version), ...Object.fromEntries(fields) };
}
