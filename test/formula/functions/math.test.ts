import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormulaEvaluationError } from '../../../src/errors.ts';
import type { Value } from '../../../src/model/value.ts';
import { evaluate, exact } from './evaluate.ts';

describe('numeric functions', () => {
  it.each<[string, Value]>([
    ['ABS(-1.5)', exact('1.5')],
    ['ROUND(2.5, 0)', 3],
    ['ROUND(-2.5, 0)', -3],
    ['ROUND(0.5, 0)', 1],
    ['ROUND(1.005, 2)', exact('1.01')],
    ['ROUND(-123456.3335, -2)', -123_500],
    ['ROUND(1.55, 1.9)', exact('1.6')],
    ['ROUND(4.47, -1)', 0],
    ['ROUND(noNumber, 2)', null],
    ['TRUNC(-1.99, 1)', exact('-1.9')],
    ['TRUNC(199, -2)', 100],
    ['CEILING(1.1)', 2],
    ['CEILING(-1.3)', -2],
    ['CEILING(6/11*11)', 6],
    ['FLOOR(1.9)', 1],
    ['FLOOR(-1.7)', -1],
    ['MCEILING(-1.3)', -1],
    ['MFLOOR(-1.3)', -2],
    ['MFLOOR(8/9*9)', 8],
    ['MAX(1, 3, 2)', 3],
    ['MAX(1)', 1],
    ['MIN(1.5, 1.25)', exact('1.25')],
    ['MAX(1, noNumber)', null],
    ['MOD(-1, 2)', -1],
    ['MOD(20, -1)', 0],
    ['MOD(5.5, 2)', exact('1.5')],
    ['SQRT(2)', exact('1.4142135623730951')],
    ['EXP(0)', 1],
    ['LN(1)', 0],
    ['LOG(100)', 2],
    ['COS(0)', 1],
    ['SIN(0) + TAN(0) + ASIN(0) + ATAN(0) + ACOS(1)', 0],
    ['ROUND(ATAN2(1, 1) * 4, 12) = ROUND(PI(), 12)', true],
    ['2 ^ 10', 1024],
    ['0 ^ 0', 1],
    ['99 ^ -1', exact('0.010101010101010101')],
    ['1.0000001 ^ 100000000 > 22025', true],
    ['10 ^ -39 > 0', true],
    ['10 ^ -41', 0],
  ])('%s is %j', (text, expected) => {
    expect(evaluate(text)).toEqual(expected);
  });

  it.each(['LN(0)', 'LOG(-1)', 'SQRT(-1)', 'EXP(100000)', 'ASIN(2)', 'ATAN2(noNumber, 1)', 'MOD(1, 0)', '1.1 ^ 1.1'])(
    '%s fails',
    (text) => {
      expect(() => evaluate(text)).toThrow(FormulaEvaluationError);
    },
  );

  it('FLOOR and TRUNC cut alike, and CEILING is FLOOR or one further out', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), (n) => {
        const x = `${n} / 1000`;
        expect(evaluate(`FLOOR(${x}) = TRUNC(${x}, 0)`)).toBe(true);
        expect(evaluate(`ABS(CEILING(${x}) - FLOOR(${x})) <= 1 && ABS(CEILING(${x})) >= ABS(${x})`)).toBe(true);
        expect(evaluate(`MFLOOR(${x}) <= ${x} && MCEILING(${x}) >= ${x}`)).toBe(true);
      }),
    );
  });
});
