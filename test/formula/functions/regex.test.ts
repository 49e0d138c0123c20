import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesPattern } from '../../../src/formula/functions/regex.ts';
import { checkFormula } from '../../../src/formula/index.ts';
import { scopeOf } from '../scope.ts';
import { evaluate } from './evaluate.ts';

describe('REGEX', () => {
  it.each<[string, string, boolean]>([
    // The whole text has to fit.
    ['\\d{3}', '123', true],
    ['\\d{3}', '1234', false],
    ['', '', true],
    ['a|ab', 'ab', true],
    ['a.c', 'a\nc', false],
    ['(?s)a.c', 'a\nc', true],
    ['a$', 'a', true],
    ['a$.', 'a\n', false],
    ['a$\\n', 'a\n', true],
    ['(?m)a$\\nb', 'a\nb', true],
    ['^a\\z', 'a', true],
    // Quantifiers: greedy, reluctant, possessive, bounded.
    ['a*+a', 'aaa', false],
    ['a*a', 'aaa', true],
    ['(?>a|ab)c', 'abc', false],
    ['(?:a|ab)c', 'abc', true],
    ['a{2,}', 'a', false],
    ['a{2,3}?', 'aaa', true],
    ['(a?)*b', 'aab', true],
    ['(?:a*)*b', 'aab', true],
    ['(?:a|b)*+c', 'abac', true],
    ['(?:ab){2}', 'abab', true],
    ['(?:ab?)*?c', 'aabc', true],
    // Flags.
    ['(?i)abc', 'aBC', true],
    ['(?i)ä', 'Ä', false],
    ['(?iu)ä', 'Ä', true],
    ['a(?i)b', 'aB', true],
    ['a(?i)b', 'AB', false],
    ['(?:(?i)a)b', 'AB', false],
    ['(?i:a)b', 'Ab', true],
    ['(?i)(?-i:a)b', 'AB', false],
    ['(?x) a b # the end', 'ab', true],
    // Classes.
    ['[a-c&&[^b]]+', 'ac', true],
    ['[a-c&&[^b]]+', 'abc', false],
    ['[a[x-z]]+', 'axz', true],
    ['[^a-c]', 'd', true],
    ['[]a]+', 'a]', true],
    ['[a-]+', 'a-', true],
    ['[\\w.]+@[\\w.]+\\.[a-z]{2,4}', 'a.b@c.org', true],
    ['\\p{Alpha}+\\p{Punct}', 'ab!', true],
    ['\\p{Alpha}', 'ä', false],
    ['\\p{L}', 'ä', true],
    ['\\p{IsAlphabetic}\\p{Lu}\\P{Lu}', 'äÄä', true],
    ['\\p{IsGreek}+', 'αβγ', true],
    ['\\pL\\D\\S\\W', 'aaa!', true],
    ['\\p{javaLowerCase}', 'a', true],
    ['\\h\\v\\R', '\u00a0\n\r\n', true],
    // Groups.
    ['(a|b)\\1', 'aa', true],
    ['(a|b)\\1', 'ab', false],
    ['(?<x>a|b)\\k<x>', 'bb', true],
    ['(?:(a)|b)+\\1', 'abab', false],
    ['(?:(a)|b)+\\1', 'aba', true],
    // Looking around.
    ['(?=.*\\d)(?=.*[a-z]).{4,8}', 'abc1', true],
    ['(?=.*\\d)(?=.*[a-z]).{4,8}', 'abcd', false],
    ['a(?!b).', 'ac', true],
    ['.*(?<=ab)c', 'abc', true],
    ['.*(?<!ab)c', 'abc', false],
    ['\\bfoo\\b.*', 'foo bar', true],
    ['foo\\B.*', 'foo bar', false],
    // Escapes.
    ['\\Qa.b\\E+', 'a.bb', true],
    ['\\Qa.b\\E', 'axb', false],
    ['\\x41\\u0042\\t\\0101', 'AB\tA', true],
    ['.', '😀', true],
    ['[😀-😂]', '😁', true],
    ['..', '😀', false],
    ['\\x{1F600}', '😀', true],
  ])('%s on %j is %j', (pattern, text, expected) => {
    expect(matchesPattern(pattern, text)).toBe(expected);
  });

  it.each([
    ['(a', 'a ( is not closed'],
    ['a)', 'a ) closes no ('],
    ['[a', 'a [ is not closed'],
    ['*a', 'nothing that * repeats'],
    ['a**', 'nothing that * repeats'],
    ['a{2,1}', 'out of order'],
    ['{', 'nothing that { repeats'],
    ['\\y', '\\y means nothing'],
    ['\\p{Nope}', 'there is no class'],
    ['[z-a]', 'out of order'],
    ['(?q)a', 'not known'],
    ['\\k<n>', 'no group of this name'],
  ])('%s is no pattern', (pattern, message) => {
    expect(() => matchesPattern(pattern, '')).toThrow(message);
    const literal = JSON.stringify(pattern);
    expect(checkFormula(`REGEX("x", ${literal})`, scopeOf({}))).toMatchObject([
      { start: 11, end: 11 + literal.length },
    ]);
  });

  it('takes null as empty text, and as the pattern of it', () => {
    expect(evaluate('REGEX(noText, "a?")')).toBe(true);
    expect(evaluate('REGEX("", noText)')).toBe(true);
    expect(evaluate('REGEX("a", noText)')).toBe(false);
    expect(evaluate('REGEX("12", "\\\\d+")')).toBe(true);
  });

  it('stops a match that would take too long', () => {
    expect(() => matchesPattern('(a+)+b', 'a'.repeat(40))).toThrow('too complicated');
    expect(() => matchesPattern('(?:a|b)*c', 'ab'.repeat(20_000))).toThrow('too complicated');
    expect(matchesPattern('[^@]+@.*', `${'a'.repeat(50_000)}@`)).toBe(true);
  });

  it('agrees with RegExp where both mean the same', () => {
    const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '(a|b)', '(?:ab|a)', '(?=a)', '(?!b)', '\\b');
    const part = fc
      .tuple(atom, fc.constantFrom('', '*', '+', '?', '{2}', '*?', '{1,2}'))
      .map(([a, q]) => (/^\(\?[=!]|^\\b/.test(a) ? a : a + q));
    const pattern = fc
      .array(fc.array(part, { maxLength: 4 }), { minLength: 1, maxLength: 3 })
      .map((branches) => branches.map((b) => b.join('')).join('|'));
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '1', ' '), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (p, t) => matchesPattern(p, t) === new RegExp(`^(?:${p})$`).test(t)),
      { numRuns: 3000 },
    );
  });
});
