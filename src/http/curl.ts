import type { MaskedExchange } from './exchange.ts';
import { MASK } from './redact.ts';

/**
 * A command line that sends the same request again, for a POSIX shell. A header with a secret takes it from a variable of the
 * header's name: `AUTHORIZATION='Bearer …' sh -c "$(…)"`, and a body with files stands in the file `body`.
 */
export function curlOf({ method, url, headers, body, hasFiles }: MaskedExchange): string {
  const words = ['curl', ...(method === 'GET' ? [] : ['-X', method]), quoted(url)];
  for (const [name, value] of headers) {
    // curl says these itself, or they would be wrong for another body.
    if (/^(?:content-length|host|connection|accept-encoding)$/i.test(name)) continue;
    words.push('-H', value.includes(MASK) ? `"${name}: $${variableOf(name)}"` : quoted(`${name}: ${value}`));
  }
  if (hasFiles) words.push('--data-binary', '@body');
  else if (body !== null) words.push('--data-raw', quoted(body));
  return words.join(' ');
}

/** `x-api-key` is `X_API_KEY`. */
function variableOf(name: string): string {
  return name.toUpperCase().replaceAll(/\W/g, '_');
}

/** Nothing in single quotes means anything to a shell, but the quote itself. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
