import { toId18 } from './ids.ts';
import type { FieldDefinition, FieldType, FieldValue } from './objects/define-object.ts';
import {
  badEmail,
  badPicklistValue,
  cannotDeserialize,
  incorrectIdType,
  outOfRange,
  stringTooLong,
} from './problems.ts';
import { RecordError } from './record-error.ts';

/** How the values of one field type come in, and how the type is described to clients. */
export interface FieldTypeDefinition {
  /** `soapType` of a describe result. */
  readonly soapType: string;
  /** What SOQL compares: text without regard to case, ids exactly, numbers, ISO text, true/false. */
  readonly comparison: 'text' | 'id' | 'number' | 'boolean' | 'date' | 'datetime' | 'time';
  /**
   * Reads a JSON value that is not null.
   * @returns the value as it is kept; null for an empty text, as in Salesforce
   * @throws RecordError with Salesforce's code and text
   */
  parse(value: unknown, field: FieldDefinition): FieldValue;
}

const TEXT: FieldTypeDefinition = { soapType: 'xsd:string', comparison: 'text', parse: parseText };
const DOUBLE: FieldTypeDefinition = { soapType: 'xsd:double', comparison: 'number', parse: parseDouble };

/** Every field type; a forgotten one does not compile. */
export const FIELD_TYPES: { readonly [K in FieldType]: FieldTypeDefinition } = {
  id: { soapType: 'tns:ID', comparison: 'id', parse: parseReference },
  reference: { soapType: 'tns:ID', comparison: 'id', parse: parseReference },
  string: TEXT,
  textarea: TEXT,
  phone: TEXT,
  url: TEXT,
  email: { ...TEXT, parse: parseEmail },
  picklist: { ...TEXT, parse: parsePicklist },
  multipicklist: { ...TEXT, parse: parseMultipicklist },
  boolean: { soapType: 'xsd:boolean', comparison: 'boolean', parse: parseBoolean },
  int: { soapType: 'xsd:int', comparison: 'number', parse: parseInteger },
  double: DOUBLE,
  currency: DOUBLE,
  percent: DOUBLE,
  date: { soapType: 'xsd:date', comparison: 'date', parse: parseDate },
  datetime: { soapType: 'xsd:dateTime', comparison: 'datetime', parse: parseDateTime },
  time: { soapType: 'xsd:time', comparison: 'time', parse: parseTime },
};

/** Line breaks in a text area stay; every text loses the blanks around it, as Salesforce trims them. */
function parseText(value: unknown, field: FieldDefinition): string | null {
  if (typeof value !== 'string') throw new RecordError(cannotDeserialize('string', value, field.name));
  const text = value.trim();
  if (text.length > field.length) throw new RecordError(stringTooLong(field.label, field.name, text, field.length));
  return text === '' ? null : text;
}

function parseEmail(value: unknown, field: FieldDefinition): string | null {
  const text = parseText(value, field);
  if (text !== null && !/^[^\s@<>(),;:"[\]]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(text)) {
    throw new RecordError(badEmail(field.label, field.name, text));
  }
  return text;
}

function parsePicklist(value: unknown, field: FieldDefinition): string | null {
  const text = parseText(value, field);
  if (text !== null && field.restricted && !field.picklistValues.includes(text)) {
    throw new RecordError(badPicklistValue(field.label, field.name, text));
  }
  return text;
}

/** Values joined by `;`, each of them one of the field's. */
function parseMultipicklist(value: unknown, field: FieldDefinition): string | null {
  const text = parseText(value, field);
  for (const one of text?.split(';') ?? []) parsePicklist(one, field);
  return text;
}

function parseBoolean(value: unknown, field: FieldDefinition): boolean {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  throw new RecordError(cannotDeserialize('boolean', value, field.name));
}

function parseInteger(value: unknown, field: FieldDefinition): number {
  const number = typeof value === 'string' && /^[+-]?\d+$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number)) {
    throw new RecordError(cannotDeserialize('int', value, field.name));
  }
  return within(number, field.precision, field);
}

function parseDouble(value: unknown, field: FieldDefinition): number {
  const number =
    typeof value === 'string' && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number') throw new RecordError(cannotDeserialize('double', value, field.name));
  return within(roundTo(number, field.scale), field.precision - field.scale, field);
}

function within(number: number, digits: number, field: FieldDefinition): number {
  if (!(Math.abs(number) < 10 ** digits)) throw new RecordError(outOfRange(field.label, field.name, number));
  return number === 0 ? 0 : number;
}

/** Half away from zero, on the decimal form: 1.005 has two decimals rounded to 1.01. */
function roundTo(number: number, scale: number): number {
  if (Math.abs(number) < 1e-6) return Number(number.toFixed(scale));
  const rounded = Number(`${Math.round(Number(`${Math.abs(number)}e${scale}`))}e-${scale}`);
  return Number.isFinite(rounded) ? Math.sign(number) * rounded : number;
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?$/;

function parseDate(value: unknown, field: FieldDefinition): string {
  const date = typeof value === 'string' ? (toDate(value) ?? toDateTime(value)?.slice(0, 10)) : undefined;
  if (date === undefined || date === null) throw new RecordError(cannotDeserialize('date', value, field.name));
  return date;
}

function parseDateTime(value: unknown, field: FieldDefinition): string {
  const dateTime = typeof value === 'string' ? toDateTime(value) : null;
  if (dateTime === null) throw new RecordError(cannotDeserialize('datetime', value, field.name));
  return dateTime;
}

/** `2026-01-31` as it is; null for any other text and for days that do not exist. */
export function toDate(text: string): string | null {
  const [, year, month, day] = DATE.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined || year === '0000') return null;
  const lastDay = new Date(Date.UTC(2000 + (Number(year) % 400), Number(month), 0)).getUTCDate();
  return month >= '01' && month <= '12' && day >= '01' && Number(day) <= lastDay ? text : null;
}

/** An instant in UTC, `2026-01-31T10:20:30.000Z`, from ISO text with or without a zone (then UTC); null for other text. */
export function toDateTime(text: string): string | null {
  const [, date, hour, minute, second = '00', fraction = '', zone = 'Z'] = DATE_TIME.exec(text) ?? [];
  if (date === undefined || hour === undefined || minute === undefined || toDate(date) === null) return null;
  if (hour > '23' || minute > '59' || second > '59') return null;
  const offset = zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const time = Date.parse(`${date}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}${offset}`);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

const TIME = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,3}))?)?Z?$/;

/** `10:20:30.000Z`, as Salesforce shows a time of day. */
function parseTime(value: unknown, field: FieldDefinition): string {
  const [, hour, minute, second = '00', fraction = ''] = (typeof value === 'string' ? TIME.exec(value) : null) ?? [];
  if (hour === undefined) throw new RecordError(cannotDeserialize('time', value, field.name));
  return `${hour}:${minute}:${second}.${fraction.padEnd(3, '0')}Z`;
}

function parseReference(value: unknown, field: FieldDefinition): string | null {
  if (typeof value !== 'string') throw new RecordError(cannotDeserialize('string', value, field.name));
  if (value.trim() === '') return null;
  const id = toId18(value.trim());
  if (id === null) throw new RecordError(incorrectIdType(field.label, field.name, value));
  return id;
}
