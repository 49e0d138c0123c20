import { describe, expect, it } from 'vitest';
import { problems, problemsOf } from '../support.ts';

const rule = 'missing-start';

describe(rule, () => {
  it('asks for a start and offers the first element', () => {
    expect(problemsOf(rule, 'label: x\nelements:\n  First: { type: screen }\n')).toEqual([
      {
        rule,
        at: '1:1',
        source: 'label',
        message: 'the flow has no start: it would end at once',
        suggestion: 'write start: First',
      },
    ]);
  });

  it('is content with a start, with no elements, and with a start that is wrong in another way', () => {
    expect(problems('start: First\nelements: { First: { type: screen } }\n')).toEqual([]);
    expect(problems('label: x\n')).toEqual([]);
    expect(problemsOf(rule, "start: '{!First}'\nelements: { First: { type: screen } }\n")).toEqual([]);
    expect(problemsOf(rule, 'start: { trigger: Scheduled }\nelements: { First: { type: screen } }\n')).toEqual([]);
  });

  it('takes the start of old metadata', () => {
    expect(problems('metadata: { startElementReference: First }\nelements: { First: { type: screen } }\n')).toEqual([]);
  });
});
