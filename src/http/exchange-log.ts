import { gunzipSync } from 'node:zlib';
import type { HttpExchange, MaskedExchange } from './exchange.ts';
import type { Redactor } from './redact.ts';

/** Keeps the exchanges of a run, and gives them out without their secrets. */
export interface ExchangeLog {
  /** For `HttpClientOptions.observe`. */
  readonly observe: (exchange: HttpExchange) => void;
  /** All exchanges so far, masked by what is known now: a token is known only once its reply was read. */
  masked(): readonly MaskedExchange[];
}

/** Makes a log; nothing is masked before somebody asks for it. */
export function createExchangeLog(redactor: Redactor): ExchangeLog {
  const exchanges: HttpExchange[] = [];
  return {
    observe: (exchange) => exchanges.push(exchange),
    masked: () => exchanges.map((exchange) => maskExchange(exchange, redactor)),
  };
}

function maskExchange({ request, result, startedAt, milliseconds }: HttpExchange, redactor: Redactor): MaskedExchange {
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((one): [string, string] => [
      name,
      redactor.headers({ [name]: one })[name] ?? '',
    ]),
  );
  return {
    startedAt,
    milliseconds,
    method: request.method,
    // As it is sent: got writes an apostrophe as %27.
    url: redactor.text(URL.canParse(request.url) ? new URL(request.url).href : request.url),
    headers,
    body: request.body === undefined ? null : redactor.text(textOf(unpacked(request))),
    bodySize: request.body === undefined ? 0 : Buffer.byteLength(request.body),
    hasFiles: request.body !== undefined && typeof request.body !== 'string',
    response: result.ok
      ? { status: result.status, headers: redactor.headers(result.headers), body: redactor.text(result.body) }
      : null,
    failure: result.ok ? null : redactor.text(result.message),
  };
}

/** What was packed is shown as it was. */
function unpacked({ headers, body = '' }: HttpExchange['request']): string | Uint8Array {
  return typeof body !== 'string' && headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });
/** Characters that no text has; a terminal would obey some of them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

/** A body for people; of bytes that are no text only how many there are, in the parts of a form each for itself. */
function textOf(body: string | Uint8Array): string {
  if (typeof body === 'string') return body;
  const boundary = /^--[\x21-\x7e]{1,70}\r\n/.exec(Buffer.from(body.subarray(0, 80)).toString('latin1'))?.[0].trimEnd();
  if (boundary === undefined) return readable(body);
  const parts = Buffer.from(body).toString('latin1').split(boundary);
  return parts
    .map((part) => {
      const end = part.indexOf('\r\n\r\n');
      if (end < 0) return part;
      const head = Buffer.from(part.slice(0, end), 'latin1').toString();
      return `${head}\r\n\r\n${readable(Buffer.from(part.slice(end + 4).replace(/\r\n$/, ''), 'latin1'))}\r\n`;
    })
    .join(boundary);
}

function readable(bytes: Uint8Array): string {
  try {
    const text = UTF8.decode(bytes);
    if (!CONTROLS.test(text)) return text;
  } catch {
    // No text.
  }
  return `(${bytes.byteLength} bytes)`;
}
