import type { HttpReply } from '../http/client.ts';
import type { Value } from '../model/value.ts';
import { parseJson, stringifyJson } from '../values/json.ts';

/** A request's body as JSON text with every digit of its numbers; null = no body. */
export function writeBody(body: Value): string | null {
  return body === null ? null : stringifyJson(body);
}

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
