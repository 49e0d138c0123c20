import { describe, expect, it } from 'vitest';
import { FormulaEvaluationError } from '../../../src/errors.ts';
import { checkFormula } from '../../../src/formula/index.ts';
import type { Value } from '../../../src/model/value.ts';
import { scopeOf } from '../scope.ts';
import { evaluate } from './evaluate.ts';

describe('DISTANCE and GEOLOCATION', () => {
  it.each<[string, Value]>([
    ['ROUND(DISTANCE(GEOLOCATION(37.775, -122.418), GEOLOCATION(40.71, -74.01), "mi"), 0)', 2565],
    ['ROUND(DISTANCE(GEOLOCATION(37.775, -122.418), GEOLOCATION(40.71, -74.01), "km"), 0)', 4129],
    ['DISTANCE(GEOLOCATION(1, 2), GEOLOCATION(1, 2), "km")', 0],
    ['ROUND(DISTANCE(GEOLOCATION(90, 0), GEOLOCATION(-90, 0), "km"), 3)', { $units: 20015115, $scale: 3 }],
    ['DISTANCE(GEOLOCATION(noNumber, noNumber), GEOLOCATION(1, 2), "km")', null],
  ])('%s is %j', (text, expected) => {
    expect(evaluate(text)).toEqual(expected);
  });

  it.each([
    'DISTANCE(GEOLOCATION(91, 0), GEOLOCATION(1, 2), "km")',
    'DISTANCE(GEOLOCATION(noNumber, 0), GEOLOCATION(1, 2), "km")',
    'DISTANCE(GEOLOCATION(1, 0), GEOLOCATION(1, 2), noText)',
  ])('%s has no result', (text) => {
    expect(() => evaluate(text)).toThrow(FormulaEvaluationError);
  });

  it('checks the unit before anything runs', () => {
    expect(checkFormula('DISTANCE(GEOLOCATION(1, 2), GEOLOCATION(1, 2), "yd")', scopeOf({}))).toMatchObject([
      { message: 'DISTANCE: the unit is "mi" or "km"', start: 47, end: 51 },
    ]);
    expect(checkFormula('DISTANCE(1, GEOLOCATION(1, 2), "km")', scopeOf({}))).toHaveLength(1);
  });
});
