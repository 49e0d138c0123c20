import { Buffer } from 'node:buffer';
import { createHash, createHmac, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { readPrivateKey } from '../credentials/private-key.ts';
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

/** Of each algorithm that `Crypto.sign` of Apex has, the digest and the kind of key that it needs. */
const SIGNATURES: Readonly<Record<string, readonly [digest: string, key: 'rsa' | 'ec']>> = {
  RSA: ['sha1', 'rsa'],
  'RSA-SHA1': ['sha1', 'rsa'],
  'RSA-SHA256': ['sha256', 'rsa'],
  'RSA-SHA384': ['sha384', 'rsa'],
  'RSA-SHA512': ['sha512', 'rsa'],
  'ECDSA-SHA256': ['sha256', 'ec'],
  'ECDSA-SHA384': ['sha384', 'ec'],
  'ECDSA-SHA512': ['sha512', 'ec'],
};

/** RSA as PKCS #1 v1.5, ECDSA as the two numbers in DER: what Java, and so an org, gives. */
function signature(name: Value | undefined, value: Value | undefined, key: KeyObject): Fields {
  const [digest, kind] = SIGNATURES[text(name).toUpperCase()] ?? [];
  if (digest === undefined) {
    const known = Object.keys(SIGNATURES).join(', ');
    throw new FormulaEvaluationError(`"${text(name)}" is no signing algorithm: expected ${known}`);
  }
  if (key.asymmetricKeyType !== kind) {
    const found = key.asymmetricKeyType?.toUpperCase();
    throw new FormulaEvaluationError(
      `${text(name)} needs a key for ${kind?.toUpperCase()}, and this one is for ${found}`,
    );
  }
  try {
    return blobOf(sign(digest, blobOrText(value), key));
  } catch {
    throw new FormulaEvaluationError(`the key is too small for ${text(name)}`);
  }
}

/** An org takes the bytes of the key (PKCS #8); PEM is taken too, for that is what the secret store has for all else. */
function privateKey(value: Value | undefined): KeyObject {
  const bytes = bytesOfBlob(value);
  const key = readPrivateKey(bytes === null ? text(value) : bytes.toString('utf8')) ?? (bytes && ofDer(bytes));
  if (key) return key;
  throw new FormulaEvaluationError(
    'the key of SIGN is no private key: give its bytes in PKCS #8, as BASE64DECODE gives them, or PEM',
  );
}

function ofDer(key: Buffer): KeyObject | null {
  try {
    return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  } catch {
    return null;
  }
}

const BYTES = parameter('value', 'Record', 'Text');
const ALGORITHM = parameter('algorithm', 'Text');

const CREDENTIAL_FUNCTIONS: FunctionTable = {
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
  SIGN: {
    doc: "The signature of bytes or of a text: SIGN('RSA-SHA256', value, BASE64DECODE(privateKey)).",
    parameters: [ALGORITHM, BYTES, parameter('privateKey', 'Record', 'Text')],
    result: 'Record',
    nulls: 'given',
    evaluate: ([name, value, key]) => signature(name, value, privateKey(key)),
  },
};

/**
 * The functions above, and the one that signs with a certificate of the org.
 * @param keyOf gives the private key of a certificate by its API name. Throws FaultError where there is none.
 */
export function credentialFunctions(keyOf: (certificate: string) => KeyObject): FunctionTable {
  return {
    ...CREDENTIAL_FUNCTIONS,
    SIGN_WITH_CERTIFICATE: {
      doc: "The signature of bytes or of a text: SIGN_WITH_CERTIFICATE('RSA-SHA256', value, 'Certificate_Name').",
      parameters: [ALGORITHM, BYTES, parameter('certificate', 'Text')],
      result: 'Record',
      nulls: 'given',
      evaluate: ([name, value, certificate]) => signature(name, value, keyOf(text(certificate))),
    },
  };
}
