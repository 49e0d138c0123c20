import { STATUS_CODES } from 'node:http';
import type { MaskedExchange, MaskedResponse } from './exchange.ts';

/**
 * Exchanges as HTTP Archive 1.2 (http://www.softwareishard.com/blog/har-12-spec/), which the dev tools of browsers open. One that
 * got no reply has the status 0 and says why in `_error`, as Chrome writes it.
 * @param version of flowrun.
 */
export function harOf(exchanges: readonly MaskedExchange[], version: string): string {
  const log = {
    version: '1.2',
    creator: { name: 'flowrun', version },
    entries: exchanges.map((exchange) => ({
      startedDateTime: new Date(exchange.startedAt).toISOString(),
      time: exchange.milliseconds,
      request: requestOf(exchange),
      response: exchange.response ? responseOf(exchange.response) : noResponse(exchange.failure ?? ''),
      cache: {},
      timings: { send: 0, wait: exchange.milliseconds, receive: 0 },
    })),
  };
  return `${JSON.stringify({ log }, null, 2)}\n`;
}

function requestOf(exchange: MaskedExchange) {
  const { method, url, headers, body, bodyBytes } = exchange;
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  return {
    method,
    url,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: headers.map(([name, value]) => ({ name, value })),
    queryString: queryOf(url),
    ...(body === null ? {} : { postData: { mimeType: type, ...postDataOf(body, exchange.parts) } }),
    headersSize: -1,
    bodySize: bodyBytes ?? (body === null ? 0 : Buffer.byteLength(body)),
  };
}

/** Fields of a form are `params`; the format has no place for bytes, which are told in a comment. */
function postDataOf(body: string, parts: MaskedExchange['parts']) {
  if (parts === undefined) return { text: body };
  const [first] = parts;
  if (first?.name === null) return first.text === null ? { text: '', comment: body } : { text: first.text };
  return {
    params: parts.map(({ name, text, fileName, contentType }) => ({
      name: name ?? '',
      ...(text === null ? {} : { value: text }),
      ...(fileName === null ? {} : { fileName }),
      ...(contentType === null ? {} : { contentType }),
    })),
  };
}

function responseOf({ status, headers, body }: MaskedResponse) {
  return {
    status,
    statusText: STATUS_CODES[status] ?? '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
    content: { size: Buffer.byteLength(body), mimeType: headers['content-type'] ?? '', text: body },
    redirectURL: headers.location ?? '',
    headersSize: -1,
    bodySize: -1,
  };
}

function noResponse(why: string) {
  return {
    status: 0,
    statusText: '',
    httpVersion: '',
    cookies: [],
    headers: [],
    content: { size: 0, mimeType: '' },
    redirectURL: '',
    headersSize: -1,
    bodySize: -1,
    _error: why,
  };
}

function queryOf(url: string): readonly { readonly name: string; readonly value: string }[] {
  if (!URL.canParse(url)) return [];
  return [...new URL(url).searchParams].map(([name, value]) => ({ name, value }));
}
