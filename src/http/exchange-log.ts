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
    body: request.body === undefined ? null : redactor.text(request.body),
    response: result.ok
      ? { status: result.status, headers: redactor.headers(result.headers), body: redactor.text(result.body) }
      : null,
    failure: result.ok ? null : redactor.text(result.message),
  };
}
