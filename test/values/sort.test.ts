import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../src/model/value.ts';
import { readPath } from '../../src/values/fields.ts';
import { compileSort, type SortKey } from '../../src/values/sort.ts';

const by = (field: string | null, order: 'Asc' | 'Desc' = 'Asc', emptyFirst = false): SortKey => ({
  of: (item) => (field === null ? item : readPath(item, [field])),
  order,
  emptyFirst,
});
const cents = (units: number): Value => ({ $units: units, $scale: 2 });

/** items, keys, sorted */
const ROWS: readonly (readonly [readonly Value[], readonly SortKey[], readonly Value[]])[] = [
  [[3, 1, 2], [by(null)], [1, 2, 3]],
  [[3, 1, 2], [by(null, 'Desc')], [3, 2, 1]],
  [[10, 9, cents(950)], [by(null)], [9, cents(950), 10]],
  [['banana', 'Apple', 'cherry'], [by(null)], ['Apple', 'banana', 'cherry']],
  [['b', 'a', 'B', 'A'], [by(null)], ['a', 'A', 'b', 'B']],
  [['2026-02-01', '2025-12-31'], [by(null)], ['2025-12-31', '2026-02-01']],
  [[true, false, true], [by(null)], [false, true, true]],
  [['x', null, '', 'a'], [by(null)], ['a', 'x', null, '']],
  [['x', null, '', 'a'], [by(null, 'Desc')], ['x', 'a', null, '']],
  [['x', null, '', 'a'], [by(null, 'Asc', true)], [null, '', 'a', 'x']],
  [['x', null, '', 'a'], [by(null, 'Desc', true)], [null, '', 'x', 'a']],
  [[], [by(null)], []],
  [[2, 1], [], [2, 1]],
  [
    [{ Name: 'b', Amount: 1 }, { Name: 'a', Amount: 1 }, { Name: 'c', Amount: 2 }, { Amount: null }],
    [by('Amount', 'Desc'), by('Name')],
    [{ Name: 'c', Amount: 2 }, { Name: 'a', Amount: 1 }, { Name: 'b', Amount: 1 }, { Amount: null }],
  ],
  [['a', 2, 'b', 1], [by(null)], [1, 2, 'a', 'b']],
];

describe('sorting', () => {
  it.each(ROWS)('%j', (items, keys, sorted) => {
    expect(compileSort(keys)(items)).toEqual(sorted);
  });

  const items = fc.array(
    fc.record({
      key: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constantFrom('a', 'B', 'b', '', null)),
      at: fc.nat(),
    }),
  );

  it('keeps every item, and the order of items that compare equal', () => {
    fc.assert(
      fc.property(items, fc.constantFrom('Asc' as const, 'Desc' as const), fc.boolean(), (found, order, emptyFirst) => {
        const numbered = found.map(({ key }, at) => ({ key, at }));
        const sorted = compileSort([by('key', order, emptyFirst)])(numbered) as typeof numbered;
        expect(sorted.toSorted((a, b) => a.at - b.at)).toEqual(numbered);
        sorted.forEach((item, i) => {
          const after = sorted[i + 1];
          if (after && item.key === after.key) expect(item.at).toBeLessThan(after.at);
        });
        const empty = sorted.map(({ key }) => key === null || key === '');
        expect(empty).toEqual(empty.toSorted((a, b) => (a === b ? 0 : a === emptyFirst ? -1 : 1)));
        expect(compileSort([by('key', order, emptyFirst)])(sorted)).toEqual(sorted);
      }),
    );
  });

  it('does not change the list it is given', () => {
    const list = Object.freeze([2, 1]);
    expect(compileSort([by(null)])(list)).toEqual([1, 2]);
    expect(list).toEqual([2, 1]);
  });
});
