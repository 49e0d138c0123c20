import type { PaginationPolicy } from '../model/elements.ts';
import type { CalloutRequest } from '../model/interview.ts';
import type { Value, Values } from '../model/value.ts';
import { isFields } from '../values/fields.ts';
import { isNumber, toDouble } from '../values/number.ts';
import { calloutFault } from './faults.ts';

/** A reply with its body read. */
export interface Page {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Value;
}

/** A reply that may stand for several. */
export interface Pages extends Page {
  /** How many requests it took. */
  readonly pages: number;
}

/**
 * Reads a list page by page and gives it back as one reply: the last page with the items of all. A page that is an error is the
 * reply. Every page goes to the named credential's own address.
 * @param base address of the named credential, without a slash at its end.
 * @param send one request, with what belongs to it: a fresh token, repetitions.
 * @throws FaultError `CALLOUT_INVALID` where the next page lies elsewhere, or the reply holds no list; what `send` throws.
 */
export async function readPages(
  policy: PaginationPolicy,
  request: CalloutRequest,
  base: string,
  send: (request: CalloutRequest) => Promise<Page>,
): Promise<Pages> {
  const items: Value[] = [];
  let asked = firstRequest(policy, request);
  for (let pages = 1; ; pages += 1) {
    const page = await send(asked);
    if (page.status >= 300) return { ...page, pages };
    const found = listOf(policy, page.body);
    items.push(...found);
    const next =
      pages < policy.maxPages && items.length < policy.maxItems ? nextRequest(policy, asked, page, found, base) : null;
    if (next === null) return { ...page, body: withList(policy, page.body, items.slice(0, policy.maxItems)), pages };
    asked = next;
  }
}

function firstRequest(policy: PaginationPolicy, request: CalloutRequest): CalloutRequest {
  if (policy.by !== 'page' || policy.query === undefined) return request;
  return { ...request, path: withQuery(request.path, policy.query, String(policy.firstPage)) };
}

/** The request for the next page; null where this was the last. */
function nextRequest(
  policy: PaginationPolicy,
  asked: CalloutRequest,
  page: Page,
  found: readonly Value[],
  base: string,
): CalloutRequest | null {
  const { by, query = '' } = policy;
  if (by === 'page') {
    if (found.length === 0) return null;
    const current = Number(new URL(asked.path, 'http://x').searchParams.get(query));
    return { ...asked, path: withQuery(asked.path, query, String(current + 1)) };
  }
  if (by === 'cursor') {
    const cursor = textAt(page.body, policy.next ?? '');
    return cursor === null ? null : { ...asked, path: withQuery(asked.path, query, cursor) };
  }
  const address = by === 'link' ? nextLink(page.headers.link ?? '') : textAt(page.body, policy.next ?? '');
  return address === null ? null : { ...asked, path: pathBelow(base, asked.path, address) };
}

/** The target of `Link: <…>; rel="next"` (RFC 8288 3). */
function nextLink(header: string): string | null {
  for (const [, target = '', parameters = ''] of header.matchAll(/<([^>]*)>([^<]*)/g)) {
    if (/;\s*rel\s*=\s*(?:"[^"]*\bnext\b[^"]*"|next\b)/i.test(parameters)) return target;
  }
  return null;
}

/**
 * An address as a path below the named credential: a server may lead on to its own next page, and nowhere else, or the token would
 * go there too.
 */
function pathBelow(base: string, path: string, address: string): string {
  const root = new URL(`${base}/`);
  const target = URL.canParse(address, `${base}${path}`) ? new URL(address, `${base}${path}`) : null;
  if (target?.origin === root.origin && target.pathname.startsWith(root.pathname)) {
    return `/${target.pathname.slice(root.pathname.length)}${target.search}`;
  }
  throw calloutFault(
    'CALLOUT_INVALID',
    `The reply names a next page outside of the named credential: ${target?.origin ?? address}${target?.pathname ?? ''}`,
    `pages are read from ${base} only; a named credential with a shorter URL reaches more`,
  );
}

function withQuery(path: string, name: string, value: string): string {
  const url = new URL(path, 'http://x');
  url.searchParams.set(name, value);
  return `${url.pathname}${url.search}`;
}

function partsOf(path: string): readonly string[] {
  return path === '' ? [] : path.split('.');
}

function at(body: Value, path: string): Value {
  return partsOf(path).reduce<Value>((value, part) => (isFields(value) ? (value[part] ?? null) : null), body);
}

function textAt(body: Value, path: string): string | null {
  const value = at(body, path);
  if (isNumber(value)) return String(toDouble(value));
  return typeof value === 'string' && value !== '' ? value : null;
}

function listOf({ items = '' }: PaginationPolicy, body: Value): readonly Value[] {
  const list = at(body, items);
  if (Array.isArray(list)) return list as readonly Value[];
  const where = items === '' ? 'it is no list itself' : `there is none at ${items}`;
  throw calloutFault(
    'CALLOUT_INVALID',
    `The reply holds no list to read page by page: ${where}.`,
    'mend paginate: items',
  );
}

/** The body with all items in the place of its own. */
function withList({ items = '' }: PaginationPolicy, body: Value, all: readonly Value[]): Value {
  const put = (value: Value, [part, ...rest]: readonly string[]): Value => {
    if (part === undefined) return all;
    const fields: Values = isFields(value) ? value : {};
    return { ...fields, [part]: put(fields[part] ?? null, rest) };
  };
  return put(body, partsOf(items));
}
