import { STATUS_CODES } from 'node:http';
import type { MaskedExchange } from '../http/exchange.ts';
import type { Paint } from './io.ts';

/** Characters of a body that are shown; `--har` has all of it. */
const MOST = 4000;

/** What went over the wire, for people: request and reply with headers and bodies. */
export function httpTrace(exchanges: readonly MaskedExchange[], paint: Paint): string {
  if (exchanges.length === 0) return 'no request was sent\n';
  return exchanges.map((exchange) => `${exchangeText(exchange, paint)}\n`).join('\n');
}

function exchangeText(
  { method, url, headers, body, response, failure, milliseconds }: MaskedExchange,
  paint: Paint,
): string {
  const lines = [paint('bold', `→ ${method} ${url}`), ...headers.map(headerLine), ...bodyLines(body ?? '')];
  const took = paint('dim', `${Math.round(milliseconds)} ms`);
  if (response === null) return [...lines, `${paint('red', `✗ ${failure}`)} ${took}`].join('\n');
  const { status } = response;
  const colour = status < 300 ? 'green' : 'red';
  return [
    ...lines,
    `${paint(colour, `← ${status} ${STATUS_CODES[status] ?? ''}`.trimEnd())} ${took}`,
    ...Object.entries(response.headers).map(headerLine),
    ...bodyLines(response.body),
  ].join('\n');
}

function headerLine([name, value]: readonly [string, string]): string {
  return `  ${name}: ${value}`;
}

/** JSON with line breaks; what is too long is cut off, and said so. */
function bodyLines(body: string): readonly string[] {
  if (body === '') return [];
  const shown = readable(body);
  const cut = shown.length > MOST ? `${shown.slice(0, MOST)}\n… ${shown.length - MOST} more characters` : shown;
  return ['', ...cut.split('\n').map((line) => `  ${line}`)];
}

function readable(body: string): string {
  if (!/^\s*[{[]/.test(body)) return body;
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
