import { describe, expect, it } from 'vitest';
import { problemsOf, withElements } from '../support.ts';

const rule = 'unknown-connector-target';

describe(rule, () => {
  it.each([
    ['next', 'First: { type: screen, next: Secnd }'],
    ['goTo', 'First: { type: screen, next: { goTo: Secnd } }'],
    ['fault', 'First: { type: httpCallout, namedCredential: N, method: GET, path: /, fault: Secnd }'],
    ['an outcome', 'First: { type: decision, outcomes: { Out: { all: [ name: x ], next: Secnd } } }'],
    ['the default outcome', 'First: { type: decision, outcomes: {}, default: Secnd }'],
    ['forEach', 'First: { type: loop, collection: names, forEach: Secnd }'],
    ['afterLast', 'First: { type: loop, collection: names, afterLast: Secnd }'],
    ['an element that does not run', 'First: { type: wait, next: Secnd }'],
  ])('finds it in %s', (_what, element) => {
    const text = withElements(`${element}\nSecond: { type: screen }\n`);
    expect(problemsOf(rule, text)).toEqual([
      expect.objectContaining({ source: 'Secnd', suggestion: 'did you mean Second (screen, line 14)?' }),
    ]);
    expect(problemsOf(rule, text.replace('Secnd', 'second'))).toEqual([]);
  });

  it('finds it in the start', () => {
    expect(problemsOf(rule, 'start: Frist\nelements: { First: { type: screen } }\n')).toEqual([
      {
        rule,
        at: '1:8',
        source: 'Frist',
        message: 'start leads to an element that does not exist',
        suggestion: 'did you mean First (screen, line 2)?',
      },
    ]);
  });

  it('says what a name is that belongs to no element', () => {
    expect(problemsOf(rule, withElements('First: { type: screen, next: amount }'))[0]?.message).toBe(
      'next leads to amount, which is no element',
    );
  });

  it('knows elements that could not be read', () => {
    expect(problemsOf(rule, withElements('First: { type: screen, next: Second }\nSecond: { type: loop }\n'))).toEqual(
      [],
    );
  });
});
