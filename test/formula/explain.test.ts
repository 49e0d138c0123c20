import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormulaError, FormulaEvaluationError } from '../../src/errors.ts';
import { compileFormula, explainFormula } from '../../src/formula/index.ts';
import { anyFormula } from './arbitrary.ts';
import { type State, scopeOf, stateOf } from './scope.ts';

const SCOPE = scopeOf({
  n: { dataType: 'Number' },
  m: { dataType: 'Number' },
  t: { dataType: 'Text' },
  u: { dataType: 'Text' },
  b: { dataType: 'Boolean' },
  d: { dataType: 'Date' },
});
const STATE = stateOf({ n: 7, m: null, t: 'text', u: null, b: true, d: '2026-02-28' });

const explain = (text: string) => explainFormula<State>(text, SCOPE, STATE);

describe('explainFormula', () => {
  it('tells what every part gave, and which were not needed', () => {
    expect(explain('IF(n > 5, (n + 1) * 2, 1 / 0)')).toEqual({
      type: { dataType: 'Number' },
      value: 16,
      steps: [
        { text: 'n', start: 3, end: 4, depth: 2, kind: 'Number', value: 7 },
        { text: 'n > 5', start: 3, end: 8, depth: 1, kind: 'Boolean', value: true },
        { text: 'n', start: 11, end: 12, depth: 3, kind: 'Number', value: 7 },
        { text: 'n + 1', start: 11, end: 16, depth: 2, kind: 'Number', value: 8 },
        { text: '(n + 1) * 2', start: 10, end: 21, depth: 1, kind: 'Number', value: 16 },
        { text: '1 / 0', start: 23, end: 28, depth: 1, kind: 'Number' },
        { text: 'IF(n > 5, (n + 1) * 2, 1 / 0)', start: 0, end: 29, depth: 0, kind: 'Number', value: 16 },
      ],
    });
  });

  it('shows where there is no result', () => {
    const { error, value, steps } = explain('LEN(t) / (n - 7)');
    expect([error, value]).toEqual(['division by zero', undefined]);
    expect(steps.filter((step) => step.error !== undefined).map((step) => step.text)).toEqual(['LEN(t) / (n - 7)']);
  });

  it('refuses what does not compile', () => {
    expect(() => explain('LEN(1)')).toThrow(FormulaError);
  });

  it('gives what plain evaluation gives', () => {
    fc.assert(
      fc.property(anyFormula, (text) => {
        const { value, error } = explain(text);
        const compiled = compileFormula<State>(text, SCOPE);
        if (error === undefined) expect(compiled.evaluate(STATE)).toEqual(value);
        else expect(() => compiled.evaluate(STATE)).toThrow(FormulaEvaluationError);
      }),
      { numRuns: 300 },
    );
  });
});
