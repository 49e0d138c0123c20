import { problem, RecordError } from '../record-error.ts';

/** One word, literal or sign of a query. */
export interface Token {
  readonly text: string;
  /** UTF-16 offset. */
  readonly offset: number;
}

/** The words of a query with their places; enough to point at them, not to parse. */
export function tokensOf(soql: string): readonly Token[] {
  const words = /'(?:\\[\s\S]|[^'\\])*'?|[A-Za-z_][\w.]*|\d[\w.:+-]*|<=|>=|!=|<>|\S/g;
  return [...soql.matchAll(words)].map((match) => ({ text: match[0], offset: match.index }));
}

/**
 * An error with Salesforce's picture of the place: the line, a caret, row and column from 1
 * (reference/credentials-and-callouts.md D3).
 */
export function soqlError(errorCode: string, soql: string, offset: number, message: string): RecordError {
  const before = soql.slice(0, offset);
  const row = before.split('\n').length;
  const column = offset - (before.lastIndexOf('\n') + 1);
  const line = (soql.split('\n')[row - 1] ?? '').replace(/\r$/, '');
  const picture = `\n${line}\n${' '.repeat(column)}^\nERROR at Row:${row}:Column:${column + 1}\n`;
  return new RecordError(problem(errorCode, picture + message));
}

/** Clauses, by the word that begins them. */
export type Clause = 'SELECT' | 'FROM' | 'WHERE' | 'ORDER';

/** Offset of a name in a clause (its first mention there), or of the clause, or 0. */
export function offsetOf(soql: string, clause: Clause, name: string): number {
  const tokens = tokensOf(soql);
  const start = tokens.findIndex((token) => token.text.toUpperCase() === clause);
  const wanted = name.toLowerCase();
  const found = tokens.slice(start + 1).find((token) => token.text.toLowerCase() === wanted);
  return found?.offset ?? tokens[start]?.offset ?? 0;
}
