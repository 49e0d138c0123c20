import { Buffer } from 'node:buffer';
import { createHash, createHmac } from 'node:crypto';
import { FormulaEvaluationError } from '../errors.ts';
import { type FunctionTable, parameter } from '../formula/index.ts';
import type { Fields, Value } from '../model/value.ts';

/**
 * Functions that only the formulas of custom headers know (reference: credentials A5). Bytes travel between them as a
 * blob; a blob is no text, and is written with BASE64ENCODE or HEX.
 */

/** Bytes in a formula, as a value that no resource of a flow can be. */
export function blobOf(bytes: Uint8Array): Fields {
  return { $blob: Buffer.from(bytes).toString('base64') };
}

function bytesOfBlob(value: Value | undefined): Buffer | null {
  const blob =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields).$blob : undefined;
  return typeof blob === 'string' ? Buffer.from(blob, 'base64') : null;
}

/** Strict as an org: a formula that works here works there. */
function blob(name: string, value: Value | undefined): Buffer {
  const bytes = bytesOfBlob(value);
  if (bytes !== null) return bytes;
  throw new FormulaEvaluationError(`${name} takes a blob: write ${name}(BLOB(…))`);
}

const blobOrText = (value: Value | undefined): Buffer =>
  bytesOfBlob(value) ?? Buffer.from(typeof value === 'string' ? value : '', 'utf8');
const text = (value: Value | undefined): string => (typeof value === 'string' ? value : '');

const ALGORITHMS: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  SHA1: 'sha1',
  'SHA-256': 'sha256',
  'SHA-512': 'sha512',
};

function algorithm(name: Value | undefined): string {
  const known = ALGORITHMS[text(name).toUpperCase()];
  if (known !== undefined) return known;
  throw new FormulaEvaluationError(`"${text(name)}" is no algorithm: expected ${Object.keys(ALGORITHMS).join(', ')}`);
}

const BYTES = parameter('value', 'Record', 'Text');
const ALGORITHM = parameter('algorithm', 'Text');

export const CREDENTIAL_FUNCTIONS: FunctionTable = {
  BLOB: {
    doc: 'The bytes of a text in UTF-8.',
    parameters: [parameter('text', 'Text')],
    result: 'Record',
    nulls: 'given',
    evaluate: ([value]) => blobOf(Buffer.from(text(value), 'utf8')),
  },
  BASE64ENCODE: {
    doc: 'Bytes as Base64.',
    parameters: [BYTES],
    result: 'Text',
    evaluate: ([value]) => blob('BASE64ENCODE', value).toString('base64'),
  },
  BASE64DECODE: {
    doc: 'The bytes that a Base64 text stands for.',
    parameters: [parameter('text', 'Text')],
    result: 'Record',
    evaluate: ([value]) => blobOf(Buffer.from(text(value), 'base64')),
  },
  HEX: {
    doc: 'Bytes as hexadecimal digits in lower case.',
    parameters: [BYTES],
    result: 'Text',
    evaluate: ([value]) => blob('HEX', value).toString('hex'),
  },
  HASH: {
    doc: "The digest of bytes or of a text: HASH('SHA-256', value).",
    parameters: [ALGORITHM, BYTES],
    result: 'Record',
    nulls: 'given',
    evaluate: ([name, value]) => blobOf(createHash(algorithm(name)).update(blobOrText(value)).digest()),
  },
  HMAC: {
    doc: "The keyed digest of bytes or of a text: HMAC('SHA-256', value, key).",
    parameters: [ALGORITHM, BYTES, parameter('key', 'Record', 'Text')],
    result: 'Record',
    nulls: 'given',
    evaluate: ([name, value, key]) =>
      blobOf(createHmac(algorithm(name), blobOrText(key)).update(blobOrText(value)).digest()),
  },
};
