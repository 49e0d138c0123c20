import type { FormulaProblem } from '../errors.ts';

/**
 * Text of a formula to tokens (reference: formula-semantics 1). Flow's `{!Name}` is unwrapped here: it gives the same
 * token as a bare name, and may hold what a bare name may not (`{!Call.2XX.id}`, `{!Rows[$EachItem].Name}`). Around
 * anything else `{!` and `}` count as space: `LEN({!$Record.Email)}` stands in an active flow of the corpus, and a
 * header's `{!'Bearer ' & $Credential.Weather.apiKey}` is written so.
 */

export interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'reference' | 'operator' | 'punctuation' | 'end';
  /** name: as written; reference: the path; number: the digits; text: the unescaped text; operator: its canonical form. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

export interface Lexed {
  /** Ends with a token `end`. */
  readonly tokens: readonly Token[];
  readonly errors: readonly FormulaProblem[];
}

/** What is too much to read by hand. */
const COMMENT = /\/\*[\s\S]*?\*\//y;
const WRAPPED = /\{!\s*([A-Za-z0-9_$][\w$:.#-]*(?:\[\$?\w+\][\w$:.#-]*)*)\s*\}/y;
/** Process Builder's `[Account].Name`. */
const BRACKETED = /\[[A-Za-z_]\w*\](?:\.\w+)+/y;
const OPERATOR = /\|\||&&|<>|!=|==|<=|>=|[-+&^*/=<>!]/y;

const SLASH = 47;
const BRACE = 123;

const CANONICAL: Readonly<Record<string, string>> = { '==': '=', '!=': '<>', '!': 'NOT' };

/** What may follow a backslash in a text; only quotes and the backslash lose theirs (reference: formula-semantics 9). */
const ESCAPES = 'nrtNRT"\'\\';

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

interface ReadText {
  readonly value: string;
  readonly end: number;
  readonly error?: FormulaProblem;
}

function readText(text: string, start: number): ReadText {
  const quote = text[start] ?? '';
  const close = text.indexOf(quote, start + 1);
  const plain = close < 0 ? '' : text.slice(start + 1, close);
  if (close >= 0 && !plain.includes('\\')) return { value: plain, end: close + 1 };
  let value = '';
  let error: FormulaProblem | undefined;
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === quote) return { value, end: at + 1, ...(error && { error }) };
    if (char !== '\\') {
      value += char;
      continue;
    }
    const next = text[++at] ?? '';
    if (!ESCAPES.includes(next)) {
      error ??= {
        message: `a text may not hold \\${next}`,
        start: at - 1,
        end: at + 1,
        suggestion: 'write \\\\ for a backslash',
      };
    }
    value += next === '"' || next === '\\' ? next : `\\${next}`;
  }
  const message = `the text that begins here has no closing ${quote}`;
  return { value, end: text.length, error: { message, start, end: text.length } };
}

/** Space, tab, form feed, line ends; and the no-break space that editors paste. */
function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13 && code !== 11) || code === 160;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);

/** A letter or `$`: `[A-Za-z$]`. */
const beginsName = (code: number): boolean => isLetter(code) || code === 36;

/** `[A-Za-z0-9_$:.#]`. */
function continuesName(code: number): boolean {
  return isLetter(code) || isDigit(code) || code === 95 || code === 46 || code === 36 || code === 58 || code === 35;
}

function endOfName(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && continuesName(text.charCodeAt(at))) at++;
  return at;
}

/** `digits` or `digits.digits`. */
function endOfNumber(text: string, start: number): number {
  let at = start;
  while (isDigit(text.charCodeAt(at))) at++;
  if (text.charCodeAt(at) !== 46 || !isDigit(text.charCodeAt(at + 1))) return at;
  at++;
  while (isDigit(text.charCodeAt(at))) at++;
  return at;
}

/** The token at `at`, where there is a simple one: its first character tells of which kind. By hand: this is the hot part. */
function simpleToken(text: string, at: number): Token | null {
  const code = text.charCodeAt(at);
  if (beginsName(code)) return tokenOf('name', text, at, endOfName(text, at));
  if (isDigit(code)) return tokenOf('number', text, at, endOfNumber(text, at));
  if (code === 40 || code === 41 || code === 44) return tokenOf('punctuation', text, at, at + 1);
  const kind = code === 91 ? 'reference' : 'operator';
  const match = matchAt(kind === 'reference' ? BRACKETED : OPERATOR, text, at);
  if (!match) return null;
  const [found] = match;
  const value = kind === 'operator' && Object.hasOwn(CANONICAL, found) ? (CANONICAL[found] ?? found) : found;
  return { kind, value, start: at, end: at + found.length };
}

function tokenOf(kind: Token['kind'], text: string, start: number, end: number): Token {
  return { kind, value: text.slice(start, end), start, end };
}

/** Splits a formula into tokens. Never throws: what cannot be read is an error with its place, and is left out. */
export function lexFormula(text: string): Lexed {
  const tokens: Token[] = [];
  const errors: FormulaProblem[] = [];
  /** Where a `{!` stands that is not closed yet. */
  const open: number[] = [];
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isSpace(code)) {
      at++;
      continue;
    }
    const comment = code === SLASH ? matchAt(COMMENT, text, at) : null;
    if (comment) {
      at += comment[0].length;
      continue;
    }
    const wrapped = code === BRACE ? matchAt(WRAPPED, text, at) : null;
    if (wrapped) {
      const end = at + wrapped[0].length;
      tokens.push({ kind: 'reference', value: wrapped[1] ?? '', start: at, end });
      at = end;
      continue;
    }
    if (code === BRACE && text.startsWith('{!', at)) {
      open.push(at);
      at += 2;
      continue;
    }
    if (text[at] === '}' && open.length > 0) {
      open.pop();
      at++;
      continue;
    }
    const char = text[at] ?? '';
    if (char === '"' || char === "'") {
      const read = readText(text, at);
      if (read.error) errors.push(read.error);
      tokens.push({ kind: 'text', value: read.value, start: at, end: read.end });
      at = read.end;
      continue;
    }
    if (code === SLASH && text.startsWith('/*', at)) {
      errors.push({ message: 'this comment has no closing */', start: at, end: at + 2 });
      break;
    }
    const token = simpleToken(text, at);
    if (token) {
      tokens.push(token);
      at = token.end;
      continue;
    }
    errors.push(unreadable(text, at));
    at += String.fromCodePoint(text.codePointAt(at) ?? 0).length;
  }
  for (const start of open) errors.push({ message: 'this {! has no closing }', start, end: start + 2 });
  tokens.push({ kind: 'end', value: '', start: text.length, end: text.length });
  return { tokens, errors };
}

/** Characters that word processors put where a formula needs plain ones. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '„': '"',
  '‘': "'",
  '’': "'",
  '–': '-',
  '—': '-',
  '−': '-',
  '≠': '<>',
  '≤': '<=',
  '≥': '>=',
  ';': ',',
  '.': '0.',
};

function unreadable(text: string, at: number): FormulaProblem {
  const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const plain = Object.hasOwn(LOOKALIKES, char) ? LOOKALIKES[char] : undefined;
  return {
    message: `"${char}" is not expected here`,
    start: at,
    end: at + char.length,
    ...(plain === undefined ? {} : { suggestion: `did you mean ${plain} ?` }),
  };
}
