import { describe, expect, it } from 'vitest';
import type { GoldenCase } from '../formula/golden-cases.ts';
import { measureFormulas, measureTrees } from './formula.ts';

const CASE: GoldenCase = {
  id: 'a#1',
  formula: 'n + 1',
  returnType: 'Number',
  scale: 2,
  blankAs: 'blank',
  inputs: [{ name: 'n', type: 'Number', value: '1' }],
  expected: { value: '2.00' },
  userTimeZone: 'GMT',
  functions: [],
};

const failures = (more: Partial<GoldenCase>) => measureFormulas([{ ...CASE, ...more }]).failures;

describe('the measure of recorded results', () => {
  it('counts by return type and by function', () => {
    const report = measureFormulas([CASE, { ...CASE, formula: 'ABS(n)', functions: ['ABS'] }]);
    expect(report).toMatchObject({
      total: 2,
      passed: 1,
      failed: 1,
      skipped: 0,
      byReturnType: { Number: { passed: 1, failed: 1, skipped: 0 } },
      byFunction: { ABS: { passed: 0, failed: 1, skipped: 0 }, operators: { passed: 1, failed: 0, skipped: 0 } },
      failures: [{ formula: 'ABS(n)', inputs: { n: '1' }, got: '1', want: '2' }],
    });
  });

  it('heeds the null mode, and percents', () => {
    const n = [{ name: 'n', type: 'Number', value: null }];
    expect(failures({ inputs: n, expected: { value: null } })).toEqual([]);
    expect(failures({ inputs: n, expected: { value: '1' }, blankAs: 'zero' })).toEqual([]);
    expect(failures({ inputs: n, expected: { value: '1' } })).toHaveLength(1);
    const percent = [{ name: 'n', type: 'Percent', value: '300' }];
    expect(failures({ inputs: percent, expected: { value: '4' } })).toEqual([]);
    expect(failures({ inputs: percent, returnType: 'Percent', expected: { value: '400' } })).toEqual([]);
  });

  it('takes errors for errors, but not what does not compile', () => {
    const expected = { error: 'com.force.formula.FormulaEvaluationException' };
    expect(failures({ formula: 'n / 0', expected })).toEqual([]);
    expect(failures({ formula: 'REGEX("a", "(")', returnType: 'Boolean', expected })).toEqual([]);
    expect(failures({ formula: 'NOPE(n)', expected })).toMatchObject([
      { got: expect.stringContaining('not compiled') },
    ]);
    expect(failures({ formula: 'n', expected })).toHaveLength(1);
    expect(failures({ formula: 'n / 0' })).toMatchObject([{ got: 'an error' }]);
  });

  it('shows the trees that differ', () => {
    expect(measureTrees([{ formula: '1+2', tree: '( + 1 2 )' }])).toMatchObject({ passed: 1, failed: 0 });
    expect(measureTrees([{ formula: '1+2', tree: '( - 1 2 )' }]).failures).toMatchObject([{ got: '( + 1 2 )' }]);
    expect(measureTrees([{ formula: '1+', tree: '' }]).failures).toMatchObject([
      { got: expect.stringContaining('not read') },
    ]);
  });
});
