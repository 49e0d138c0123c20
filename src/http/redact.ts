import type { Fields, Value } from '../model/value.ts';
import { isSecretName, maskPatterns } from './secret-patterns.ts';

/** What stands in the place of a secret. */
export const MASK = '***';

/** Shorter values are not searched for: masking every "a" would hide the output, and hide nothing of use. */
const SHORTEST_SECRET = 4;
/** A shorter piece of Base64 may be part of an ordinary word. */
const SHORTEST_PIECE = 6;

/**
 * Knows every secret seen at run time and masks it in whatever leaves the program: console, trace, reports, errors
 * (reference: credentials E5). One serves a whole run.
 */
export interface Redactor {
  /** Learns a secret value: a client secret, password, token, API key. Nothing happens for null or very short text. */
  add(secret: string | null): void;
  /** Masks known secrets in every encoding, and what looks like a token, an `Authorization` header or a secret parameter. */
  text(text: string): string;
  /** The same in every text and key of a JSON value, and the whole value of keys such as `client_secret`. */
  value(value: Value): Value;
  /** The same for an object of headers, whatever the spelling of their names. */
  headers(headers: Readonly<Record<string, string>>): Record<string, string>;
}

/** Makes a redactor that knows no secret yet but masks by pattern and by name already. */
export function createRedactor(): Redactor {
  const forms = new Set<string>();
  const known = new Set<string>();
  let search: RegExp | null = null;

  const add = (secret: string | null): void => {
    if (secret === null || secret.length < SHORTEST_SECRET || known.has(secret)) return;
    known.add(secret);
    for (const form of formsOf(secret)) forms.add(form);
    for (const part of keyParts(secret)) forms.add(part);
    search = null;
  };
  const text = (input: string): string => {
    if (forms.size === 0) return maskPatterns(input, MASK);
    search ??= alternation(forms);
    return maskPatterns(input.replace(search, MASK), MASK);
  };
  const value = (input: Value): Value => {
    if (typeof input === 'string') return text(input);
    if (typeof input === 'number') return search !== null || forms.size > 0 ? maskNumber(input, text) : input;
    if (typeof input !== 'object' || input === null) return input;
    if (isList(input)) return input.map(value);
    const masked: [string, Value][] = [];
    for (const [name, inner] of Object.entries(input as Fields)) {
      masked.push([text(name), isSecretName(name) && isScalar(inner) ? MASK : value(inner)]);
    }
    return Object.fromEntries(masked);
  };
  const headers = (input: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(input).map(([name, content]) => [name, isSecretName(name) ? MASK : text(content)]),
    );
  return { add, text, value, headers };
}

/** A PIN or a numeric key may have become a JSON number on its way. */
function maskNumber(input: number, text: (input: string) => string): Value {
  const written = String(input);
  return text(written) === written ? input : MASK;
}

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
const isScalar = (value: Value): boolean => value !== null && value !== '' && typeof value !== 'object';

/** What a key in PEM may be shown as besides as it is: its lines, and its bytes without them. */
function keyParts(secret: string): readonly string[] {
  const [, body = ''] = /-----BEGIN [A-Z ]+-----([\s\S]*)-----END/.exec(secret.replaceAll('\\n', '\n')) ?? [];
  const lines = body.split(/\s+/).filter((line) => line.length >= SHORTEST_PIECE);
  return lines.length === 0 ? [] : [lines.join(''), ...lines];
}

function alternation(forms: ReadonlySet<string>): RegExp {
  // Longest first: else the raw form would leave the rest of an escaped one behind.
  const sorted = [...forms].sort((a, b) => b.length - a.length);
  return new RegExp(sorted.map(escapeForRegExp).join('|'), 'g');
}

const escapeForRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** Every spelling under which a secret may stand in text. */
function formsOf(secret: string): Set<string> {
  const forms = new Set([secret, JSON.stringify(secret).slice(1, -1), xmlEscaped(secret)]);
  const formEncoded = new URLSearchParams([['', secret]]).toString().slice(1);
  for (const encoded of [encodeURI(secret.toWellFormed()), encodeURIComponent(secret.toWellFormed()), formEncoded]) {
    forms.add(encoded);
    forms.add(encoded.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()));
    for (const base64 of base64Forms(encoded)) forms.add(base64);
  }
  for (const base64 of base64Forms(secret)) forms.add(base64);
  return forms;
}

const xmlEscaped = (text: string): string =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&apos;');

/**
 * The Base64 (and Base64url) characters that a secret alone decides, at each of the three alignments it can have: finds
 * it inside the Base64 of any longer text such as `id:secret`, whatever stands before and after it.
 */
function* base64Forms(secret: string): Generator<string> {
  const bytes = Buffer.from(secret, 'utf8');
  yield bytes.toString('base64');
  for (const offset of [0, 1, 2]) {
    const whole = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const first = Math.ceil((offset * 8) / 6);
    const decided = whole.slice(first, Math.floor(((offset + bytes.length) * 8) / 6));
    if (decided.length < SHORTEST_PIECE) continue;
    yield decided;
    yield decided.replaceAll('+', '-').replaceAll('/', '_');
  }
}
