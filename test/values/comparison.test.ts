import { describe, expect, it } from 'vitest';
import { COMPARISON_OPERATORS, type ComparisonOperator } from '../../src/model/conditions.ts';
import type { Value } from '../../src/model/value.ts';
import { COMPARISONS, compileComparison, equal, familyOf } from '../../src/values/comparison.ts';

const cents = (units: number): Value => ({ $units: units, $scale: 2 });

/** left, operator, right, holds */
const ROWS: readonly (readonly [Value, ComparisonOperator, Value, boolean])[] = [
  ['a', 'equalTo', 'a', true],
  ['a', 'equalTo', 'A', false],
  [null, 'equalTo', null, true],
  [null, 'equalTo', '', false],
  [1, 'equalTo', 1, true],
  [cents(1999), 'equalTo', cents(1999), true],
  [cents(1950), 'equalTo', { $units: 195, $scale: 1 }, true],
  [1, 'equalTo', '1', false],
  [true, 'equalTo', true, true],
  ['2026-01-31', 'equalTo', '2026-01-31', true],
  [[1, 2], 'equalTo', [1, 2], true],
  [[1, 2], 'equalTo', [2, 1], false],
  [{ a: 1, b: [null] }, 'equalTo', { b: [null], a: 1 }, true],
  [{ a: 1 }, 'equalTo', { a: 1, b: 2 }, false],
  ['a', 'notEqualTo', 'b', true],
  [null, 'notEqualTo', '', true],
  [2, 'greaterThan', 1, true],
  [cents(201), 'greaterThan', 2, true],
  [null, 'greaterThan', 1, false],
  [2, 'greaterThan', null, false],
  ['2026-02-01', 'greaterThan', '2026-01-31', true],
  [2, 'greaterThanOrEqualTo', 2, true],
  [1, 'greaterThanOrEqualTo', cents(101), false],
  [1, 'lessThan', 2, true],
  ['10:00:00.000', 'lessThan', '09:00:00.000', false],
  [2, 'lessThanOrEqualTo', 2, true],
  ['a', 'lessThanOrEqualTo', 1, false],
  ['Edge Communications', 'contains', 'Comm', true],
  ['Edge', 'contains', 'comm', false],
  [['a', 'b'], 'contains', 'b', true],
  [['a', 'b'], 'contains', 'c', false],
  [null, 'contains', 'x', false],
  ['Edge', 'startsWith', 'Ed', true],
  ['Edge', 'startsWith', 'ge', false],
  ['Edge', 'endsWith', 'ge', true],
  ['Edge', 'endsWith', 'Ed', false],
  [null, 'isNull', true, true],
  [null, 'isNull', false, false],
  ['', 'isNull', true, false],
  ['', 'isNull', false, true],
  [' ', 'isBlank', true, true],
  ['x', 'isBlank', true, false],
  [0, 'isBlank', false, true],
  [[], 'isEmpty', true, true],
  [['x'], 'isEmpty', true, false],
  [['x'], 'isEmpty', false, true],
  [null, 'isEmpty', true, true],
  ['b', 'in', ['a', 'b'], true],
  ['c', 'in', ['a', 'b'], false],
  ['c', 'in', null, false],
  ['c', 'notIn', ['a', 'b'], true],
  [cents(150), 'in', [{ $units: 15, $scale: 1 }], true],
  [true, 'wasSelected', true, true],
  [null, 'wasSelected', true, false],
  ['x', 'wasVisited', true, true],
  [null, 'wasVisited', true, false],
  ['x', 'wasSet', true, true],
  [null, 'wasSet', false, true],
  [true, 'hasError', true, true],
  [false, 'hasError', true, false],
  [true, 'isChanged', true, true],
  [false, 'isChanged', true, false],
];

describe('comparison operators', () => {
  it.each(ROWS)('%j %s %j is %s', (left, operator, right, holds) => {
    expect(COMPARISONS[operator].test(left, right)).toBe(holds);
    const compiled = compileComparison<null>(
      operator,
      () => left,
      () => right,
    );
    expect(compiled(null)).toBe(holds);
  });

  it('each have a row here', () => {
    expect(new Set(ROWS.map(([, operator]) => operator))).toEqual(new Set(COMPARISON_OPERATORS));
  });

  it('each say which types they are for', () => {
    expect(COMPARISONS.startsWith.left).toEqual(['Text', 'Picklist', 'Multipicklist']);
    expect(COMPARISONS.greaterThan.left).not.toContain('Boolean');
    expect(familyOf({ dataType: 'Text', collection: true })).toBe('collection');
    expect(familyOf({ dataType: 'Currency' })).toBe('number');
  });
});

describe('equal', () => {
  it('does not take an own field for an inherited one', () => {
    expect(equal({ constructor: 1 }, {})).toBe(false);
    expect(equal({}, { toString: 1 })).toBe(false);
  });
});
