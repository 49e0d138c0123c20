import type { CodePointTest } from './node.ts';

/** The named character classes of Java's regular expressions. */

export const not =
  (test: CodePointTest): CodePointTest =>
  (c) =>
    !test(c);

export const either =
  (a: CodePointTest, b: CodePointTest): CodePointTest =>
  (c) =>
    a(c) || b(c);

export const both =
  (a: CodePointTest, b: CodePointTest): CodePointTest =>
  (c) =>
    a(c) && b(c);

export const range =
  (from: number, to: number): CodePointTest =>
  (c) =>
    c >= from && c <= to;

/** Of the characters that a class of JavaScript's with the u flag holds. */
function matching(pattern: string): CodePointTest {
  const regExp = new RegExp(pattern, 'u');
  return (c) => regExp.test(String.fromCodePoint(c));
}

const digit = range(0x30, 0x39);
const lower = range(0x61, 0x7a);
const upper = range(0x41, 0x5a);
const alpha = either(lower, upper);
const alnum = either(alpha, digit);
const word: CodePointTest = (c) => alnum(c) || c === 0x5f;
const space: CodePointTest = (c) => c === 0x20 || (c >= 9 && c <= 13);
const graph = range(0x21, 0x7e);

/** `\d`, `\w` …; a capital is everything else. */
export const SHORTHANDS: Readonly<Record<string, CodePointTest>> = {
  d: digit,
  w: word,
  s: space,
  h: matching('[ \\t\\u00a0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000]'),
  v: matching('[\\n\\v\\f\\r\\u0085\\u2028\\u2029]'),
};

/** The same under (?U). */
export const UNICODE_SHORTHANDS: Readonly<Record<string, CodePointTest>> = {
  d: matching('\\p{Nd}'),
  w: matching('[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}]'),
  s: matching('\\p{White_Space}'),
};

/** Classes of POSIX, ASCII only. */
const POSIX: Readonly<Record<string, CodePointTest>> = {
  Lower: lower,
  Upper: upper,
  ASCII: (c) => c < 0x80,
  Alpha: alpha,
  Digit: digit,
  Alnum: alnum,
  Punct: both(graph, not(alnum)),
  Graph: graph,
  Print: range(0x20, 0x7e),
  Blank: (c) => c === 0x20 || c === 9,
  Cntrl: (c) => c < 0x20 || c === 0x7f,
  XDigit: matching('[0-9a-fA-F]'),
  Space: space,
};

/** What Java calls otherwise than JavaScript. */
const PROPERTIES: Readonly<Record<string, string>> = {
  javaLowerCase: '\\p{Lowercase}',
  javaUpperCase: '\\p{Uppercase}',
  javaWhitespace: '[\\t-\\r\\u001c-\\u001f\\u1680\\u2000-\\u2006\\u2008-\\u200a\\u2028\\u2029\\u205f\\u3000 ]',
  javaAlphabetic: '\\p{Alphabetic}',
  javaLetter: '\\p{L}',
  javaDigit: '\\p{Nd}',
  javaLetterOrDigit: '[\\p{L}\\p{Nd}]',
  IsLetter: '\\p{L}',
  IsDigit: '\\p{Nd}',
  IsPunctuation: '\\p{P}',
  IsControl: '\\p{Cc}',
  L1: '[\\u0000-\\u00ff]',
  LD: '[\\p{L}\\p{Nd}]',
  all: '[^]',
};

/**
 * The class of `\p{name}`: POSIX, general category, script (`IsLatin`, `script=Latin`) or binary property.
 * @returns undefined where there is none; blocks (`InGreek`) are not known.
 */
export function propertyTest(name: string): CodePointTest | undefined {
  if (Object.hasOwn(POSIX, name)) return POSIX[name];
  if (Object.hasOwn(PROPERTIES, name)) return matching(PROPERTIES[name] ?? '');
  const [key, value] = name.split('=');
  const bare = name.replace(/^Is/, '');
  const candidates =
    value === undefined
      ? [bare, `Script=${bare}`, bare.replace(/(^|_)[a-z]/gi, (part) => part.toUpperCase())]
      : [`${/^(?:sc|script|IsScript)$/i.test(key ?? '') ? 'Script' : 'General_Category'}=${value}`];
  for (const candidate of candidates) {
    try {
      return matching(`\\p{${candidate}}`);
    } catch {
      // Not this spelling: the next one.
    }
  }
  return undefined;
}

/** A letter or digit of any script, or `_`: what `\b` sees as a word. */
export const wordCharacter: CodePointTest = either(matching('[\\p{L}\\p{Nd}]'), word);
