import { describe, expect, it } from 'vitest';
import { problemsOf, showing, withElements } from '../support.ts';

const rule = 'formula-error';
const formula = (text: string, type = 'Number'): string =>
  withElements('First: { type: screen }', `formulas:\n  f: { type: ${type}, expression: ${text} }\n`);

describe(rule, () => {
  it.each([
    ["'1 +'", 'Number'],
    ["'LEN(1, 2)'", 'Number'],
    ["'NOSUCH({!amount})'", 'Number'],
    ["'{!name} * 2'", 'Number'],
    ["'{!name}'", 'Number'],
  ])('finds what is wrong with %s', (text, type) => {
    expect(problemsOf(rule, formula(text, type))).toHaveLength(1);
  });

  it('points at the wrong part of a block', () => {
    const text = withElements(
      'First: { type: screen }',
      'formulas:\n  f:\n    type: Number\n    expression: |-\n      1 +\n        NOSUCH(2)\n',
    );
    expect(problemsOf(rule, text)).toMatchObject([{ at: '16:9', source: 'NOSUCH' }]);
  });

  it('wants a Boolean where a formula is a test', () => {
    expect(
      problemsOf(rule, showing("F: { type: number, validate: { formula: '{!F} + 1', message: m } }")),
    ).toHaveLength(1);
    expect(problemsOf(rule, showing("F: { type: number, visible: { formula: '{!F} + 1' } }"))).toHaveLength(1);
    expect(problemsOf(rule, showing("F: { type: number, validate: { formula: '{!F} > 1', message: m } }"))).toEqual([]);
  });

  it('leaves names that do not exist to unknown-reference', () => {
    expect(problemsOf(rule, formula("'{!nothing} + 1'"))).toEqual([]);
    expect(problemsOf('unknown-reference', formula("'{!nothing} + 1'"))).toHaveLength(1);
  });

  it('is content with what is right', () => {
    expect(problemsOf(rule, formula("'{!amount} * 2 + LEN({!name})'"))).toEqual([]);
    expect(problemsOf(rule, formula("'{!acc.Amount__c} * 2'"))).toEqual([]);
  });
});
