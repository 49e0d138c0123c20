import { describe, expect, it } from 'vitest';
import { EMPTY_ORG } from '../../../src/definition/index.ts';
import type { OrgDefinition } from '../../../src/model/org.ts';
import { flowOf, problemsOf, showing, withElements } from '../support.ts';

describe('unknown-named-credential', () => {
  const rule = 'unknown-named-credential';
  const text = withElements('First: { type: httpCallout, namedCredential: Targt_Org, method: GET, path: / }');
  const org: OrgDefinition = {
    ...EMPTY_ORG,
    directory: 'org',
    namedCredentials: [
      {
        name: 'Target_Org',
        label: null,
        url: 'org://target',
        externalCredential: 'Target_Org',
        generateAuthorizationHeader: true,
        calloutsEnabled: true,
        headers: [],
        file: 'org/named-credentials/Target_Org.yaml',
      },
    ],
  };

  it('suggests the nearest', () => {
    expect(problemsOf(rule, text, { org })).toEqual([
      {
        rule,
        at: '13:48',
        source: 'Targt_Org',
        message: 'there is no named credential Targt_Org',
        suggestion: 'did you mean Target_Org?',
      },
    ]);
    expect(problemsOf(rule, text.replace('Targt', 'TARGET'), { org })).toEqual([]);
  });

  it('says which file is missing where none is near', () => {
    expect(problemsOf(rule, text, { org: { ...org, namedCredentials: [] } })[0]?.suggestion).toBe(
      'write org/named-credentials/Targt_Org.yaml',
    );
    expect(problemsOf(rule, text, { org: EMPTY_ORG })[0]?.suggestion).toBe(
      'make the folder org beside the flow, with named-credentials/Targt_Org.yaml in it',
    );
  });

  it('says nothing where the org is not known', () => {
    expect(problemsOf(rule, text)).toEqual([]);
  });
});

describe('unknown-flow', () => {
  const rule = 'unknown-flow';
  const called = flowOf(
    'variables:\n  given: { type: Text, input: true }\n  result: { type: Number, output: true }\n  inner: Text\n',
  );
  const flows = new Map([['Called', called]]);
  const calling = (keys: string): string => withElements(`First: { type: subflow, ${keys} }`);

  it.each([
    ['flow: Caled', 'there is no flow Caled', 'did you mean Called?'],
    ['flow: Zzzz', 'there is no flow Zzzz', 'a flow is called by the name of its file: Zzzz.yaml'],
    ['flow: Called, inputs: { givn: x }', 'the flow test has no input variable givn', 'did you mean given?'],
    ['flow: Called, inputs: { inner: x }', 'the flow test has no input variable inner', 'input variables: given'],
    ['flow: Called, outputs: { reslt: amount }', 'the flow test has no output variable reslt', 'did you mean result?'],
  ])('%s', (keys, message, suggestion) => {
    expect(problemsOf(rule, calling(keys), { flows })).toMatchObject([{ message, suggestion }]);
    expect(problemsOf(rule, calling(keys))).toEqual([]);
  });

  it('says nothing of a managed package’s flow, which only its org has', () => {
    expect(problemsOf(rule, calling('flow: sites__AddBanner'), { flows })).toEqual([]);
  });

  it('is content with what is there, and then knows its outputs', () => {
    expect(
      problemsOf(rule, calling("flow: Called, inputs: { GIVEN: '{!name}' }, outputs: { result: amount }"), { flows }),
    ).toEqual([]);
    const reading = (field: string): string =>
      withElements(
        `First: { type: subflow, flow: Called, next: B }\nB: { type: assignment, assign: [ amount: '{!First.${field}}' ] }\n`,
      );
    expect(problemsOf('unknown-reference', reading('result'), { flows })).toEqual([]);
    expect(problemsOf('unknown-reference', reading('inner'), { flows })).toHaveLength(1);
    expect(problemsOf('unknown-reference', reading('inner'))).toEqual([]);
  });
});

describe('malformed-reference', () => {
  const rule = 'malformed-reference';

  it('warns of what looks like a merge field and is none', () => {
    expect(problemsOf(rule, showing("F: { type: displayText, text: 'Dear {! name } and {!My Name}' }"))).toMatchObject([
      { source: '{! name }', suggestion: 'write {!name}' },
      { source: '{!My Name}', suggestion: 'write {!My_Name}' },
    ]);
  });

  it('is content with merge fields and with braces', () => {
    expect(problemsOf(rule, showing("F: { type: displayText, text: 'Dear {!name}, { !important } {}' }"))).toEqual([]);
  });
});
