/** Every operator on every type: one row each, and what does not fit is refused with what does. */
import { describe, expect, it } from 'vitest';
import { loadFlowText } from '../../src/definition/index.ts';
import { COMPARISON_OPERATORS, type ComparisonOperator } from '../../src/model/conditions.ts';
import { ASSIGNMENT_OPERATORS, type AssignmentOperator } from '../../src/model/elements.ts';
import type { ResourceType, Value } from '../../src/model/value.ts';
import { ASSIGNMENTS } from '../../src/values/assignment.ts';
import { COMPARISONS } from '../../src/values/comparison.ts';
import { ALL, type Operand, operandOf, SINGLES, takes, wordsOf } from '../../src/values/operands.ts';

/** Two values of each type, the lesser first. */
const SAMPLES: Readonly<Record<Exclude<Operand, 'JSON' | 'collection'>, readonly [Value, Value]>> = {
  Text: ['Acme', 'Beta'],
  Picklist: ['Closed', 'Open'],
  Multipicklist: ['A;B', 'B;C'],
  Number: [1, 2],
  Currency: [{ $units: 199, $scale: 2 }, 2],
  Boolean: [false, true],
  Date: ['2026-01-31', '2026-02-01'],
  DateTime: ['2026-01-31T10:00:00.000Z', '2026-01-31T10:00:01.000Z'],
  Time: ['09:00:00.000', '10:00:00.000'],
  Record: [{ Id: 'a' }, { Id: 'b' }],
  Apex: [{ x: [1] }, { x: [2] }],
};
const [ORDERED, TEXTS] = [
  ['Text', 'Picklist', 'Multipicklist', 'Number', 'Currency', 'Date', 'DateTime', 'Time'],
  ['Text', 'Picklist', 'Multipicklist'],
] as const;

/** What holds of (a, a), (a, b), (b, a), (null, a), (a, null), (null, null) for a < b; T or F each. */
const PAIRS: readonly (readonly [ComparisonOperator, readonly Operand[], string])[] = [
  ['equalTo', SINGLES, 'TFFFFT'],
  ['notEqualTo', SINGLES, 'FTTTTF'],
  ['greaterThan', ORDERED, 'FFTFFF'],
  ['greaterThanOrEqualTo', ORDERED, 'TFTFFF'],
  ['lessThan', ORDERED, 'FTFFFF'],
  ['lessThanOrEqualTo', ORDERED, 'TTFFFF'],
  ['contains', TEXTS, 'TFFFFF'],
  ['startsWith', TEXTS, 'TFFFFF'],
  ['endsWith', TEXTS, 'TFFFFF'],
];
/** Operators that ask one value: what they say of a value, of null, of empty text. */
const ASKED: readonly (readonly [ComparisonOperator, readonly Operand[], boolean, boolean, boolean])[] = [
  ['isNull', SINGLES, false, true, false],
  ['isBlank', SINGLES, false, true, true],
  ['wasSet', SINGLES, true, false, true],
];

const truth = (letters: string): readonly boolean[] => [...letters].map((letter) => letter === 'T');

describe('comparison operators', () => {
  const told = new Set<string>();
  const tell = (operator: ComparisonOperator, operand: Operand): void => {
    told.add(`${operator} ${operand}`);
  };

  describe.each(PAIRS)('%s', (operator, operands, expected) => {
    it.each([...operands])('of %s', (operand) => {
      tell(operator, operand);
      const [a, b] = SAMPLES[operand as keyof typeof SAMPLES];
      const { test } = COMPARISONS[operator];
      const pairs: readonly (readonly [Value, Value])[] = [
        [a, a],
        [a, b],
        [b, a],
        [null, a],
        [a, null],
        [null, null],
      ];
      expect(pairs.map(([left, right]) => test(left, right))).toEqual(truth(expected));
    });
  });

  describe.each(ASKED)('%s', (operator, operands, ofValue, ofNull, ofEmpty) => {
    it.each([...operands])('of %s', (operand) => {
      tell(operator, operand);
      const { test } = COMPARISONS[operator];
      for (const sample of SAMPLES[operand as keyof typeof SAMPLES]) {
        expect(test(sample, true)).toBe(ofValue);
        expect(test(sample, false)).toBe(!ofValue);
      }
      expect(test(null, true)).toBe(ofNull);
      expect(test(null, null)).toBe(ofNull);
      if ((TEXTS as readonly string[]).includes(operand)) expect(test('', true)).toBe(ofEmpty);
    });
  });

  it.each([...SINGLES])('in and notIn of %s', (operand) => {
    tell('in', operand);
    tell('notIn', operand);
    const [a, b] = SAMPLES[operand as keyof typeof SAMPLES];
    for (const [list, found] of [
      [[b, a], true],
      [[b], false],
      [[], false],
      [null, false],
    ] as const) {
      expect(COMPARISONS.in.test(a, list)).toBe(found);
      expect(COMPARISONS.notIn.test(a, list)).toBe(!found);
    }
    expect(COMPARISONS.in.test(null, [a])).toBe(false);
    expect(COMPARISONS.in.test(null, [null])).toBe(true);
  });

  it.each([...SINGLES])('of collections of %s', (operand) => {
    const [a, b] = SAMPLES[operand as keyof typeof SAMPLES];
    for (const one of ['equalTo', 'notEqualTo', 'contains', 'isNull', 'isEmpty', 'wasSet'] as const)
      tell(one, 'collection');
    expect(COMPARISONS.equalTo.test([a, b], [a, b])).toBe(true);
    expect(COMPARISONS.equalTo.test([a, b], [b, a])).toBe(false);
    expect(COMPARISONS.notEqualTo.test([a], [a, b])).toBe(true);
    expect(COMPARISONS.contains.test([a], a)).toBe(true);
    expect(COMPARISONS.contains.test([a], b)).toBe(false);
    expect(COMPARISONS.contains.test(null, a)).toBe(false);
    expect(COMPARISONS.isNull.test([], true)).toBe(false);
    expect(COMPARISONS.isEmpty.test([], true)).toBe(true);
    expect(COMPARISONS.isEmpty.test(null, true)).toBe(true);
    expect(COMPARISONS.isEmpty.test([a], true)).toBe(false);
    expect(COMPARISONS.wasSet.test([a], true)).toBe(true);
  });

  it('have a row for every type they fit', () => {
    // These are answered by the machine (test/interview/asking-operators.test.ts).
    const machine: readonly ComparisonOperator[] = ['wasSelected', 'wasVisited', 'hasError', 'isChanged'];
    const missing = COMPARISON_OPERATORS.filter((operator) => !machine.includes(operator)).flatMap((operator) =>
      COMPARISONS[operator].left
        .filter((operand) => !told.has(`${operator} ${operand}`))
        .map((operand) => `${operator} ${operand}`),
    );
    expect(missing).toEqual([]);
  });
});

const TEXT_LIST: ResourceType = { dataType: 'Text', collection: true };
/** type, operator, before, value, after */
const ROWS: readonly (readonly [ResourceType, AssignmentOperator, Value, Value, Value])[] = [
  ...SINGLES.map((dataType): readonly [ResourceType, AssignmentOperator, Value, Value, Value] => {
    const [a, b] = SAMPLES[dataType as keyof typeof SAMPLES];
    return [{ dataType }, 'assign', a, b, b];
  }),
  [TEXT_LIST, 'assign', ['a'], null, null],
  [{ dataType: 'Text' }, 'add', 'a', 'b', 'ab'],
  [{ dataType: 'Text' }, 'add', null, '', ''],
  [{ dataType: 'Picklist' }, 'add', 'a', 'b', 'ab'],
  [{ dataType: 'Multipicklist' }, 'add', 'a', ';b', 'a;b'],
  [{ dataType: 'Number' }, 'add', 1, null, 1],
  [{ dataType: 'Currency' }, 'add', null, { $units: 5, $scale: 1 }, { $units: 5, $scale: 1 }],
  [{ dataType: 'Date' }, 'add', '2026-02-28', 1, '2026-03-01'],
  [TEXT_LIST, 'add', ['a'], ['b'], ['a', 'b']],
  [{ dataType: 'Number' }, 'subtract', 1, 3, -2],
  [{ dataType: 'Currency' }, 'subtract', 2, { $units: 5, $scale: 1 }, { $units: 15, $scale: 1 }],
  [{ dataType: 'Date' }, 'subtract', '2026-03-01', 1, '2026-02-28'],
  [{ dataType: 'Multipicklist' }, 'addItem', 'a', 'b', 'a;b'],
  [{ dataType: 'Multipicklist' }, 'addItem', '', 'b', 'b'],
  [TEXT_LIST, 'addAtStart', null, 'a', ['a']],
  [TEXT_LIST, 'removeFirst', ['a', 'b', 'a'], 'a', ['b', 'a']],
  [TEXT_LIST, 'removeAll', ['a', 'b', 'a'], ['a'], ['b']],
  [TEXT_LIST, 'removeBeforeFirst', ['a', 'b', 'c'], 'b', ['b', 'c']],
  [TEXT_LIST, 'removeBeforeFirst', ['a'], 'x', ['a']],
  [TEXT_LIST, 'removeAfterFirst', ['a', 'b', 'c'], 'b', ['a', 'b']],
  [TEXT_LIST, 'removePosition', ['a', 'b'], 1, ['b']],
  [TEXT_LIST, 'removeUncommon', ['a', 'b'], ['b', 'c'], ['b']],
  [TEXT_LIST, 'removeUncommon', ['a'], null, []],
  [{ dataType: 'Number' }, 'assignCount', 9, ['a', 'b'], 2],
  [{ dataType: 'Currency' }, 'assignCount', 9, null, 0],
];

describe('assignment operators', () => {
  it.each(ROWS)('%j %s %j %j', (type, operator, before, value, after) => {
    expect(takes(ASSIGNMENTS[operator].target, type)).toBe(true);
    expect(ASSIGNMENTS[operator].apply(before, value, type, new WeakSet())).toEqual(after);
  });

  it('have a row for every type they fit', () => {
    const told = new Set(ROWS.map(([type, operator]) => `${operator} ${operandOf(type)}`));
    const missing = ASSIGNMENT_OPERATORS.flatMap((operator) =>
      ASSIGNMENTS[operator].target.map((operand) => `${operator} ${operand}`).filter((pair) => !told.has(pair)),
    );
    expect(missing).toEqual([]);
  });
});

describe('a pair that does not fit', () => {
  const declared = (operand: Operand): string =>
    operand === 'collection'
      ? '{ type: Text, collection: true }'
      : operand === 'Record'
        ? '{ type: Record, object: Account }'
        : operand === 'Apex'
          ? '{ type: Apex, class: C }'
          : operand;
  const problem = (operand: Operand, element: string): string[] =>
    loadFlowText(`variables: { x: ${declared(operand)} }\nstart: A\nelements: { A: ${element} }\n`, 'a.yaml')
      .diagnostics.filter(({ message }) => message.includes(' works on '))
      .map(({ message, suggestion }) => `${message}; ${suggestion}`);

  it.each(ASSIGNMENT_OPERATORS)('of the assignment operator %s says what does', (operator) => {
    for (const operand of ALL) {
      const found = problem(operand, `{ type: assignment, assign: [ x: { ${operator}: '{!x}' } ] }`);
      const fits = ASSIGNMENTS[operator].target.includes(operand);
      expect.soft(found.length, `${operator} ${operand}`).toBe(fits ? 0 : 1);
      if (!fits) {
        expect.soft(found[0]).toContain(`${operator} works on ${wordsOf(ASSIGNMENTS[operator].target)}, and x is `);
        expect.soft(found[0]).toContain('assign');
      }
    }
  });

  it.each(COMPARISON_OPERATORS)('of the comparison operator %s says what does', (operator) => {
    for (const operand of ALL) {
      const found = problem(operand, `{ type: decision, outcomes: { O: { all: [ x: { ${operator}: '{!x}' } ] } } }`);
      const fits = COMPARISONS[operator].left.includes(operand);
      expect.soft(found.length, `${operator} ${operand}`).toBe(fits ? 0 : 1);
      if (!fits)
        expect.soft(found[0]).toContain(`${operator} works on ${wordsOf(COMPARISONS[operator].left)}, and x is `);
    }
  });
});
