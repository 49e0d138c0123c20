import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormulaEvaluationError } from '../../src/errors.ts';
import { compileFormula, type FormulaNode, parseFormula, printFormula } from '../../src/formula/index.ts';
import type { Value } from '../../src/model/value.ts';
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

function outcome(text: string): Value | 'no result' {
  try {
    return compileFormula<State>(text, SCOPE).evaluate(STATE);
  } catch (error) {
    if (error instanceof FormulaEvaluationError) return 'no result';
    throw error;
  }
}

/** A tree without places. */
function shape(node: FormulaNode): unknown {
  return JSON.parse(
    JSON.stringify(node, (key, value) => (['start', 'end', 'nameEnd'].includes(key) ? undefined : value)),
  );
}

const print = (text: string, references: 'wrapped' | 'bare' = 'bare'): string =>
  printFormula(parseFormula(text).ast, { references });

describe('printFormula', () => {
  it.each([
    ['1+2*3', '1 + 2 * 3'],
    ['(1+2)*3', '(1 + 2) * 3'],
    ['1-(2-3)', '1 - (2 - 3)'],
    ['(1-2)-3', '1 - 2 - 3'],
    ['-(a+1)', '-(a + 1)'],
    ['not(a=b)', 'NOT (a = b)'],
    ['!a', 'NOT a'],
    ["if(a,'x\"y','\\\\')", 'if(a, "x\\"y", "\\\\")'],
    ['{!a.b}&{!c-d}', 'a.b & {!c-d}'],
    ['{!true}', '{!true}'],
    ['[Account].Name', '[Account].Name'],
    ['1.50', '1.5'],
    ['today()', 'today()'],
  ])('%s is %s', (text, printed) => {
    expect(print(text)).toBe(printed);
  });

  it('wraps references for flows', () => {
    expect(print('a + {!b}', 'wrapped')).toBe('{!a} + {!b}');
  });

  it('means the same when it is read again', () => {
    fc.assert(
      fc.property(anyFormula, fc.constantFrom('bare' as const, 'wrapped' as const), (text, references) => {
        const printed = print(text, references);
        const [before, after] = [parseFormula(text), parseFormula(printed)];
        expect(before.errors).toEqual([]);
        expect(after.errors).toEqual([]);
        expect(shape(after.ast)).toEqual(shape(before.ast));
        expect(outcome(printed)).toEqual(outcome(text));
        expect(print(printed, references)).toBe(printed);
      }),
      { numRuns: 500 },
    );
  });
});
