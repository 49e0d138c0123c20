import { describe, expect, it } from 'vitest';
import { problemsOf, withElements } from '../support.ts';

describe('unreachable-element', () => {
  const rule = 'unreachable-element';

  it('asks whether a next is missing above', () => {
    const text = withElements(
      'First: { type: screen }\nSecond: { type: screen, next: Third }\nThird: { type: screen }\n',
    );
    expect(problemsOf(rule, text)).toEqual([
      {
        rule,
        at: '14:3',
        source: 'Second',
        message: 'no path leads to Second',
        suggestion: 'is `next: Second` missing in First, above it?',
      },
    ]);
    expect(problemsOf(rule, text.replace('First: { type: screen', 'First: { type: screen, next: Second'))).toEqual([]);
  });

  it('names the key of a loop', () => {
    const text = withElements('First: { type: loop, collection: names }\nSecond: { type: screen }\n');
    expect(problemsOf(rule, text)[0]?.suggestion).toBe('is `afterLast: Second` missing in First, above it?');
  });

  it('does not ask where the element above leads on', () => {
    const text = withElements(
      'First: { type: screen, next: Last }\nLast: { type: screen, next: { goTo: First } }\nSecond: { type: screen }\n',
    );
    expect(problemsOf(rule, text)).toEqual([
      { rule, at: '15:3', source: 'Second', message: 'no path leads to Second' },
    ]);
  });

  it('reports the first of a chain, and one of a circle', () => {
    const chain = withElements(
      'First: { type: screen }\nB: { type: screen, next: C }\nC: { type: screen }\nA: { type: screen, next: B }\n',
    );
    expect(problemsOf(rule, chain).map(({ source }) => source)).toEqual(['A']);
    const circle = withElements(
      'First: { type: screen }\nA: { type: screen, next: B }\nB: { type: screen, next: A }\n',
    );
    expect(problemsOf(rule, circle).map(({ source }) => source)).toEqual(['A']);
  });

  it('goes on through elements that do not run, faults and outcomes', () => {
    const text = withElements(`First: { type: wait, next: B, fault: C }
B: { type: decision, outcomes: { Out: { all: [ name: x ], next: D } }, default: E }
C: { type: screen }
D: { type: wait, events: { W: { event: AlarmEvent, next: F } }, default: { label: x } }
E: { type: screen }
F: { type: screen }
`);
    expect(problemsOf(rule, text)).toEqual([]);
  });

  it('says nothing while keys cannot be read: one of them may be the connector', () => {
    expect(problemsOf(rule, withElements('First: { type: screen, nxt: Second }\nSecond: { type: screen }\n'))).toEqual(
      [],
    );
  });
});

describe('loop-without-exit', () => {
  const rule = 'loop-without-exit';

  it('finds a circle that no path leaves', () => {
    const text = withElements(
      'First: { type: screen, next: Second }\nSecond: { type: screen, next: { goTo: First } }\n',
    );
    expect(problemsOf(rule, text)).toMatchObject([
      { source: 'First', message: 'the flow can never finish once it has reached First' },
    ]);
    expect(problemsOf(rule, text.replace(', next: { goTo: First }', ''))).toEqual([]);
  });

  it('is content where an outcome, a loop or an end leads out', () => {
    const decision =
      'First: { type: decision, outcomes: { Out: { all: [ name: x ], next: End } }, default: Ask }\nAsk: { type: screen, next: First }\nEnd: { type: screen }\n';
    expect(problemsOf(rule, withElements(decision))).toEqual([]);
    expect(
      problemsOf(
        rule,
        withElements(
          'First: { type: loop, collection: names, forEach: A }\nA: { type: assignment, assign: [ name: x ], next: First }\n',
        ),
      ),
    ).toEqual([]);
  });
});

describe('endless-without-screen', () => {
  const rule = 'endless-without-screen';

  it.each([
    ['an element that leads to itself', 'First: { type: assignment, assign: [ name: x ], next: First }'],
    [
      'a circle of assignments',
      'First: { type: assignment, assign: [ name: x ], next: B }\nB: { type: assignment, assign: [ name: y ], next: First }',
    ],
    [
      'a decision on something that never changes',
      'First: { type: decision, outcomes: { Out: { all: [ name: x ] } }, default: First }',
    ],
    [
      'a callout that is tried again for ever',
      'First: { type: httpCallout, namedCredential: N, method: GET, path: /, fault: First }',
    ],
    [
      'a loop that begins anew after its end',
      'First: { type: loop, collection: names, forEach: A, afterLast: First }\nA: { type: assignment, assign: [ name: x ], next: First }',
    ],
  ])('finds %s', (_what, elements) => {
    expect(problemsOf(rule, withElements(`${elements}\n`))).toMatchObject([{ source: 'First' }]);
  });

  it.each([
    [
      'a screen in the circle',
      'First: { type: screen, next: B }\nB: { type: assignment, assign: [ name: x ], next: First }',
    ],
    [
      'a counter',
      'First: { type: assignment, assign: [ amount: { add: 1 } ], next: B }\nB: { type: decision, outcomes: { Out: { all: [ amount: { greaterThan: 5 } ] } }, default: First }',
    ],
    [
      'a loop',
      'First: { type: loop, collection: names, forEach: A }\nA: { type: assignment, assign: [ name: x ], next: First }',
    ],
    [
      'a wait in the circle',
      'First: { type: wait, events: { Soon: { event: AlarmEvent, inputs: { AlarmTime: "{!moment}" }, next: B } } }\nB: { type: assignment, assign: [ name: x ], next: First }',
    ],
    [
      'records that are read anew before the decision',
      'First: { type: getRecords, object: Lead, next: B }\nB: { type: decision, outcomes: { Out: { all: [ First: { isNull: true } ] } }, default: First }',
    ],
    ['what nobody reaches', 'First: { type: screen }\nA: { type: assignment, assign: [ name: x ], next: A }'],
  ])('is content with %s', (_what, elements) => {
    expect(problemsOf(rule, withElements(`${elements}\n`))).toEqual([]);
  });
});
