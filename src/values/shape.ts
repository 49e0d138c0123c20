import type { ControlledValues } from '../model/org.ts';
import type { ResourceType, Value } from '../model/value.ts';
import { isFields } from './fields.ts';
import { isNumber } from './number.ts';

/**
 * The type that a JSON sample shows, as the HTTP Callout builder infers it (reference: credentials C2): objects become
 * Apex-defined types, lists take the type of their first item, ISO dates stay text until a flow says otherwise.
 * A null or empty sample value is untyped (`JSON`).
 */
export function typeOfSample(sample: Value): ResourceType {
  if (sample === null) return { dataType: 'JSON' };
  if (typeof sample === 'boolean') return { dataType: 'Boolean' };
  if (isNumber(sample)) return { dataType: 'Number' };
  if (typeof sample === 'string') return { dataType: 'Text' };
  if (Array.isArray(sample)) {
    const [first] = sample;
    return { ...(first === undefined ? { dataType: 'JSON' as const } : typeOfSample(first)), collection: true };
  }
  if (!isFields(sample)) return { dataType: 'JSON' };
  const fields: Record<string, ResourceType> = {};
  for (const [name, value] of Object.entries(sample)) fields[name] = typeOfSample(value);
  return { dataType: 'Apex', fields };
}

/** What is known of an object: its fields as a flow sees them. Names in any case. */
export interface ObjectShape {
  /** API name as it is declared. */
  readonly name: string;
  /** API names of its fields. */
  readonly fieldNames: readonly string[];
  /** The type of a field, or of a relationship: `Owner` is a Record of User, `Contacts` a collection. */
  field(name: string): ResourceType | undefined;
  /** Active values of a picklist field with their labels; undefined where it is none. */
  picklistValues(field: string): readonly { readonly label: string; readonly value: string }[] | undefined;
  /** What people call a field; undefined where it is not known. */
  label?(field: string): string | undefined;
  /** Which values of a picklist field another one allows; undefined where it depends on none. */
  controlled?(field: string): ControlledValues | undefined;
}

/** Looks an object up by its name in any case; undefined where nobody declares it. */
export type ObjectShapes = (name: string) => ObjectShape | undefined;

/**
 * The type at the end of a path of fields.
 * @param objects what is known of records' objects; left out = nothing.
 * @returns undefined where the type knows its fields and has none of this name; `JSON` where it does not know them.
 */
export function typeAt(
  type: ResourceType,
  path: readonly string[],
  objects: ObjectShapes = () => undefined,
): ResourceType | undefined {
  let at = type;
  for (const name of path) {
    if (at.collection === true) return at.dataType === 'JSON' ? at : undefined;
    const object = at.dataType === 'Record' && at.of !== undefined ? objects(at.of) : undefined;
    if (object) {
      const field = object.field(name);
      if (field === undefined) return undefined;
      at = field;
      continue;
    }
    if (at.fields === undefined) {
      return at.dataType === 'Record' || at.dataType === 'Apex' || at.dataType === 'JSON'
        ? { dataType: 'JSON' }
        : undefined;
    }
    const wanted = name.toLowerCase();
    const key = Object.keys(at.fields).find((field) => field.toLowerCase() === wanted);
    const next = key === undefined ? undefined : at.fields[key];
    if (next === undefined) return undefined;
    at = next;
  }
  return at;
}
