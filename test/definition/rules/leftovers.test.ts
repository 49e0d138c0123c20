import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idChecksum, looksLikeRecordId } from '../../../src/values/record-id.ts';
import { assigning, problemsOf, showing, withElements } from '../support.ts';

describe('hard-coded-id', () => {
  const rule = 'hard-coded-id';

  it('points at each id, wherever it stands', () => {
    expect(problemsOf(rule, assigning('name: 0019A00000NvPl6QAF'))).toMatchObject([{ source: '0019A00000NvPl6QAF' }]);
    const text = showing(
      "Text: { type: displayText, text: 'See /lightning/r/0019A00000NvPl6QAF/view and 0EM1k000000D6cJ.' }",
    );
    expect(problemsOf(rule, text).map(({ source }) => source)).toEqual(['0019A00000NvPl6QAF', '0EM1k000000D6cJ']);
    const formula = assigning('done: { formula: \'{!name} = "0019A00000NvPl6QAF"\', type: Boolean }');
    expect(problemsOf(rule, formula)).toMatchObject([{ source: '0019A00000NvPl6QAF' }]);
  });

  it.each([
    'internationalize',
    '0019A00000NvPl6QAG',
    'administration1',
    '123456789012345',
    '000000000000000000',
    'x0019A00000NvPl6',
  ])('%s is none', (word) => {
    expect(problemsOf(rule, assigning(`name: '${word}'`))).toEqual([]);
  });

  it('knows every id of 18 characters by its checksum, and no other', () => {
    const id15 = fc.stringMatching(/^0[\dA-Za-z]{13}[A-Z]$/);
    fc.assert(
      fc.property(id15, (id) => {
        expect(looksLikeRecordId(id + idChecksum(id))).toBe(true);
        expect(looksLikeRecordId(`${id}99!`)).toBe(false);
        expect(looksLikeRecordId(`${id}999`)).toBe(false);
      }),
    );
  });
});

describe('unused-resource', () => {
  const rule = 'unused-resource';
  const only = (resources: string, elements = ''): readonly string[] =>
    problemsOf(rule, `${resources}\nstart: First\nelements:\n  First: { type: screen }\n${elements}`).map(
      ({ message }) => message,
    );

  it.each([
    ['variables: { a: Text }', 'nothing uses the variable a'],
    ['constants: { a: 5 }', 'nothing uses the constant a'],
    ["formulas: { a: { type: Number, expression: '1 + 1' } }", 'nothing uses the formula a'],
    ['textTemplates: { a: { text: Hello } }', 'nothing uses the text template a'],
    ['choices: { a: { label: A, value: 1 } }', 'nothing uses the choice a'],
    ['choiceSets: { a: { picklist: Account.Industry } }', 'nothing uses the choice set a'],
    ['stages: { a: { label: A, order: 1 } }', 'nothing uses the stage a'],
  ])('%s', (resources, message) => {
    expect(only(resources)).toEqual([message]);
  });

  it('counts what is only written', () => {
    expect(only('variables: { a: Text }', '  Then: { type: assignment, assign: [ a: x ] }\n')).toEqual([
      'a is written and never read',
    ]);
  });

  it.each([
    ['an input or an output', 'variables: { a: { type: Text, input: true }, b: { type: Text, output: true } }', ''],
    ['an active stage', 'stages: { a: { label: A, order: 1, active: true } }', ''],
    [
      'what another resource reads, in any case',
      "variables: { a: { type: Number, output: true, default: '{!B}' } }\nconstants: { b: 5 }",
      '',
    ],
    [
      'a choice of a field',
      'choices: { a: { label: A, value: x } }',
      '  Ask: { type: screen, fields: { F: { type: picklist, label: F, choices: [a] } } }\n',
    ],
    [
      'the record of a record field, in a section too',
      'variables: { a: { type: Record, object: A } }',
      '  Ask: { type: screen, fields: { S: { type: section, columns: [{ width: 12, fields: { a.Name: { type: recordField } } }] } } }\n',
    ],
    [
      'the collection of a choice set',
      'variables: { rows: { type: Record, object: A, collection: true } }\nchoiceSets: { a: { collection: rows, label: Name } }',
      '  Ask: { type: screen, fields: { F: { type: picklist, label: F, choices: [a] } } }\n',
    ],
    ['what an element that does not run names', 'variables: { a: Text }', "  Then: { type: wait, whatever: '{!a}' }\n"],
  ])('is content with %s', (_what, resources, elements) => {
    expect(only(resources, elements)).toEqual([]);
  });

  it('says nothing while the file cannot be read whole', () => {
    expect(only('variables: { a: Text }', '  Then: { type: screen, nxt: First }\n')).toEqual([]);
  });
});

describe('outcome-never-taken', () => {
  const rule = 'outcome-never-taken';
  const outcomes = (...rows: readonly string[]): string =>
    withElements(
      `First:\n  type: decision\n  outcomes:\n${rows.map((row, i) => `    O${i}: { ${row} }`).join('\n')}\n`,
    );

  it.each([
    ['the same conditions', ['all: [ amount: 5 ]', 'all: [ AMOUNT: 5 ]']],
    ['more conditions than one above', ['all: [ amount: 5 ]', 'all: [ name: x, amount: 5 ]']],
    ['the same formula', ["formula: '{!amount} > 5'", "formula: '{!amount} > 5'"]],
    ['the same conditions in any', ['any: [ amount: 5, name: x ]', 'any: [ amount: 5, name: x ]']],
  ])('%s', (_what, rows) => {
    expect(problemsOf(rule, outcomes(...rows))).toMatchObject([{ source: 'O1', message: 'O1 can never be taken' }]);
  });

  it.each([
    'amount: 5, amount: 6',
    'amount: 5, amount: { notEqualTo: 5 }',
    'amount: { isNull: true }, amount: 5',
    'amount: { isNull: true }, amount: { isNull: false }',
    'amount: { greaterThan: 5 }, amount: { lessThan: 3 }',
    'amount: { lessThan: 5 }, amount: { greaterThanOrEqualTo: 5 }',
    'amount: { greaterThan: 5 }, amount: 5',
  ])('all: [ %s ] exclude each other', (rows) => {
    expect(problemsOf(rule, outcomes(`all: [ ${rows} ]`))).toHaveLength(1);
    expect(problemsOf(rule, outcomes(`any: [ ${rows} ]`))).toEqual([]);
  });

  it.each([
    'amount: { greaterThan: 3 }, amount: { lessThan: 5 }',
    'amount: { greaterThanOrEqualTo: 5 }, amount: { lessThanOrEqualTo: 5 }',
    'amount: { isNull: false }, amount: 5',
    'name: x, name: X',
    'name: { contains: x }, name: xy',
    "amount: '{!acc.A}', amount: '{!acc.B}'",
    'amount: 5, acc.Amount: 6',
  ])('all: [ %s ] can hold', (rows) => {
    expect(problemsOf(rule, outcomes(`all: [ ${rows} ]`))).toEqual([]);
  });

  it('is content with the better order, and with one above that holds more seldom', () => {
    expect(problemsOf(rule, outcomes('all: [ name: x, amount: 5 ]', 'all: [ amount: 5 ]'))).toEqual([]);
    expect(problemsOf(rule, outcomes('all: [ amount: 5 ], onlyWhenChangedToMeet: true', 'all: [ amount: 5 ]'))).toEqual(
      [],
    );
  });
});
