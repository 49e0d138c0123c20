/** What a subflow takes and gives, held against the flow that is called. */
import { describe, expect, it } from 'vitest';
import { flowOf, problemsOf } from '../support.ts';

const calling = (inputs: string, outputs = ''): string => `type: Autolaunched Flow
variables:
  count: { type: Number, output: true }
  names: { type: Text, collection: true, output: true }
  name: { type: Text, output: true }
  lead: { type: Record, object: Lead, output: true }
start: Call
elements:
  Call: { type: subflow, flow: test, inputs: ${inputs}${outputs === '' ? '' : `, outputs: ${outputs}`} }
`;

const called = (use: string, more = ''): string => `type: Autolaunched Flow
variables:
  wanted: { type: Text, input: true }
  list: { type: Text, collection: true, input: true }
  account: { type: Record, object: Account, input: true }
  amount: { type: Number, input: true, output: true }
  free: { type: Text, output: true }
start: First
elements:
  First: { ${use} }
${more}`;

const check = (rule: string, caller: string, callee: string) => {
  const flow = flowOf(callee);
  return problemsOf(rule, caller, { flows: new Map([['test', flow]]) });
};

describe('missing-subflow-input', () => {
  const rule = 'missing-subflow-input';

  it.each([
    ["type: getRecords, object: Lead, where: [ Company: '{!wanted}' ]", 'wanted'],
    ["type: updateRecords, object: Lead, where: [ Company: '{!wanted}' ], set: { City: x }", 'wanted'],
    ['type: updateRecords, record: account', 'account'],
    ['type: deleteRecords, record: account', 'account'],
    ['type: loop, collection: list', 'list'],
    ["type: httpCallout, namedCredential: X, method: GET, path: '/things/{!wanted}'", 'wanted'],
  ])('%s', (use, name) => {
    expect(check(rule, calling('{}'), called(use))).toMatchObject([
      { source: 'test', message: `the flow test is called without ${name}` },
    ]);
    expect(check(rule, calling(`{ ${name.toUpperCase()}: '{!name}' }`), called(use))).toEqual([]);
  });

  it.each([
    [
      'a decision asks for it',
      called(
        "type: getRecords, object: Lead, where: [ Company: '{!wanted}' ], next: Ask",
        '  Ask: { type: decision, outcomes: { Known: { all: [ wanted: { isNull: false } ] } } }\n',
      ),
    ],
    [
      'a formula looks at it',
      called(
        "type: getRecords, object: Lead, where: [ Company: '{!wanted}' ]",
        `formulas: { given: { type: Text, expression: 'BLANKVALUE({!wanted}, "Acme")' } }\n`,
      ),
    ],
    [
      'the flow sets it',
      called(
        'type: assignment, assign: [ wanted: Acme ], next: Find',
        "  Find: { type: getRecords, object: Lead, where: [ Company: '{!wanted}' ] }\n",
      ),
    ],
    [
      'it has a default',
      called("type: getRecords, object: Lead, where: [ Company: '{!wanted}' ]").replace(
        'wanted: { type: Text, input: true }',
        'wanted: { type: Text, input: true, default: Acme }',
      ),
    ],
    ['it is only shown', called("type: assignment, assign: [ free: '{!wanted}' ]")],
  ])('says nothing where %s', (_what, callee) => {
    expect(check(rule, calling('{}'), callee)).toEqual([]);
  });
});

describe('type-mismatch of a call', () => {
  const callee = called("type: assignment, assign: [ free: '{!wanted}' ]");

  it.each([
    ["{ wanted: '{!names}' }", 'names', 'expected a Text, found a collection of Text'],
    ["{ list: '{!name}' }", 'name', 'expected a collection of Text, found a Text'],
    ["{ account: '{!lead}' }", 'lead', 'expected a Record Account, found a Record Lead'],
    ["{ amount: '{!name}' }", 'name', 'expected a Number, found a Text'],
    ['{ amount: many }', 'many', "expected a Number, found a Text 'many'"],
  ])('input %s', (inputs, name, message) => {
    const [problem, ...others] = check('type-mismatch', calling(inputs), callee);
    expect(problem).toMatchObject({ message });
    expect(problem?.source).toContain(name);
    expect(others).toEqual([]);
  });

  it('takes and gives anything by a JSON variable', () => {
    const loose = callee.replace('wanted: {', 'any: { type: JSON, input: true, output: true }\n  wanted: {');
    for (const value of ['names', 'lead', 'count', 'name']) {
      expect(check('type-mismatch', calling(`{ any: '{!${value}}' }`, `{ any: ${value} }`), loose)).toEqual([]);
    }
  });

  it('output', () => {
    expect(check('type-mismatch', calling('{}', '{ amount: name }'), callee)).toMatchObject([
      { message: 'expected a Text, found a Number' },
    ]);
    expect(check('type-mismatch', calling('{ wanted: x, amount: 7 }', '{ amount: count }'), callee)).toEqual([]);
  });
});
