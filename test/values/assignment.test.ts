import { describe, expect, it } from 'vitest';
import { FaultError } from '../../src/errors.ts';
import { ASSIGNMENT_OPERATORS, type AssignmentOperator } from '../../src/model/elements.ts';
import type { ResourceType, Value } from '../../src/model/value.ts';
import { ASSIGNMENTS } from '../../src/values/assignment.ts';

const TEXT: ResourceType = { dataType: 'Text' };
const NUMBER: ResourceType = { dataType: 'Number' };
const DATE: ResourceType = { dataType: 'Date' };
const LIST: ResourceType = { dataType: 'Text', collection: true };

/** before, operator, value, type, after */
const ROWS: readonly (readonly [Value, AssignmentOperator, Value, ResourceType, Value])[] = [
  ['a', 'assign', 'b', TEXT, 'b'],
  ['a', 'assign', null, TEXT, null],
  [1, 'add', 2, NUMBER, 3],
  [{ $units: 1999, $scale: 2 }, 'add', { $units: 1, $scale: 2 }, { dataType: 'Currency' }, 20],
  [null, 'add', 2, NUMBER, 2],
  [2, 'add', null, NUMBER, 2],
  ['a', 'add', 'b', TEXT, 'ab'],
  [null, 'add', 'b', TEXT, 'b'],
  ['a', 'add', null, TEXT, 'a'],
  ['a', 'add', { $units: 15, $scale: 1 }, TEXT, 'a1.5'],
  ['2026-01-31', 'add', 1, DATE, '2026-02-01'],
  [['a'], 'add', 'b', LIST, ['a', 'b']],
  [['a'], 'add', ['b', 'c'], LIST, ['a', 'b', 'c']],
  [null, 'add', 'b', LIST, ['b']],
  [5, 'subtract', 2, NUMBER, 3],
  [null, 'subtract', 2, NUMBER, -2],
  ['2026-03-01', 'subtract', 1, DATE, '2026-02-28'],
  ['a', 'addItem', 'b', { dataType: 'Multipicklist' }, 'a;b'],
  [null, 'addItem', 'b', { dataType: 'Multipicklist' }, 'b'],
  [['b'], 'addAtStart', 'a', LIST, ['a', 'b']],
  [['a', 'b', 'a'], 'removeFirst', 'a', LIST, ['b', 'a']],
  [['a'], 'removeFirst', 'x', LIST, ['a']],
  [['a', 'b', 'a'], 'removeAll', 'a', LIST, ['b']],
  [['a', 'b', 'c'], 'removeAll', ['a', 'c'], LIST, ['b']],
  [['a', 'b', 'c'], 'removeBeforeFirst', 'b', LIST, ['b', 'c']],
  [['a', 'b', 'c'], 'removeAfterFirst', 'b', LIST, ['a', 'b']],
  [['a', 'b', 'c'], 'removePosition', 2, LIST, ['a', 'c']],
  [['a', 'b', 'c'], 'removeUncommon', ['c', 'a', 'x'], LIST, ['a', 'c']],
  [0, 'assignCount', ['a', 'b'], NUMBER, 2],
  [7, 'assignCount', null, NUMBER, 0],
];

describe('assignment operators', () => {
  it.each(ROWS)('%j %s %j', (before, operator, value, type, after) => {
    expect(ASSIGNMENTS[operator].apply(before, value, type, new WeakSet())).toEqual(after);
  });

  it('each have a row here', () => {
    expect(new Set(ROWS.map(([, operator]) => operator))).toEqual(new Set(ASSIGNMENT_OPERATORS));
  });

  it('never change the value before, unless this turn made it', () => {
    const owned = new WeakSet<readonly Value[]>();
    const before: Value[] = ['a'];
    const once = ASSIGNMENTS.add.apply(before, 'b', LIST, owned);
    const twice = ASSIGNMENTS.add.apply(once, 'c', LIST, owned);
    expect(before).toEqual(['a']);
    expect(twice).toBe(once);
    expect(twice).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['removePosition', ['a'], 0, LIST],
    ['removePosition', ['a'], 2, LIST],
    ['removePosition', ['a'], null, LIST],
    ['add', 1, 'two', NUMBER],
    ['subtract', 1, true, NUMBER],
    ['add', 'a', { b: 1 }, TEXT],
  ] as const)('%s refuses what it cannot take: %j %j', (operator, before, value, type) => {
    expect(() => ASSIGNMENTS[operator].apply(before, value, type, new WeakSet())).toThrow(FaultError);
  });
});
