import type { Fields, Value } from '../model/value.ts';
import { isFields, readPath } from './fields.ts';

const LONGEST = 500;

/**
 * The API's own words from an error reply, in the shapes that APIs use: Salesforce's `[{ errorCode, message }]`, OAuth's
 * `{ error, error_description }` (RFC 6749), problem details (RFC 9457), `{ error: { message } }`, `{ message }`, text.
 * @returns null for an empty reply.
 */
export function describeReply(body: Value): string | null {
  const said = describe(body);
  if (said === null || said === '') return null;
  return said.length > LONGEST ? `${said.slice(0, LONGEST)}…` : said;
}

function describe(body: Value): string | null {
  if (typeof body === 'string') return body.trim();
  if (Array.isArray(body)) {
    const all = body.map(describe).filter((text) => text !== null);
    return all.length === 0 ? null : all.join('; ');
  }
  return isFields(body) ? describeFields(body) : null;
}

function describeFields(body: Fields): string | null {
  const field = (...path: readonly string[]): string | null => {
    const value = readPath(body, path);
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const message =
    field('message') ?? field('error_description') ?? field('detail') ?? field('error', 'message') ?? field('title');
  const code = field('errorCode') ?? field('statusCode') ?? field('error') ?? field('error', 'code');
  if (message !== null) return code === null ? message : `${code}: ${message}`;
  return code ?? JSON.stringify(body);
}
