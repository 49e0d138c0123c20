import type { Fields, Value } from '../model/value.ts';

/** Whether a value is a record or JSON object: not a list, not an exact number. */
export function isFields(value: Value | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !Object.hasOwn(value, '$units');
}

/**
 * What a record holds under a name. API names such as `constructor` and `valueOf` are legal: a bare index would find what
 * every object inherits.
 * @returns undefined where the record itself has no such key.
 */
export function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/**
 * The own key of `fields` that has this name: API names are case-insensitive.
 * @returns undefined where there is none.
 */
export function findKey(fields: Readonly<Record<string, unknown>>, name: string): string | undefined {
  if (Object.hasOwn(fields, name)) return name;
  const wanted = name.toLowerCase();
  for (const key in fields) if (key.length === wanted.length && key.toLowerCase() === wanted) return key;
  return undefined;
}

/**
 * Reads a path of fields. A step into null, a list or a plain value gives null, as an org's flow does from API 50 on
 * (reference: flow-semantics 6).
 */
export function readPath(value: Value | undefined, path: readonly string[]): Value {
  let at: Value | undefined = value;
  for (const name of path) {
    if (!isFields(at)) return null;
    const key = findKey(at, name);
    if (key === undefined) return null;
    at = at[key];
  }
  return at ?? null;
}

/** A copy of `value` with the field at `path` set; missing objects on the way are made. The argument is never changed. */
export function writePath(value: Value | undefined, path: readonly string[], written: Value, from = 0): Value {
  const name = path[from];
  if (name === undefined) return written;
  const fields: Fields = isFields(value) ? value : {};
  const key = findKey(fields, name) ?? name;
  const inner = Object.hasOwn(fields, key) ? fields[key] : null;
  return { ...fields, [key]: writePath(inner, path, written, from + 1) };
}
