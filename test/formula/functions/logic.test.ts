import { describe, expect, it } from 'vitest';
import type { Value } from '../../../src/model/value.ts';
import { evaluate } from './evaluate.ts';

describe('logical functions', () => {
  it.each<[string, Value]>([
    ['IF(1 = 1, "a", "b")', 'a'],
    ['IF(noBoolean, "a", "b")', 'b'],
    ['AND(TRUE, 1 = 1)', true],
    ['AND(TRUE, noBoolean)', false],
    ['OR(FALSE, noBoolean)', false],
    ['OR(noBoolean, TRUE)', true],
    ['NOT(noBoolean)', false],
    ['not false', true],
    ['ISBLANK(noText)', true],
    ['ISBLANK("")', true],
    ['ISBLANK(" ")', false],
    ['ISBLANK(noNumber)', true],
    ['ISBLANK(0)', false],
    ['ISBLANK(noRecord)', true],
    ['ISNULL(noText)', false],
    ['ISNULL("")', false],
    ['ISNULL(noNumber)', true],
    ['ISNULL(noDate)', true],
    ['ISNULL(5)', false],
    ['BLANKVALUE(noText, "x")', 'x'],
    ['BLANKVALUE("", "x")', 'x'],
    ['BLANKVALUE(noNumber, 0) + 1', 1],
    ['NULLVALUE(noText, "x")', null],
    ['NULLVALUE(noNumber, 7)', 7],
    ['NULLVALUE(noDate, DATE(2026, 1, 1))', '2026-01-01'],
    ['CASE(2, 1, "a", 2, "b", "c")', 'b'],
    ['CASE(3, 1, "a", 2, "b", "c")', 'c'],
    ['CASE(noNumber, noNumber, "null", "else")', 'else'],
    ['CASE(NULL, NULL, 200, 1, 300, 400)', 400],
    ['CASE(noText, "", "empty", "else")', 'empty'],
    ['CASE(pick, "Cold", 1, "Hot", 2, 3)', 2],
    ['CASE(1 = 1, TRUE, "t", FALSE, "f", "?")', 't'],
    ['ISPICKVAL(pick, "Hot")', true],
    ['ISPICKVAL(pick, "hot")', false],
    ['ISPICKVAL(noText, "")', true],
    ['INCLUDES(multi, "Green")', true],
    ['INCLUDES(multi, "Gree")', false],
  ])('%s is %j', (text, expected) => {
    expect(evaluate(text)).toEqual(expected);
  });
});
