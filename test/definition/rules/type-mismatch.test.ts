import { describe, expect, it } from 'vitest';
import { assigning, deciding, problemsOf, withElements } from '../support.ts';

const rule = 'type-mismatch';

describe('type-mismatch in assignments', () => {
  it.each([
    ["amount: '5'", "expected a Number, found a Text '5'", 'write 5 without quotes'],
    ['amount: five', "expected a Number, found a Text 'five'", undefined],
    ['name: 5', 'expected a Text, found a Number 5', "write '5' in quotes"],
    ["done: 'true'", "expected a Boolean, found a Text 'true'", 'write true without quotes'],
    ['day: 2026-01-31', "expected a Date, found a Text '2026-01-31'", 'write { date: 2026-01-31 }'],
    [
      'moment: 2026-01-31T10:00:00Z',
      "expected a DateTime, found a Text '2026-01-31T10:00:00Z'",
      'write { dateTime: 2026-01-31T10:00:00Z }',
    ],
    ["amount: '{!name}'", 'expected a Number, found a Text', undefined],
    ["names: '{!name}'", 'expected a collection of Text, found a Text', undefined],
    ["name: '{!names}'", 'expected a Text, found a collection of Text', undefined],
    ["acc: '{!name}'", 'expected a Record Account, found a Text', undefined],
    ["amount: { subtract: '{!name}' }", 'expected a Number, found a Text', undefined],
    ["amount: { add: 'x' }", "expected a Number, found a Text 'x'", undefined],
    ["name: '{!amount}'", 'expected a Text, found a Number', "write { text: '{!amount}' } to make it text"],
    [
      'done: { add: true }',
      'add works on Text, Picklist, Multipicklist, Number, Currency, Date or a collection, and done is a Boolean',
      'operators for a Boolean: assign',
    ],
    [
      'name: { removeFirst: x }',
      'removeFirst works on a collection, and name is a Text',
      'operators for a Text: assign, add',
    ],
  ])('%s', (row, message, suggestion) => {
    const [only, ...more] = problemsOf(rule, assigning(row));
    expect(more).toEqual([]);
    expect(only?.message).toBe(message);
    expect(only?.suggestion).toBe(suggestion);
  });

  it.each([
    'amount: 5',
    "name: 'Dear {!amount}'",
    "name: ''",
    "amount: ''",
    'amount: null',
    "amount: '{!anything}'",
    "amount: '{!anything.at.all}'",
    "name: '{!acc.Name}'",
    'acc.Name: 5',
    "day: '{!moment}'",
    "day: { formula: 'TODAY()', type: Date }",
    'day: { add: 3 }',
    'names: { add: x }',
    "names: { add: '{!names}' }",
    'names: { removePosition: 1 }',
    "amount: { assignCount: '{!names}' }",
    "done: { formula: 'TRUE' }",
    'anything: 5',
  ])('%s is fine', (row) => {
    expect(problemsOf(rule, assigning(row))).toEqual([]);
  });
});

describe('type-mismatch in conditions', () => {
  it.each([
    ["amount: '5'", "expected a Number, found a Text '5'"],
    ['name: { greaterThan: 5 }', 'expected a Text, found a Number 5'],
    ["done: { equalTo: 'true' }", "expected a Boolean, found a Text 'true'"],
    ['day: 2026-01-31', "expected a Date, found a Text '2026-01-31'"],
    ["amount: { isNull: 'yes' }", 'isNull asks whether it is so: its value has to be true or false'],
    ["amount: { isNull: '{!name}' }", 'expected a Boolean, found a Text'],
    [
      'amount: { contains: x }',
      'contains works on Text, Picklist, Multipicklist or a collection, and amount is a Number',
    ],
    [
      'done: { greaterThan: true }',
      'greaterThan works on Text, Picklist, Multipicklist, Number, Currency, Date, DateTime or Time, and done is a Boolean',
    ],
    ["name: { in: '{!name}' }", 'in compares with a collection, found a Text'],
    ['amount: { isEmpty: true }', 'isEmpty works on a collection, and amount is a Number'],
  ])('%s', (row, message) => {
    expect(problemsOf(rule, deciding(row)).map((problem) => problem.message)).toContain(message);
  });

  it.each([
    'amount: { greaterThan: 5 }',
    'name: { contains: x }',
    'names: { contains: x }',
    'names: { isEmpty: true }',
    "name: { in: '{!names}' }",
    'amount: { isNull: false }',
    "amount: { isNull: '{!done}' }",
    'Out: true',
    'day: { date: 2026-01-31 }',
    "moment: { greaterThan: '{!$Flow.CurrentDateTime}' }",
    'acc.Name: 5',
    "name: ''",
    'First: { wasVisited: true }',
  ])('%s is fine', (row) => {
    expect(problemsOf(rule, deciding(row))).toEqual([]);
  });
});

describe('type-mismatch elsewhere', () => {
  it('looks at defaults and constants', () => {
    const text = `variables:\n  a: { type: Number, default: x }\n  b: { type: Text, default: x }\nconstants:\n  c: { type: Boolean, value: 5 }\n  d: 5\n`;
    expect(problemsOf(rule, text).map(({ at }) => at)).toEqual(['2:31', '5:30']);
  });

  it('wants a collection for a loop', () => {
    expect(problemsOf(rule, withElements('First: { type: loop, collection: name }'))).toMatchObject([
      { source: 'name', message: 'a loop goes through a collection, and name is a Text' },
    ]);
    expect(problemsOf(rule, withElements('First: { type: loop, collection: names }'))).toEqual([]);
    expect(problemsOf(rule, withElements('First: { type: loop, collection: anything.list }'))).toEqual([]);
  });
});
