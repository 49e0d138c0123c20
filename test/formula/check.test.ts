import { describe, expect, it } from 'vitest';
import { checkFormula, FUNCTIONS, signatureOf } from '../../src/formula/index.ts';
import type { DataType, ResourceType } from '../../src/model/value.ts';
import { scopeOf } from './scope.ts';

const SCOPE = scopeOf({
  n: { dataType: 'Number' },
  t: { dataType: 'Text' },
  b: { dataType: 'Boolean' },
  d: { dataType: 'Date' },
  dt: { dataType: 'DateTime' },
  p: { dataType: 'Picklist' },
  any: { dataType: 'JSON' },
  rec: { dataType: 'Record' },
  list: { dataType: 'Text', collection: true },
  'acc.Name': { dataType: 'Text' },
});

function problems(text: string, dataType?: DataType) {
  const expected: ResourceType | undefined = dataType && { dataType };
  return checkFormula(text, SCOPE, expected);
}

describe('checkFormula', () => {
  it.each([
    ['n + 1'],
    ['{!ACC.name} & t'],
    ['IF(b, n, NULL)'],
    ['CASE(p, "a", 1, "b", 2, 0)'],
    ['ISPICKVAL(p, "x") && ISBLANK(rec) && NOT ISBLANK(list)'],
    ['TEXT(p) & TEXT(n) & TEXT(d)'],
    ['any * any'],
    ['BLANKVALUE(t, "x")'],
    ['MAX(1, 2, n, 3)'],
    ['d - TODAY() + 1'],
    ['p = "Hot"'],
  ])('%s is right', (text) => {
    expect(problems(text)).toEqual([]);
  });

  it.each([
    ['nn + 1', 0, 2, 'nothing has the name nn', undefined],
    ['{!no.Such}', 0, 10, 'nothing has the name no.Such', undefined],
    ['TODAY + 1', 0, 5, 'nothing has the name TODAY', 'write TODAY(…) to call the function'],
    ['BLANKVALU(t, "")', 0, 9, 'there is no function BLANKVALU', 'did you mean BLANKVALUE?'],
    ['FROBNICATE(t)', 0, 10, 'there is no function FROBNICATE', undefined],
    ['"a" & 1', 6, 7, 'Text & takes Text on its right, not Number', 'TEXT(…) makes text of a number'],
    ['"a" & 1 + 2', 6, 7, 'Text & takes Text on its right, not Number', 'TEXT(…) makes text of a number'],
    [
      '1 + "1"',
      4,
      7,
      'Number + takes Number, Date, DateTime or Time on its right, not Text',
      'VALUE(…) makes a number of text',
    ],
    [
      'b + 1',
      0,
      1,
      '+ takes Number, Text, Date, DateTime or Time, not Boolean',
      'IF(…, "true", "false") makes text of a Boolean',
    ],
    ['d = dt', 4, 6, 'Date = takes Date on its right, not DateTime', 'DATEVALUE(…) makes a date of a DateTime'],
    ['d = "2026-01-01"', 4, 16, 'Date = takes Date on its right, not Text', 'DATEVALUE(…) makes a date of text'],
    ['rec = rec', 0, 3, '= takes Text, Number, Date, DateTime, Time or Boolean, not Record', undefined],
    ['list & "x"', 0, 4, '& takes Text, not Collection', undefined],
    ['-t', 1, 2, '- takes a Number, not a Text', 'VALUE(…) makes a number of text'],
    ['NOT n', 4, 5, 'NOT takes a Boolean, not a Number', undefined],
    [
      'TEXT(t)',
      5,
      6,
      'TEXT takes Number, Date, DateTime, Time or Picklist as its value, not Text',
      'it is text already: leave the function out',
    ],
    ['IF(n, 1, 2)', 3, 4, 'IF takes Boolean as its condition, not Number', undefined],
    ['IF(b, 1, "a")', 0, 13, 'the arguments of IF do not go together: Boolean, Number, Text', undefined],
    ['CASE(n, "a", 1, 2)', 0, 18, 'the arguments of CASE do not go together: Number, Text, Number, Number', undefined],
    ['IF(b, 1)', 0, 8, 'IF takes 3 arguments, not 2', 'write IF(condition, then, else)'],
    ['LEN()', 0, 5, 'LEN takes 1 argument, not 0', 'write LEN(text)'],
    ['TODAY(1)', 0, 8, 'TODAY takes 0 arguments, not 1', 'write TODAY()'],
    ['FIND("a", "b", 1, 2)', 0, 20, 'FIND takes at most 3 arguments, not 4', 'write FIND(part, text[, start])'],
    [
      'CASE(n, 1, 2)',
      0,
      13,
      'CASE takes at least 4 arguments, not 3',
      'write CASE(expression, value, result, …, else)',
    ],
    [
      'CASE(n, 1, 2, 3, 4)',
      0,
      19,
      'CASE takes its arguments in groups of 2: one is missing',
      'write CASE(expression, value, result, …, else)',
    ],
    ['AND()', 0, 5, 'AND takes at least 1 argument, not 0', 'write AND(condition, …)'],
  ])('%s', (text, start, end, message, suggestion) => {
    const [first, ...others] = problems(text);
    expect(first).toMatchObject({ start, end, message });
    expect(first?.suggestion).toBe(suggestion);
    expect(others.filter((other) => other.message === message)).toEqual([]);
  });

  it('compares the result with the declared type', () => {
    expect(problems('n > 1', 'Text')).toEqual([
      { message: 'the formula gives Boolean, expected Text', start: 0, end: 5 },
    ]);
    expect(problems('dt', 'Date')).toHaveLength(1);
    expect(problems('p', 'Text')).toEqual([]);
    expect(problems('t', 'Picklist')).toEqual([]);
    expect(problems('any', 'Date')).toEqual([]);
    expect(problems('n', 'Currency')).toEqual([]);
    expect(problems('NULL', 'Date')).toEqual([]);
  });

  it('gives several errors at once, and none that follows from another', () => {
    expect(problems('nope +')).toMatchObject([
      { message: 'nothing has the name nope', start: 0, end: 4 },
      { message: 'expected a value but found the end of the formula', start: 6, end: 6 },
    ]);
    expect(problems('IF(LEN(1) > 2, FOO(), ) & "a').map(({ message }) => message)).toEqual([
      'LEN takes Text as its text, not Number',
      'there is no function FOO',
      'an argument is missing after the comma',
      'the text that begins here has no closing "',
    ]);
    expect(problems('LEFT("a"')).toHaveLength(1);
  });
});

describe('the function table', () => {
  it.each(Object.entries(FUNCTIONS))('%s says what it does', (name, fn) => {
    expect(name).toBe(name.toUpperCase());
    expect(fn.doc).toMatch(/^[A-Z].*\.$/);
    expect(signatureOf(name, fn).startsWith(`${name}(`)).toBe(true);
    const required = fn.parameters.findIndex((p) => p.optional);
    // After an optional parameter no required one can come.
    if (required >= 0) expect(fn.parameters.slice(required).every((p) => p.optional)).toBe(true);
  });

  it.each([
    ['IF', 'IF(condition, then, else)'],
    ['MAX', 'MAX(number, …)'],
    ['LPAD', 'LPAD(text, length[, padding])'],
    ['CASE', 'CASE(expression, value, result, …, else)'],
    ['TODAY', 'TODAY()'],
  ])('%s is written %s', (name, signature) => {
    const fn = FUNCTIONS[name];
    expect(fn && signatureOf(name, fn)).toBe(signature);
  });
});
