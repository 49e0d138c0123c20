import type { Query } from '@jetstreamapp/soql-parser-js';
import type { RecordError } from '../record-error.ts';
import { soqlError, tokensOf } from './place.ts';

type Parse = (soql: string) => Query;

/**
 * Reads a query.
 * @throws RecordError `MALFORMED_QUERY` with Salesforce's picture of the place
 */
export async function parseSoql(soql: string): Promise<Query> {
  const { parseQuery } = await import('@jetstreamapp/soql-parser-js');
  try {
    return parseQuery(soql);
  } catch (error) {
    throw malformed(soql, found(error), parseQuery);
  }
}

/** The unexpected word of the parser's message; '' at the end of the query, null for a sign that is none. */
function found(error: unknown): string | null {
  const message = (error as Error).message;
  const match = /but found: '([\s\S]*)'$|but found --> '([\s\S]*)' <--$|but found: ([\s\S]*)$/.exec(message);
  return match === null ? null : (match[1] ?? match[2] ?? match[3] ?? '');
}

function malformed(soql: string, word: string | null, parse: Parse): RecordError {
  if (word === null) return unreadable(soql);
  const offset = word === '' ? soql.length : placeOf(soql, word, parse);
  return soqlError('MALFORMED_QUERY', soql, offset, `unexpected token: '${word === '' ? '<EOF>' : word}'`);
}

/** A sign that no query has: most often a quote that is never closed. */
function unreadable(soql: string): RecordError {
  const open = tokensOf(soql).find(
    (token) => token.text.startsWith("'") && !/^'(?:\\[\s\S]|[^'\\])*'$/.test(token.text),
  );
  if (open !== undefined) {
    const message = "mismatched character '<EOF>' expecting '''";
    return soqlError('MALFORMED_QUERY', soql, open.offset, message);
  }
  const sign = tokensOf(soql).find((token) => !/^['\w().,:<>=!+-]/.test(token.text));
  return soqlError('MALFORMED_QUERY', soql, sign?.offset ?? 0, `unexpected token: '${sign?.text ?? ''}'`);
}

/** The parser names the word but not its place: it is the first such word that what stands before could have gone on to. */
function placeOf(soql: string, word: string, parse: Parse): number {
  const candidates = tokensOf(soql).filter((token) => token.text.toLowerCase() === word.toLowerCase());
  const place = candidates.find((token) => isViable(soql.slice(0, token.offset), parse));
  return (place ?? candidates[0])?.offset ?? Math.max(0, soql.indexOf(word));
}

function isViable(start: string, parse: Parse): boolean {
  try {
    parse(start);
    return true;
  } catch (error) {
    return found(error) === '';
  }
}
