import { describe, expect, it } from 'vitest';
import { flowOf, problemsOf, withElements } from '../support.ts';

const SHOWN = 'Shown: { type: screen }\nFailed: { type: screen }\n';
/** A screen flow of this API version. */
const screenFlow = (elements: string, version = '66.0'): string =>
  withElements(`${elements}\n${SHOWN}`).replace(
    'label: Test',
    `label: Test\ntype: Screen Flow\napiVersion: ${version}`,
  );

describe('effect-in-loop', () => {
  const rule = 'effect-in-loop';
  const looping = (element: string): string =>
    withElements(
      `First: { type: loop, collection: names, forEach: Inside, afterLast: After }\n${element}\nAfter: { type: getRecords, object: A }\n`,
    );

  it.each([
    ['a query', '{ type: getRecords, object: A, next: First }', 'reads records'],
    ['a change', '{ type: deleteRecords, object: A, where: [ Name: x ], next: First }', 'changes records'],
    ['a callout', '{ type: httpCallout, namedCredential: N, method: GET, path: /, next: First }', 'calls out'],
  ])('finds %s, and none after the loop', (_what, element, does) => {
    expect(problemsOf(rule, looping(`Inside: ${element}`))).toMatchObject([
      { source: 'Inside', message: `Inside ${does} for each item of the loop First` },
    ]);
  });

  it('finds a subflow that does it, also through another, and none that does not', () => {
    const saving = flowOf(
      'start: A\nelements: { A: { type: updateRecords, record: $Record } }\ntype: Autolaunched Flow\n',
    );
    const calling = flowOf('start: A\nelements: { A: { type: subflow, flow: Saving } }\n');
    const counting = flowOf(
      'variables: { n: { type: Number, output: true } }\nstart: A\nelements: { A: { type: assignment, assign: [ n: 1 ] } }\n',
    );
    const flows = new Map([
      ['Saving', saving],
      ['Calling', calling],
      ['Counting', counting],
    ]);
    const text = looping('Inside: { type: subflow, flow: Calling, next: First }');
    expect(problemsOf(rule, text, { flows })).toMatchObject([
      { message: 'Inside runs Calling, which changes records, for each item of the loop First' },
    ]);
    expect(problemsOf(rule, text.replace('Calling', 'Counting'), { flows })).toEqual([]);
    expect(problemsOf(rule, text)).toEqual([]);
  });

  it('says nothing of what the loop leaves for', () => {
    expect(problemsOf(rule, looping('Inside: { type: getRecords, object: A, next: After }'))).toEqual([]);
  });

  it('says it once, whatever the number of loops around', () => {
    const text = withElements(`First: { type: loop, collection: names, forEach: Second }
Second: { type: loop, collection: names, forEach: Inside, afterLast: First }
Inside: { type: getRecords, object: A, next: Second }
`);
    expect(problemsOf(rule, text)).toHaveLength(1);
  });
});

describe('missing-fault-path', () => {
  const rule = 'missing-fault-path';

  it.each([
    ['Get Records', '{ type: getRecords, object: A }'],
    ['Create Records', '{ type: createRecords, object: A, set: { Name: x } }'],
    ['a callout', '{ type: httpCallout, namedCredential: N, method: GET, path: / }'],
  ])('is asked of %s', (_what, element) => {
    const text = screenFlow(`First: ${element}`);
    expect(problemsOf(rule, text)).toMatchObject([{ source: 'First', message: 'nothing handles a fault of First' }]);
    expect(problemsOf(rule, text.replace(' }\n  Shown', ', fault: Failed }\n  Shown'))).toEqual([]);
  });

  it('is not asked of what cannot fail, stands on a fault path, or is never reached', () => {
    expect(problemsOf(rule, screenFlow('First: { type: screen, next: Shown }'))).toEqual([]);
    expect(
      problemsOf(
        rule,
        screenFlow(
          'First: { type: getRecords, object: A, fault: Log }\nLog: { type: createRecords, object: L, set: { Name: x } }',
        ),
      ),
    ).toEqual([]);
    expect(problemsOf(rule, screenFlow('First: { type: screen }\nLost: { type: getRecords, object: A }'))).toEqual([]);
  });

  it('is not asked of flows that run without a person', () => {
    const text = screenFlow('First: { type: getRecords, object: A }').replace('Screen Flow', 'Autolaunched Flow');
    expect(problemsOf(rule, text)).toEqual([]);
  });
});

describe('uncommitted-before-callout', () => {
  const rule = 'uncommitted-before-callout';
  const CREATE = 'type: createRecords, object: A, set: { Name: x }';
  const CALL = 'type: httpCallout, namedCredential: N, method: GET, path: /';

  it('finds the change that is pending, however far before', () => {
    const text = screenFlow(
      `First: { ${CREATE}, next: Then }\nThen: { type: assignment, assign: [ name: x ], next: Call }\nCall: { ${CALL} }`,
      '62.0',
    );
    expect(problemsOf(rule, text)).toMatchObject([
      { source: 'Call', message: 'Call can find uncommitted work: the change of First is pending' },
    ]);
    // From this version on the callout commits by itself.
    expect(problemsOf(rule, text.replace('62.0', '65.0'))).toEqual([]);
  });

  it.each([
    ['a screen between', `First: { ${CREATE}, next: Then }\nThen: { type: screen, next: Call }\nCall: { ${CALL} }`],
    [
      'a rollback between',
      `First: { ${CREATE}, next: Then }\nThen: { type: rollBackRecords, next: Call }\nCall: { ${CALL} }`,
    ],
    ['the callout before', `First: { ${CALL}, next: Then }\nThen: { ${CREATE} }`],
    ['a change that failed', `First: { ${CREATE}, fault: Call }\nCall: { ${CALL} }`],
    ['a query', `First: { type: getRecords, object: A, next: Call }\nCall: { ${CALL} }`],
    [
      'a subflow that nobody knows',
      `First: { ${CREATE}, next: Then }\nThen: { type: subflow, flow: X, next: Call }\nCall: { ${CALL} }`,
    ],
  ])('is content with %s', (_what, elements) => {
    expect(problemsOf(rule, screenFlow(elements, '62.0'))).toEqual([]);
  });

  it('looks into a subflow that is known', () => {
    const text = screenFlow(
      `First: { ${CREATE}, next: Then }\nThen: { type: subflow, flow: X, next: Call }\nCall: { ${CALL} }`,
      '62.0',
    );
    const quiet = flowOf(
      'variables: { n: { type: Number, output: true } }\nstart: A\nelements: { A: { type: assignment, assign: [ n: 1 ] } }\n',
    );
    const asking = flowOf('start: A\nelements: { A: { type: screen } }\n');
    expect(problemsOf(rule, text, { flows: new Map([['X', quiet]]) })).toHaveLength(1);
    expect(problemsOf(rule, text, { flows: new Map([['X', asking]]) })).toEqual([]);
  });
});

describe('null-unsafe-read', () => {
  const rule = 'null-unsafe-read';
  const GET = 'First: { type: getRecords, object: Account';
  const SAVE = "Save: { type: createRecords, object: Contact, set: { AccountId: '{!First.Id}' } }";

  it('finds what goes on with nothing', () => {
    expect(problemsOf(rule, withElements(`${GET}, next: Save }\n${SAVE}\n`))).toMatchObject([
      { source: 'First.Id', message: 'First.Id is empty where First finds no record' },
    ]);
  });

  it('finds the one way round the decision', () => {
    const text = withElements(`${GET}, next: Which }
Which: { type: decision, outcomes: { Out: { all: [ name: x ], next: Save } }, default: Found }
Found: { type: decision, outcomes: { Is: { all: [ First: { isNull: false } ], next: Save } } }
${SAVE}
`);
    expect(problemsOf(rule, text)).toHaveLength(1);
  });

  it.each([
    [
      'a decision on it',
      'next: Found }\nFound: { type: decision, outcomes: { Is: { all: [ First: { isNull: false } ], next: Save } } }',
    ],
    [
      'a decision on a field',
      'next: Found }\nFound: { type: decision, outcomes: { Is: { all: [ First.Id: { isNull: false } ], next: Save } } }',
    ],
    [
      'a decision on a formula about it',
      'next: Found }\nFound: { type: decision, outcomes: { Is: { all: [ blank: false ], next: Save } } }',
    ],
    [
      'several records',
      'records: all, next: Each }\nEach: { type: loop, collection: First }\nNever: { type: screen, next: Save }',
    ],
  ])('is content with %s', (_what, elements) => {
    const more = "formulas: { blank: { type: Boolean, expression: 'ISBLANK({!First.Id})' } }\n";
    expect(problemsOf(rule, withElements(`${GET}, ${elements}\n${SAVE}\n`, more))).toEqual([]);
  });

  it('lets screens, assignments and decisions read it', () => {
    const text = withElements(`${GET}, next: Set }
Set: { type: assignment, assign: [ name: '{!First.Name}' ], next: Show }
Show: { type: screen, fields: { Text: { type: displayText, text: '{!First.Name}' } } }
`);
    expect(problemsOf(rule, text)).toEqual([]);
  });
});
