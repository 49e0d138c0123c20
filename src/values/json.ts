import { ValueError } from '../errors.ts';
import type { Fields, Value } from '../model/value.ts';
import { isNumber, numberToText, parseNumber } from './number.ts';

/**
 * JSON text to values and back without losing a digit: 1.10, 20-digit ids and 19.99 are exact numbers. A key that begins
 * with `$` gets one more, so that a reply holding `$units` cannot pose as a number (reference: core 5, rule 3).
 */

/** What TypeScript's library does not know yet: the source text of a primitive, and JSON written as it stands. */
const { parse, rawJSON } = JSON as unknown as {
  parse(text: string, reviver: (key: string, value: Value, context: { readonly source?: string }) => Value): Value;
  rawJSON(text: string): Value;
};

/** Text that may hold something plain JSON.parse gets wrong: decimals, long integers, -0, keys with `$`. */
const NEEDS_CARE = /"\$|\\u0024|\d{16}|\d\.\d|\d[eE]|-0/;

/** The name under which a JSON key is kept: `$ref` as `$$ref`. */
export function escapeKey(key: string): string {
  return key.startsWith('$') ? `$${key}` : key;
}

/** The JSON key of a name: the inverse of `escapeKey`. */
export function unescapeKey(key: string): string {
  return key.startsWith('$$') ? key.slice(1) : key;
}

function renamed(fields: Fields, rename: (key: string) => string): Fields {
  // fromEntries defines its properties: a key `__proto__` stays a key.
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [rename(key), value]));
}

function revive(_key: string, value: Value, context: { readonly source?: string }): Value {
  if (typeof value === 'number') {
    const exact = parseNumber(context.source ?? String(value));
    if (exact === null) throw new ValueError('JSON number', 'a number of at most 5,000 digits', 'a longer one');
    return exact;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const fields = value as Fields;
  // Numbers come before the objects that hold them, and are no plain JSON: only keys of the text itself begin with `$`.
  return Object.keys(fields).some((key) => key.startsWith('$')) ? renamed(fields, escapeKey) : value;
}

/**
 * Reads JSON text.
 * @throws ValueError where it is no JSON, nests too deeply or holds a number of more than 5,000 digits.
 */
export function parseJson(text: string): Value {
  try {
    return NEEDS_CARE.test(text) ? parse(text, revive) : (JSON.parse(text) as Value);
  } catch (cause) {
    if (cause instanceof ValueError) throw cause;
    const why =
      cause instanceof RangeError ? 'it nests too deeply' : cause instanceof Error ? cause.message : 'no JSON';
    throw new ValueError('JSON text', 'valid JSON', why, { cause });
  }
}

/** Whether JSON holds the value as it is: no exact number, no key that is written in another way. */
function isPlain(value: Value): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isPlain);
  const fields = value as Fields;
  return Object.keys(fields).every((key) => key.charCodeAt(0) !== DOLLAR && isPlain(fields[key] ?? null));
}

const DOLLAR = 36;

function exported(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (isNumber(value)) return rawJSON(numberToText(value));
  if (Array.isArray(value)) return value.map(exported);
  const entries = Object.entries(value as Fields);
  return Object.fromEntries(entries.map(([key, item]) => [unescapeKey(key), exported(item)]));
}

/**
 * Writes a value as JSON text: exact numbers as JSON numbers in plain notation, `$$ref` as `$ref`.
 * @param indent spaces a level; left out = one line.
 * @throws ValueError where the value nests too deeply.
 */
export function stringifyJson(value: Value, indent?: number): string {
  try {
    return JSON.stringify(isPlain(value) ? value : exported(value), null, indent);
  } catch (cause) {
    throw new ValueError(
      'value',
      'a value that JSON can hold',
      cause instanceof RangeError ? 'one nested too deeply' : 'another',
      {
        cause,
      },
    );
  }
}
