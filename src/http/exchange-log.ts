import type { HttpExchange, MaskedExchange, SentPart } from './exchange.ts';
import { MASK, type Redactor } from './redact.ts';

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
    ...maskBody(request, redactor),
    response: result.ok
      ? { status: result.status, headers: redactor.headers(result.headers), body: redactor.text(result.body) }
      : null,
    failure: result.ok ? null : redactor.text(result.message),
  };
}

/** Bytes are not looked through for secrets: they are named, and never shown. */
function maskBody(
  { body, parts = [] }: HttpExchange['request'],
  redactor: Redactor,
): Pick<MaskedExchange, 'body' | 'parts' | 'bodyBytes'> {
  if (body === undefined) return { body: null };
  if (typeof body === 'string') return { body: redactor.text(body) };
  const masked = parts.map((part) => maskPart(part, redactor));
  return { body: masked.map(lineOf).join('\n'), parts: masked, bodyBytes: body.byteLength };
}

function maskPart(part: SentPart, redactor: Redactor): SentPart {
  const text = (one: string | null): string | null => (one === null ? null : redactor.text(one));
  const isSecret = part.name !== null && redactor.headers({ [part.name]: 'x' })[part.name] !== 'x';
  return {
    name: text(part.name),
    contentType: text(part.contentType),
    fileName: text(part.fileName),
    file: text(part.file),
    text: isSecret && part.text !== null ? MASK : text(part.text),
    bytes: part.bytes,
  };
}

/** `logo: logo.png (image/png, 1234 bytes)`. */
function lineOf({ name, fileName, contentType, text, bytes }: SentPart): string {
  const what = text ?? [fileName ?? '', `(${contentType ?? 'no content type'}, ${bytes} bytes)`].join(' ').trimStart();
  return name === null ? what : `${name}: ${what}`;
}
