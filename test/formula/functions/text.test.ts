import { describe, expect, it } from 'vitest';
import { FormulaEvaluationError } from '../../../src/errors.ts';
import type { Value } from '../../../src/model/value.ts';
import { evaluate, exact } from './evaluate.ts';

describe('text functions', () => {
  it.each<[string, Value]>([
    ['TEXT(1.50)', '1.5'],
    ['TEXT(0.00)', '0'],
    ['TEXT(100000000000000000000)', '100000000000000000000'],
    ['TEXT(-0.000001)', '-0.000001'],
    ['TEXT(DATE(2005, 12, 31))', '2005-12-31'],
    ['TEXT(DATETIMEVALUE("2004-12-31 11:32:00"))', '2004-12-31 11:32:00Z'],
    ['TEXT(TIMEVALUE("12:34:55.666"))', '12:34:55.666'],
    ['TEXT(pick)', 'Hot'],
    ['TEXT(noNumber)', null],
    ['VALUE("1.")', 1],
    ['VALUE("+.5e1")', 5],
    ['VALUE("12345678901234567890.5")', exact('12345678901234567890.5')],
    ['VALUE(noText)', null],
    ['VALUE("")', null],
    ['ISNUMBER("1.5")', true],
    ['ISNUMBER("1,5")', false],
    ['ISNUMBER("")', false],
    ['ISNUMBER(noText)', false],
    ['LEN(noText)', 0],
    ['LEN(long)', 8],
    ['LEFT("abc", 2)', 'ab'],
    ['LEFT("abc", 0)', null],
    ['LEFT("abc", -1)', null],
    ['LEFT("abc", 2.9)', 'ab'],
    ['LEFT(noText, 2)', null],
    ['RIGHT("abc", 2)', 'bc'],
    ['RIGHT("abc", 9)', 'abc'],
    ['RIGHT("abc", 0)', null],
    ['MID("abcd", 2, 2)', 'bc'],
    ['MID("abcd", -5, 2)', 'ab'],
    ['MID("abc", 9, 1)', null],
    ['MID("abc", 1, -1)', null],
    ['TRIM("  a b  ")', 'a b'],
    ['TRIM(" a\u00a0")', 'a\u00a0'],
    ['TRIM("   ")', null],
    ['TRIM("\u00a0a")', '\u00a0a'],
    ['UPPER("große")', 'GROSSE'],
    ['UPPER("i", "tr")', 'İ'],
    ['UPPER("i", NULL)', 'I'],
    ['LOWER("ÄB")', 'äb'],
    ['LOWER("I", "tr_TR")', 'ı'],
    ['INITCAP("john o\'neil-SMITH 3rd")', "John O'Neil-Smith 3rd"],
    ['REVERSE("abc")', 'cba'],
    ['REVERSE(long)', '🧵 eßörg'],
    ['CONTAINS("abc", "bc")', true],
    ['CONTAINS("abc", "BC")', false],
    ['CONTAINS("abc", noText)', true],
    ['CONTAINS(noText, "a")', false],
    ['CONTAINS(list, "ACH")', true],
    ['CONTAINS(list, "XYZ")', false],
    ['BEGINS("abc", "ab")', true],
    ['BEGINS("abc", "b")', false],
    ['BEGINS("abc", "")', true],
    ['FIND("b", "abcb")', 2],
    ['FIND("b", "abcb", 3)', 4],
    ['FIND("b", "abcb", -7)', 2],
    ['FIND("B", "abcb")', 0],
    ['FIND(noText, "abc")', 0],
    ['FIND("a", noText)', 0],
    ['SUBSTITUTE("a.b.c", ".", "$&")', 'a$&b$&c'],
    ['SUBSTITUTE("abc", "b", noText)', 'ac'],
    ['SUBSTITUTE(noText, "b", "x")', null],
    ['SUBSTITUTE("abc", "", "x")', 'abc'],
    ['LPAD("7", 3, "0")', '007'],
    ['LPAD("string", 5)', 'strin'],
    ['LPAD("a", 3)', '  a'],
    ['LPAD("a", 0)', null],
    ['RPAD("a", 6, "xy")', 'axyxyx'],
    ['"a" & BR() & "b"', 'a\nb'],
    ['ASCII("🧵")', 129_525],
    ['CHR(129525)', '🧵'],
    ['CHR(0)', null],
    ['CHR(-32)', null],
    ['CHR(99999999)', null],
    ['FORMATDURATION(-1)', '00:00:01'],
    ['FORMATDURATION(1000000)', '277:46:40'],
    ['FORMATDURATION(1000000, TRUE)', '11:13:46:40'],
    ['FORMATDURATION(TIMEVALUE("10:00:00.000"), TIMEVALUE("09:58:30.000"))', '00:01:30'],
    ['FORMATDURATION(DATETIMEVALUE("2026-01-01 00:00:00"), DATETIMEVALUE("2026-01-02 01:00:00"))', '1:01:00:00'],
  ])('%s is %j', (text, expected) => {
    expect(evaluate(text)).toEqual(expected);
  });

  it.each([
    ['VALUE("1,000")', '"1,000" is no number'],
    ['VALUE(" 1")', 'is no number'],
    ['LPAD("a", 100000000)', 'too long'],
    ['UPPER("a", "!")', '"!" is no locale'],
  ])('%s fails', (text, message) => {
    expect(() => evaluate(text)).toThrow(FormulaEvaluationError);
    expect(() => evaluate(text)).toThrow(message);
  });

  it('formats a span only of two of a kind', () => {
    expect(() => evaluate('FORMATDURATION(1, TIMEVALUE("10:00:00.000"))')).toThrow('do not go together');
  });
});
