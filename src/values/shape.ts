import type { ControlledValues } from '../model/org.ts';
import type { ResourceType, Value } from '../model/value.ts';
import { isFields } from './fields.ts';
import { isNumber } from './number.ts';

/**
 * The type that a JSON sample shows, as the HTTP Callout builder infers it (reference: credentials C2): objects become
 * Apex-defined types, ISO dates stay text until a flow says otherwise. A null or empty sample value is untyped (`JSON`).
 */
export function typeOfSample(sample: Value): ResourceType {
  return typeOfSamples([sample]);
}

/**
 * The type that all of several samples have: null says nothing of it, objects have the fields of all of them, lists the items of
 * all. Where two are of different kinds it is untyped (`JSON`).
 */
export function typeOfSamples(samples: readonly Value[]): ResourceType {
  const known = samples.filter((sample) => sample !== null);
  const [first, ...others] = known.map(kindOfSample);
  if (first === undefined || others.some((kind) => kind !== first)) return { dataType: 'JSON' };
  if (first === 'list')
    return { ...itemType(known.flatMap((list) => (Array.isArray(list) ? list : []))), collection: true };
  if (first !== 'Apex') return { dataType: first };
  const values = new Map<string, Value[]>();
  for (const sample of known) {
    for (const [name, value] of isFields(sample) ? Object.entries(sample) : []) {
      const all = values.get(name);
      if (all) all.push(value);
      else values.set(name, [value]);
    }
  }
  return { dataType: 'Apex', fields: Object.fromEntries([...values].map(([name, all]) => [name, typeOfSamples(all)])) };
}

/** A flow knows no lists of lists: their items are untyped. */
function itemType(items: readonly Value[]): ResourceType {
  const type = typeOfSamples(items);
  return type.collection === true ? { dataType: 'JSON' } : type;
}

function kindOfSample(sample: Value): 'Boolean' | 'Number' | 'Text' | 'Apex' | 'list' {
  if (typeof sample === 'boolean') return 'Boolean';
  if (isNumber(sample)) return 'Number';
  if (typeof sample === 'string') return 'Text';
  return Array.isArray(sample) ? 'list' : 'Apex';
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
