import { describe, expect, it } from 'vitest';
import { FormulaEvaluationError } from '../../../src/errors.ts';
import { checkFormula } from '../../../src/formula/index.ts';
import type { Value } from '../../../src/model/value.ts';
import { scopeOf } from '../scope.ts';
import { evaluate } from './evaluate.ts';

describe('functions beyond those of orgs', () => {
  it.each<[string, Value]>([
    ['IFS(false, 1, true, 2, 3)', 2],
    ['IFS(noBoolean, 1, 3)', 3],
    ['IFS(true, 1, 1/0 = 1, 2, 3)', 1],
    ['IFERROR(1/0, -1)', -1],
    ['IFERROR(noNumber, -1)', null],
    ['IFERROR(DATE(2007, 13, 1), DATE(2007, 1, 1))', '2007-01-01'],
    ['IN("b", "a", "b")', true],
    ['IN("B", "a", "b")', false],
    ['IN(noText, noText)', false],
    ['IN(1.0, 2, 1)', true],
    ['LIKE("Howdy", "Ho%")', true],
    ['LIKE("Howdy", "ho%")', false],
    ['LIKE("50%", "50\\\\%")', true],
    ['LIKE("505", "50\\\\%")', false],
    ['LIKE("a(b)", "a(_)")', true],
    ['LIKE(noText, "%")', true],
    ['SUBSTR("abcdef", 3)', 'cdef'],
    ['SUBSTR("abcdef", -2)', 'ef'],
    ['SUBSTR("abcdef", -3, 2)', 'de'],
    ['SUBSTR("abc", 0, 2)', 'ab'],
    ['SUBSTR("abc", 4)', null],
    ['SUBSTR("abc", -4)', null],
    ['SUBSTR("abc", 1, -1)', null],
    ['ENDS("abc", "bc")', true],
    ['ISNULL(ENDS(noText, "a"))', true],
    ['FORMATCURRENCY("USD", 1000.495)', 'USD 1,000.50'],
    ['FORMATCURRENCY("JPY", -1234.5)', 'JPY -1,235'],
    ['FORMATCURRENCY("KWD", 15.1)', 'KWD 15.100'],
    ['FORMATCURRENCY("USD", noNumber)', null],
    ['FORMAT(1234.5)', '1,234.5'],
    ['FORMAT(1234.505, "#,##0.00")', '1,234.50'],
    ['FORMAT(-3, "0.0;(0.0)")', '(3.0)'],
    ['FORMAT(0.256, "0.0%")', '25.6%'],
    ['FORMAT(12, "$000")', '$012'],
    ['FORMAT(DATETIMEVALUE("2026-01-31 18:05:09"), "yyyy-MM-dd HH:mm:ss Z")', '2026-01-31 10:05:09 -0800'],
    [`FORMAT(DATETIMEVALUE("2026-01-31 18:05:09"), "EEE, d MMM yy 'at' h a")`, 'Sat, 31 Jan 26 at 10 AM'],
    [`FORMAT("{0} is '{1}'", "x", "y")`, 'x is {1}'],
    [`FORMAT("Dear {0}, it''s {1}", "A", "B")`, "Dear A, it's B"],
    ['FORMAT("{0,date,yyyy}", DATE(2026, 5, 5))', '2026'],
    ['JSONVALUE("{\\"a\\": 50, \\"b\\": 1.50}", "a")', '50'],
    ['JSONVALUE("{\\"a\\": 50, \\"b\\": 1.50}", "b")', '1.5'],
    ['JSONVALUE("{\\"a\\": 12345678901234567890}", "a")', '12345678901234567890'],
    ['JSONVALUE("{\\"a\\": 1e10}", "a")', '1.0E10'],
    ['JSONVALUE("{\\"a\\": null}", "a")', 'null'],
    ['JSONVALUE("{\\"a\\": [1]}", "a")', null],
    ['JSONVALUE(noText, "a")', null],
    ['JSONPATHVALUE("{\\"a\\": {\\"b\\": [1, 2.0]}}", "$.a.b[1]")', '2.0'],
    ['JSONPATHVALUE("{\\"a\\": {\\"b\\": [1, 2]}}", "a.b")', '[1, 2]'],
    [`JSONPATHVALUE("{\\"a\\": {\\"b\\": true}}", "$['a']")`, '{b=true}'],
    ['JSONPATHVALUE("[{\\"a\\": 1}, {\\"a\\": 2}]", "$..a")', '[1, 2]'],
    ['JSONPATHVALUE("[1, 2, 3]", "$[-1]")', '3'],
    ['JSONPATHVALUE("[1, 2, 3]", "$[0:2]")', '[1, 2]'],
    ['JSONPATHVALUE("no json", "$.a")', null],
  ])('%s is %j', (text, expected) => {
    expect(evaluate(text)).toEqual(expected);
  });

  it.each([
    'IFERROR(1/0, 1/0)',
    'JSONVALUE("{", "a")',
    'FORMAT(1, "0#")',
    'FORMAT(TODAY(), "bb")',
    `FORMATCURRENCY("USD", 1${'0'.repeat(19)})`,
  ])('%s has no result', (text) => {
    expect(() => evaluate(text)).toThrow(FormulaEvaluationError);
  });

  it('are not there unless a caller adds them', () => {
    expect(checkFormula('IFS(true, 1, 2)', scopeOf({}))).toMatchObject([{ message: 'there is no function IFS' }]);
  });
});
