import { ValueError } from '../errors.ts';
import type { DataType, Fields, ResourceType, Value } from '../model/value.ts';
import { dateTimeFromMs, parseDate, parseDateTime, parseTime, today } from './date.ts';
import { parseJson } from './json.ts';
import { type ExactNumber, isNumber, normalize, numberToText, parseNumber, round } from './number.ts';

/**
 * Values given to a declared type: assignments, inputs of a flow, fields of a JSON reply. Texts in the exact notation of
 * the type are taken (`"12.5"` for a Number, `"true"` for a Boolean), nothing is guessed.
 */

type Coercer = (value: Value, type: ResourceType, where: string, timeZone: string) => Value;

const EXPECTED: { readonly [T in DataType]: string } = {
  Text: 'Text',
  Number: 'a Number such as 12.5',
  Currency: 'a Currency such as 12.50',
  Boolean: 'a Boolean, true or false',
  Date: 'a Date such as 2026-01-31',
  DateTime: 'a DateTime such as 2026-01-31T10:00:00Z',
  Time: 'a Time such as 10:00:00',
  Picklist: 'a Picklist value as text',
  Multipicklist: 'Multipicklist values as text, separated by ;',
  Record: 'a Record',
  Apex: 'an object',
  JSON: 'a JSON value',
};

/** A value in a few words for an error message. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'string') return `the text "${value.length > 40 ? `${value.slice(0, 40)}…` : value}"`;
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'boolean') return `the Boolean ${value}`;
  if (typeof value !== 'object') return `a ${typeof value}`;
  if (isNumber(value as Value)) return `the number ${numberToText(value as ExactNumber)}`;
  return Array.isArray(value) ? 'a list' : 'an object';
}

function unfit(value: unknown, type: ResourceType, where: string): ValueError {
  return new ValueError(where, EXPECTED[type.dataType], describeValue(value));
}

const toTextValue: Coercer = (value, type, where) => {
  if (typeof value === 'string') return value;
  if (isNumber(value)) return numberToText(value);
  if (typeof value === 'boolean') return String(value);
  throw unfit(value, type, where);
};

const toNumber: Coercer = (value, type, where) => {
  if (typeof value === 'number' && !Number.isFinite(value)) throw unfit(value, type, where);
  const text = typeof value === 'string' ? value.trim() : null;
  if (text === '') return null;
  const number = text === null ? value : parseNumber(text);
  if (number === null || !isNumber(number)) throw unfit(value, type, where);
  const exact = normalize(number);
  return type.scale === undefined ? exact : round(exact, type.scale);
};

const BOOLEANS: Readonly<Record<string, boolean | null>> = { true: true, false: false, '': null };

const toBoolean: Coercer = (value, type, where) => {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.trim().toLowerCase() : null;
  if (word !== null && Object.hasOwn(BOOLEANS, word)) return BOOLEANS[word] ?? null;
  throw unfit(value, type, where);
};

function momentOf(read: (text: string, timeZone: string) => string | null): Coercer {
  return (value, type, where, timeZone) => {
    const text = typeof value === 'string' ? value.trim() : null;
    if (text === '') return null;
    const moment = text === null ? null : read(text, timeZone);
    if (moment === null) throw unfit(value, type, where);
    return moment;
  };
}

const toDate = momentOf((text, timeZone) => {
  const date = parseDate(text);
  if (date !== null) return date;
  const ms = parseDateTime(text, timeZone);
  return ms === null ? null : today(ms, timeZone);
});

const toDateTime = momentOf((text, timeZone) => {
  const ms = parseDateTime(text, timeZone);
  return ms === null ? null : dateTimeFromMs(ms);
});

const toMultipicklist: Coercer = (value, type, where, timeZone) =>
  // A semicolon inside a value would split it (reference: flow-semantics 2).
  Array.isArray(value)
    ? value.map((item) => String(toTextValue(item, type, where, timeZone)).replaceAll(';', '')).join(';')
    : toTextValue(value, type, where, timeZone);

const toObject: Coercer = (value, type, where, timeZone) => {
  const object = typeof value === 'string' ? readJson(value, type, where) : value;
  if (typeof object !== 'object' || object === null || Array.isArray(object) || isNumber(object)) {
    throw unfit(value, type, where);
  }
  const types = type.fields ?? {};
  const entries = Object.entries(object as Fields).map(([name, item]): [string, Value] => {
    const fieldType = Object.hasOwn(types, name) ? types[name] : undefined;
    return [name, fieldType ? coerce(item, fieldType, `${where}.${name}`, timeZone) : plain(item, `${where}.${name}`)];
  });
  return Object.fromEntries(entries);
};

function readJson(text: string, type: ResourceType, where: string): Value {
  try {
    return parseJson(text);
  } catch {
    throw unfit(text, type, where);
  }
}

/** A value of any shape with canonical numbers and nothing that JSON has no word for. */
function plain(value: Value, where: string): Value {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'object' && !Array.isArray(value) && !isNumber(value)) {
    return Object.fromEntries(Object.entries(value as Fields).map(([k, item]) => [k, plain(item, `${where}.${k}`)]));
  }
  if (Array.isArray(value)) return value.map((item, index) => plain(item, `${where}[${index}]`));
  if (!isNumber(value) || (typeof value === 'number' && !Number.isFinite(value))) {
    throw new ValueError(where, 'a JSON value', describeValue(value));
  }
  return normalize(value);
}

const COERCERS: { readonly [T in DataType]: Coercer } = {
  Text: toTextValue,
  Number: toNumber,
  Currency: toNumber,
  Boolean: toBoolean,
  Date: toDate,
  DateTime: toDateTime,
  Time: momentOf(parseTime),
  Picklist: toTextValue,
  Multipicklist: toMultipicklist,
  Record: toObject,
  Apex: toObject,
  JSON: (value, _type, where) => plain(value, where),
};

/**
 * The value as a resource of this type holds it. Null fits every type; empty text is null for numbers, Booleans and
 * moments. Numbers are rounded half up to the type's scale; fields that the type does not know are kept as they are.
 * @param where what the value is for, for the error: the name of the input or variable.
 * @param timeZone where the clock of a DateTime without an offset hangs, and whose date a DateTime has.
 * @throws ValueError with what was expected and what came.
 */
export function coerce(value: Value, type: ResourceType, where = 'value', timeZone = 'UTC'): Value {
  if (value === null) return null;
  if (!type.collection) return COERCERS[type.dataType](value, type, where, timeZone);
  const list = typeof value === 'string' ? readJson(value, type, where) : value;
  if (!Array.isArray(list))
    throw new ValueError(where, `a collection (list) of ${type.dataType}`, describeValue(value));
  const itemType: ResourceType = { ...type, collection: false };
  return list.map((item, index) => coerce(item, itemType, `${where}[${index}]`, timeZone));
}

/**
 * An input given as text on a command line: as `coerce`, and text for a JSON resource is read as JSON where it is JSON.
 * @throws ValueError as `coerce` does.
 */
export function coerceText(text: string, type: ResourceType, where = 'value', timeZone = 'UTC'): Value {
  if (type.collection) return coerceList(text, type, where, timeZone);
  if (type.dataType !== 'JSON') return coerce(text, type, where, timeZone);
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}

/** A list on a command line is JSON; what is no list is named as such, with an example. */
function coerceList(text: string, type: ResourceType, where: string, timeZone: string): Value {
  let list: Value;
  try {
    list = parseJson(text);
  } catch {
    list = text;
  }
  if (list !== null && !Array.isArray(list)) {
    const example = type.dataType === 'Number' || type.dataType === 'Currency' ? '[1, 2]' : '["one", "two"]';
    throw new ValueError(where, `a list as JSON, such as ${example}`, `the text ${JSON.stringify(text)}`);
  }
  return coerce(list, type, where, timeZone);
}
