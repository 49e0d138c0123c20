import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runInterview } from '../../src/effects/index.ts';
import { noPerformers } from '../../src/effects/no-performers.ts';
import { compileFlow, startInterview } from '../../src/interview/index.ts';
import { coverageOf } from '../../src/testing/coverage.ts';
import { createRecorder } from '../../src/testing/recorder.ts';
import { around, assignment, context, decision, flow, loop, outcome, variable, when } from '../interview/build.ts';

const OF = flow(
  [
    loop('Each', 'items', 'Size', null),
    decision(
      'Size',
      [
        outcome('Large', when([['Each', 'greaterThan', 9]]), 'Add'),
        outcome('Small', when([['Each', 'greaterThan', 0]]), 'Each'),
      ],
      'Each',
    ),
    assignment('Add', [['n', 'add', 1]], 'Each'),
    assignment('Never', [['n', 'add', 1]]),
  ],
  {
    variables: [
      variable('items', { dataType: 'Number', collection: true }, { input: true }),
      variable('n', { dataType: 'Number' }, { default: 0 }),
    ],
  },
);
const program = compileFlow(OF, around(OF), { observed: true });

async function runOf(items: readonly number[]) {
  const recorder = createRecorder(program.name);
  const { observe } = recorder;
  await runInterview(program, startInterview(program, { items }, context, { observe }), {
    presenter: { present: () => Promise.reject(new TypeError('no screens here')) },
    performers: { ...noPerformers(), callout: () => Promise.reject(new TypeError('no callouts here')) },
    observe,
    onInterview: recorder.onInterview,
  });
  return recorder.result();
}

describe('coverageOf', () => {
  it('tells elements and outcomes that were and were not reached', async () => {
    expect(coverageOf(program, [await runOf([10])])).toEqual({
      flow: 'Test_Flow',
      elements: { covered: ['Each', 'Size', 'Add'], missed: ['Never'] },
      outcomes: { covered: ['Size.Large'], missed: ['Size.Small', 'Size.default'] },
    });
  });

  it('adds up over runs', async () => {
    const runs = [await runOf([]), await runOf([5]), await runOf([-1])];
    expect(coverageOf(program, runs).outcomes).toEqual({
      covered: ['Size.Small', 'Size.default'],
      missed: ['Size.Large'],
    });
  });

  it('has nothing covered without runs', () => {
    expect(coverageOf(program, []).elements.covered).toEqual([]);
  });

  it('tells the outcome of every iteration', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 8 }), async (items) => {
        const { covered } = coverageOf(program, [await runOf(items)]).outcomes;
        expect(covered.includes('Size.Large')).toBe(items.some((item) => item > 9));
        expect(covered.includes('Size.Small')).toBe(items.some((item) => item > 0 && item <= 9));
        expect(covered.includes('Size.default')).toBe(items.some((item) => item <= 0));
      }),
      { numRuns: 40 },
    );
  });
});
