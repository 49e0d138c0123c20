import { FIELD_TYPES, toDate, toDateTime } from '../field-types.ts';
import { toId18 } from '../ids.ts';
import type { FieldDefinition } from '../objects/define-object.ts';
import type { RecordError } from '../record-error.ts';
import type { Scalar } from './query-plan.ts';

/** A literal of a query as the parser gives it: `'Acme'` with its quotes, `12.5`, `TRUE`, `2026-01-31`. */
export interface Literal {
  readonly text: string;
  /** The parser's name of its kind. */
  readonly kind: string;
}

/** Makes an error that points at the condition. */
export type Complain = (errorCode: string, message: string) => RecordError;

/** Name of a type in Salesforce's texts, and how a literal of it is read; null = not such a literal. */
interface LiteralReader {
  readonly quoted: boolean;
  read(literal: Literal): Scalar;
}

const isNumber = (literal: Literal): boolean => /^(?:INTEGER|DECIMAL)$/.test(literal.kind);

const READERS: Readonly<Record<(typeof FIELD_TYPES)['id']['comparison'], LiteralReader>> = {
  text: { quoted: true, read: ({ text, kind }) => (kind === 'STRING' ? unquote(text) : null) },
  id: { quoted: true, read: ({ text, kind }) => (kind === 'STRING' ? unquote(text) : null) },
  number: { quoted: false, read: (literal) => (isNumber(literal) ? Number(literal.text) : null) },
  boolean: { quoted: false, read: ({ text, kind }) => (kind === 'BOOLEAN' ? text.toLowerCase() === 'true' : null) },
  date: { quoted: false, read: ({ text, kind }) => (kind === 'DATE' ? toDate(text) : null) },
  datetime: { quoted: false, read: ({ text, kind }) => (kind === 'DATETIME' ? toDateTime(text) : null) },
  time: { quoted: false, read: ({ text, kind }) => (kind === 'TIME' ? text : null) },
};

/**
 * Reads the literal that a field is compared with.
 * @returns null for `NULL` and for the empty text, which Salesforce stores as null
 * @throws RecordError `INVALID_FIELD` when the literal does not fit the field's type
 */
export function readLiteral(literal: Literal, field: FieldDefinition, complain: Complain): Scalar {
  if (literal.kind === 'NULL') return null;
  const { comparison } = FIELD_TYPES[field.type];
  const reader = READERS[comparison];
  const value = reader.read(literal);
  if (value === null) throw complain('INVALID_FIELD', wrongType(field, reader.quoted));
  if (value === '') return null;
  return comparison === 'id' ? readId(String(value), complain) : value;
}

function readId(text: string, complain: Complain): string {
  const id = toId18(text);
  if (id === null) throw complain('INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${text}`);
  return id;
}

function wrongType(field: FieldDefinition, quoted: boolean): string {
  const type = FIELD_TYPES[field.type].soapType.replace(/^\w+:/, '');
  return `value of filter criterion for field '${field.name}' must be of type ${type} and should ${quoted ? 'be' : 'not be'} enclosed in quotes`;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** The text of a literal. Within LIKE the escapes of `%` and `_` stay: they are the pattern's. */
export function unquote(literal: string, pattern = false): string {
  return literal.slice(1, -1).replace(/\\(u[0-9A-Fa-f]{4}|[\s\S])/g, (whole, escaped: string) => {
    if (escaped.length === 5) return String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
    if (pattern && /[%_\\]/.test(escaped)) return whole;
    return ESCAPES[escaped.toLowerCase()] ?? escaped;
  });
}
