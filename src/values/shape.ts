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

/**
 * The type at the end of a path of fields.
 * @returns undefined where the type knows its fields and has none of this name; `JSON` where it does not know them.
 */
export function typeAt(type: ResourceType, path: readonly string[]): ResourceType | undefined {
  let at = type;
  for (const name of path) {
    if (at.collection === true) return at.dataType === 'JSON' ? at : undefined;
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
