import type { FaultError } from '../errors.ts';
import type { HttpReply } from '../http/client.ts';
import type { SentPart } from '../http/exchange.ts';
import type { BodyType } from '../model/elements.ts';
import type { Value } from '../model/value.ts';
import { isFields } from '../values/fields.ts';
import { parseJson, stringifyJson } from '../values/json.ts';
import { type ReadFile, writeBinary, writeMultipart } from './bytes-body.ts';
import { calloutFault } from './faults.ts';

/** Kinds of bodies that are text. */
type TextBodyType = Exclude<BodyType, 'multipart' | 'binary'>;

/** The media type that each kind of text is sent with. */
const TEXT_MEDIA_TYPES: Readonly<Record<TextBodyType, string>> = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  text: 'text/plain; charset=utf-8',
};

/** A request's body, ready to be sent. */
export interface WrittenBody {
  readonly content: string | Uint8Array;
  readonly mediaType: string;
  /** What bytes consist of; left out for text. */
  readonly parts?: readonly SentPart[];
}

/**
 * Writes a request's body, text at once; null = no body.
 * @param readFile reads the files that it names.
 * @throws FaultError `CALLOUT_INVALID` for a value that the kind cannot hold, and what `readFile` throws.
 */
export function writeBody(
  body: Value,
  type: BodyType | undefined,
  readFile: ReadFile,
): WrittenBody | null | Promise<WrittenBody> {
  if (type === 'multipart') return body === null ? null : writeMultipart(body, readFile);
  if (type === 'binary') return body === null ? null : writeBinary(body, readFile);
  const content = writeTextBody(body, type);
  return content === null ? null : { content, mediaType: TEXT_MEDIA_TYPES[type ?? 'json'] };
}

/**
 * A body as text; null = no body. JSON keeps every digit of its numbers; a form has one pair for each key,
 * several for a list, none for null (WHATWG URL, application/x-www-form-urlencoded); text is the value itself.
 * @throws FaultError `CALLOUT_INVALID` for a form that is no map of plain values.
 */
export function writeTextBody(body: Value, type: TextBodyType = 'json'): string | null {
  if (body === null) return null;
  if (type === 'form') return writeForm(body);
  return type === 'text' && typeof body === 'string' ? body : stringifyJson(body);
}

function writeForm(body: Value): string {
  const pairs = new URLSearchParams();
  const add = (name: string, value: Value): void => {
    if (value === null) return;
    if (isFields(value)) throw notAForm(`"${name}" holds fields of its own`);
    pairs.append(name, typeof value === 'string' ? value : stringifyJson(value));
  };
  if (!isFields(body)) throw notAForm('it has no keys');
  for (const [name, value] of Object.entries(body)) {
    if (Array.isArray(value)) for (const item of value as readonly Value[]) add(name, item);
    else add(name, value);
  }
  return pairs.toString();
}

const notAForm = (why: string): FaultError =>
  calloutFault('CALLOUT_INVALID', `The body cannot be sent as a form: ${why}.`, 'write body: { name: value }');

const JSON_TYPE = /^\s*(?:application|text)\/(?:[\w.-]+\+)?json\b/i;
const MARKUP_TYPE = /^\s*[\w.-]+\/(?:[\w.-]+\+)?(?:html|xml)\b/i;

/**
 * A reply's body as a value: parsed JSON without losing digits, else its text, null where it is empty. JSON that a server
 * sends under another name (or under none) is parsed too; what says it is HTML or XML is not tried.
 */
export function readBody(reply: Pick<HttpReply, 'headers' | 'body'>): Value {
  const { body } = reply;
  if (body.trim() === '') return null;
  const type = reply.headers['content-type'] ?? '';
  const worthTrying = JSON_TYPE.test(type) || (!MARKUP_TYPE.test(type) && /^\s*[{[]/.test(body));
  if (!worthTrying) return body;
  try {
    return parseJson(body);
  } catch {
    return body;
  }
}
