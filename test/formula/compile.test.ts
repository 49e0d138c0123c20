import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormulaError, FormulaEvaluationError } from '../../src/errors.ts';
import { compileFormula, FUNCTIONS, parameter } from '../../src/formula/index.ts';
import type { ResourceType, Value } from '../../src/model/value.ts';
import { parseNumber } from '../../src/values/number.ts';
import { type State, scopeOf, stateOf } from './scope.ts';

const TYPES: Readonly<Record<string, ResourceType>> = {
  n: { dataType: 'Number' },
  m: { dataType: 'Currency' },
  t: { dataType: 'Text' },
  u: { dataType: 'Text' },
  b: { dataType: 'Boolean' },
  d: { dataType: 'Date' },
  dt: { dataType: 'DateTime' },
  time: { dataType: 'Time' },
  p: { dataType: 'Picklist' },
  any: { dataType: 'JSON' },
  other: { dataType: 'JSON' },
  rec: { dataType: 'Record' },
  list: { dataType: 'Text', collection: true },
};
const SCOPE = scopeOf(TYPES);

function evaluate(text: string, values: Readonly<Record<string, Value>> = {}, expected?: ResourceType): Value {
  return compileFormula<State>(text, SCOPE, expected).evaluate(stateOf(values));
}

const exact = (text: string): Value => parseNumber(text);

describe('operators', () => {
  it.each<[string, Value]>([
    ['1 + 2 * 3', 7],
    ['7 / 2', exact('3.5')],
    ['0.1 + 0.2', exact('0.3')],
    ['9007199254740991 + 2', exact('9007199254740993')],
    ['9007199254740991 * 10', exact('90071992547409910')],
    ['-9007199254740991 - 1', exact('-9007199254740992')],
    ['0 * -5', 0],
    ['2*3^2', 36],
    ['-2^2', 4],
    ['10 ^ -2', exact('0.01')],
    ['+3 - -3', 6],
    ['"a" & "b" + "c"', 'abc'],
    ['1 < 2 && 2 <= 2 && 3 > 2 && 3 >= 3 && 1 <> 2 && 1 = 1.0', true],
    ['"B" < "a"', true],
    ['"Foo" = "FOO"', false],
    ['TRUE = FALSE', false],
    ['NOT(1 = 2)', true],
    ['DATE(2026, 1, 31) + 1', '2026-02-01'],
    ['1 + DATE(2026, 1, 31)', '2026-02-01'],
    ['DATE(2026, 3, 1) - DATE(2026, 2, 1)', 28],
    ['DATE(2026, 3, 1) - 1.9', '2026-02-28'],
    ['DATETIMEVALUE("2026-01-01 00:00:00") + 0.5', '2026-01-01T12:00:00.000Z'],
    ['DATETIMEVALUE("2026-01-01 00:00:00") - 0.00001', '2025-12-31T23:59:59.000Z'],
    ['DATETIMEVALUE("2026-01-02 12:00:00") - DATETIMEVALUE("2026-01-01 00:00:00")', exact('1.5')],
    ['TIMEVALUE("23:59:59.999") + 2', '00:00:00.001'],
    ['TIMEVALUE("00:00:00.000") - TIMEVALUE("01:00:00.000")', 82_800_000],
    ['TIMEVALUE("10:00:00.000") > TIMEVALUE("09:00:00.000")', true],
  ])('%s is %j', (text, expected) => {
    expect(evaluate(text)).toEqual(expected);
  });

  it.each<[string, Value]>([
    ['null + 37', null],
    ['n * 2', null],
    ['-n', null],
    ['37 = n', false],
    ['n <> 37', false],
    ['n <= 37', false],
    ['d > TODAY()', false],
    ['t = ""', true],
    ['t = "ab"', false],
    ['t <> "ab"', true],
    ['t < "ab"', false],
    ['"abc" & t', 'abc'],
    ['t & u', null],
    ['NOT(b)', false],
    ['IF(NOT(b), 1, 2)', 2],
    ['b && TRUE', false],
    ['b || TRUE', true],
  ])('null: %s is %j', (text, expected) => {
    expect(evaluate(text)).toEqual(expected);
  });

  it('compares integers as JS does, and adds them without losing a digit', () => {
    const operators = { '=': '===', '<>': '!==', '<': '<', '<=': '<=', '>': '>', '>=': '>=' };
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -2, max: 2 })), (a, b) => {
        for (const [operator, js] of Object.entries(operators)) {
          const expected = (
            { '===': a === b, '!==': a !== b, '<': a < b, '<=': a <= b, '>': a > b, '>=': a >= b } as Record<
              string,
              boolean
            >
          )[js];
          expect(evaluate(`n ${operator} m`, { n: a, m: b })).toBe(expected);
        }
        expect(evaluate('n + m', { n: a, m: b })).toEqual(exact((BigInt(a) + BigInt(b)).toString()));
        expect(evaluate('n - m', { n: a, m: b })).toEqual(exact((BigInt(a) - BigInt(b)).toString()));
        expect(evaluate('n * m', { n: a, m: b })).toEqual(exact((BigInt(a) * BigInt(b)).toString()));
      }),
    );
  });

  it.each([
    ['1 / 0', 'division by zero'],
    ['MOD(1, 0)', 'division by zero'],
    ['0 ^ -1', 'division by zero'],
    ['2 ^ 0.5', 'whole number'],
    ['64 ^ 64', 'out of range'],
    ['TIMEVALUE("00:00:00.000") - 1', 'no time before 00:00'],
    ['DATE(9999, 12, 31) + 1', 'years 1 to 9999'],
  ])('%s fails', (text, message) => {
    expect(() => evaluate(text)).toThrow(FormulaEvaluationError);
    expect(() => evaluate(text)).toThrow(message);
  });

  it.each([
    ['IF(false, 1/0, 37)', 37],
    ['AND(1 <> 1, 1/0 = 0)', false],
    ['1 <> 1 && 1/0 = 0', false],
    ['OR(1 = 1, 1/0 = 0)', true],
    ['1 = 1 || 1/0 = 0', true],
    ['CASE(1, 1, "one", TEXT(1/0))', 'one'],
    ['CASE(2, 1, TEXT(1/0), 2, "two", 1/0 = 1, "x", "else")', null],
    ['BLANKVALUE(5, 1/0)', 5],
    ['NULLVALUE(5, 1/0)', 5],
  ])('evaluates only what it needs: %s', (text, expected) => {
    if (expected === null) expect(() => compileFormula(text, SCOPE)).toThrow(FormulaError);
    else expect(evaluate(text)).toBe(expected);
  });
});

describe('values whose type shows only when it runs', () => {
  it.each<[string, Record<string, Value>, Value]>([
    ['any + 1', { any: 5 }, 6],
    ['any + 1', { any: '2026-01-31' }, '2026-02-01'],
    ['any + other', { any: 'a', other: '2026-01-31' }, 'a2026-01-31'],
    ['any + other', { any: null, other: 5 }, null],
    ['any & "x"', { any: 5 }, '5x'],
    ['"x" & any', { any: null }, 'x'],
    ['any > TODAY()', { any: '2026-03-01' }, true],
    ['any - other', { any: '2026-03-01', other: '2026-02-28' }, 1],
    ['any = "New"', { any: 'New' }, true],
    ['any = other', { any: { $units: 15, $scale: 1 }, other: { $units: 15, $scale: 1 } }, true],
    ['any = NULL', { any: null }, true],
    ['any = NULL', { any: 5 }, false],
    ['any = 5', { any: null }, false],
    ['any <> other', { any: 'a', other: 'b' }, true],
    ['any && TRUE', { any: true }, true],
    ['TEXT(any)', { any: '2026-01-31T10:00:00.000Z' }, '2026-01-31 10:00:00Z'],
    ['TEXT(any)', { any: 'Hot' }, 'Hot'],
    ['YEAR(any)', { any: '2026-01-31' }, 2026],
    ['IF(any, 1, 2)', { any: true }, 1],
    ['MAX(any, 3)', { any: 5 }, 5],
  ])('%s with %j is %j', (text, values, expected) => {
    expect(evaluate(text, values)).toEqual(expected);
  });

  it.each<[string, Record<string, Value>, string]>([
    ['any * 2', { any: 'abc' }, 'expected a Number, received the text "abc"'],
    ['any + other', { any: 1, other: 'a' }, '+ cannot take Number and Text'],
    ['YEAR(any)', { any: 'soon' }, 'expected a Date'],
    ['"x" & any', { any: [1] }, 'expected Text, received a collection'],
  ])('%s with %j fails', (text, values, message) => {
    expect(() => evaluate(text, values)).toThrow(FormulaEvaluationError);
    expect(() => evaluate(text, values)).toThrow(message);
  });
});

describe('the declared type', () => {
  it('rounds a Number to its scale, half up', () => {
    expect(evaluate('2 / 3', {}, { dataType: 'Number', scale: 2 })).toEqual(exact('0.67'));
    expect(evaluate('-2.5', {}, { dataType: 'Number', scale: 0 })).toBe(-3);
    expect(evaluate('n', {}, { dataType: 'Number', scale: 2 })).toBeNull();
  });

  it('makes a Boolean of null', () => {
    expect(evaluate('b', {}, { dataType: 'Boolean' })).toBe(false);
    expect(evaluate('any', {}, { dataType: 'Boolean' })).toBe(false);
    expect(evaluate('NULL', {}, { dataType: 'Boolean' })).toBe(false);
    expect(evaluate('NULL', {}, { dataType: 'Text' })).toBeNull();
  });

  it('is asked of values whose type shows only when it runs', () => {
    expect(evaluate('any', { any: '5.50' }, { dataType: 'Number' })).toEqual(exact('5.5'));
    expect(() => evaluate('any', { any: 'x' }, { dataType: 'Number' })).toThrow(
      'the result of the formula: expected a Number',
    );
    expect(() => evaluate('any', { any: 'x' }, { dataType: 'Number' })).toThrow(FormulaEvaluationError);
  });

  it('is what the formula gives if nobody declares one', () => {
    const typeOf = (text: string) => compileFormula(text, SCOPE).type;
    expect(typeOf('1 + 1')).toEqual({ dataType: 'Number' });
    expect(typeOf('t & p')).toEqual({ dataType: 'Text' });
    expect(typeOf('NOW()')).toEqual({ dataType: 'DateTime' });
    expect(typeOf('IF(b, any, 1)')).toEqual({ dataType: 'JSON' });
    expect(typeOf('IF(b, p, NULL)')).toEqual({ dataType: 'Text' });
  });
});

describe('time', () => {
  it('comes from the state', () => {
    expect(evaluate('TODAY()')).toBe('2026-02-28');
    expect(evaluate('NOW()')).toBe('2026-03-01T07:30:00.000Z');
    expect(evaluate('NOW() - NOW()')).toBe(0);
    expect(evaluate('TIMENOW()')).toBe('07:30:00.000');
    expect(evaluate('DATEVALUE(NOW()) = TODAY()')).toBe(true);
  });
});

describe("a caller's own functions", () => {
  const functions = {
    ...FUNCTIONS,
    SHOUT: {
      doc: 'Loud.',
      parameters: [parameter('text', 'Text')],
      result: 'Text',
      evaluate: ([text]: readonly Value[]) => `${text}!`,
    },
  } as const;

  it('are called in any case, and checked', () => {
    expect(compileFormula('shout(Upper(t)) & "?"', SCOPE, undefined, { functions }).evaluate(stateOf({ t: 'a' }))).toBe(
      'A!?',
    );
    expect(() => compileFormula('SHOUT(1)', SCOPE, undefined, { functions })).toThrow(
      'SHOUT takes Text as its text, not Number',
    );
    expect(() => compileFormula('SHOUT("a")', SCOPE)).toThrow('there is no function SHOUT');
  });

  it('never are what every object has', () => {
    for (const name of ['toString', 'constructor', '__proto__', 'hasOwnProperty']) {
      expect(() => compileFormula(`${name}("a")`, SCOPE)).toThrow(FormulaError);
    }
  });
});

describe('compileFormula', () => {
  it('binds each reference once', () => {
    let resolved = 0;
    const { evaluate: run } = compileFormula<State>('n + n', {
      resolve: () => {
        resolved++;
        return { type: { dataType: 'Number' }, read: (state) => state.values.n ?? null };
      },
    });
    for (let n = 0; n < 10; n++) expect(run(stateOf({ n }))).toBe(2 * n);
    expect(resolved).toBe(2);
  });

  it('throws all problems, sorted, with their places', () => {
    try {
      compileFormula('IFF(nn > 1, TEXT("x"), 2)', SCOPE);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(FormulaError);
      expect(error).toMatchObject({
        code: 'FORMULA_TYPE',
        message: 'formula: there is no function IFF (and 2 more)',
        help: 'did you mean IF?',
        problems: [
          { start: 0, end: 3 },
          { start: 4, end: 6, reference: 'nn' },
          { start: 17, end: 20 },
        ],
      });
    }
    expect(() => compileFormula('1 +', SCOPE)).toThrow(expect.objectContaining({ code: 'FORMULA_SYNTAX' }));
  });
});
