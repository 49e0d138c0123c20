import type { FaultError } from '../errors.ts';

/** Texts of credentials that hold formulas: custom headers, claims of a token. */

/** A formula in a text, without its braces. */
export interface FormulaPart {
  readonly formula: string;
}

/**
 * Splits text at `{!…}`; a brace inside a quoted text of a formula does not end it.
 * @param refuse makes the error for a merge field without an end.
 */
export function splitFormulas(
  text: string,
  refuse: (mergeField: string) => FaultError,
): readonly (string | FormulaPart)[] {
  const parts: (string | FormulaPart)[] = [];
  let from = 0;
  for (;;) {
    const start = text.indexOf('{!', from);
    if (start < 0) break;
    const end = endOfFormula(text, start + 2);
    if (end < 0) throw refuse(text.slice(start, start + 40));
    if (start > from) parts.push(text.slice(from, start));
    parts.push({ formula: text.slice(start + 2, end) });
    from = end + 1;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

function endOfFormula(text: string, from: number): number {
  let quote: string | null = null;
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (quote !== null) {
      if (char === '\\') at++;
      else if (char === quote) quote = null;
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '}') return at;
  }
  return -1;
}
