import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadFlowText, loadOrgFolder } from '../../src/definition/index.ts';

/** The flow of the design: screen, callout with a sample, assignment, fault path back to the first screen. */
const FLOW = `label: Create Account in the target org
type: Screen Flow
apiVersion: 66.0
variables:
  accountName:  { type: Text, input: true }
  newAccountId: { type: Text, output: true }
formulas:
  summary: { type: Text, expression: '{!Account_Name} & IF(ISBLANK({!Industry}), "", " (" & {!Industry} & ")")' }
start: Account_Details
elements:
  Account_Details:
    type: screen
    fields:
      Account_Name: { type: text, label: Account name, required: true, default: '{!accountName}' }
      Industry:     { type: picklist, label: Industry, options: [Agriculture, Banking, Energy, Technology] }
      Employees:    { type: number, label: Employees, scale: 0,
                      validate: { formula: '{!Employees} >= 0', message: Enter zero or more. } }
    next: Create_Account
  Create_Account:
    type: httpCallout
    namedCredential: Target_Org
    method: POST
    path: /services/data/v66.0/sobjects/Account
    body:
      Name: '{!Account_Name}'
      Industry: '{!Industry}'
      NumberOfEmployees: '{!Employees}'
    responses:
      2XX: { sample: { id: 001000000000001AAA, success: true, errors: [] } }
    next: Keep_Id
    fault: Could_Not_Create
  Keep_Id:
    type: assignment
    assign:
      - newAccountId: '{!Create_Account.2XX.id}'
    next: Account_Created
  Account_Created:
    type: screen
    fields:
      Message: { type: displayText, text: 'Created {!summary} with id {!newAccountId}.' }
  Could_Not_Create:
    type: screen
    label: The account was not created
    fields:
      Reason: { type: displayText, text: '{!$Flow.FaultMessage}' }
    next: { goTo: Account_Details }
`;

const { org } = await loadOrgFolder(resolve(import.meta.dirname, '../../flows/org'));

describe('the flow of the design', () => {
  it('loads without a diagnostic', () => {
    const { flow, diagnostics } = loadFlowText(FLOW, 'flows/create-account.yaml', { org });
    expect(diagnostics).toEqual([]);
    expect(flow?.elements.map(({ type }) => type)).toEqual(['screen', 'httpCallout', 'assignment', 'screen', 'screen']);
  });

  it.each([
    ["'{!Account_Name} & IF", "'{!Acount_Name} & IF", 'unknown-reference'],
    ["Industry: '{!Industry}'", 'Industry: {!Industry}', 'unquoted-reference'],
    ['next: Keep_Id', 'next: Keep_ID_', 'unknown-connector-target'],
    ['namedCredential: Target_Org', 'namedCredential: Target', 'unknown-named-credential'],
    ['2XX.id', '2XX.ID_', 'unknown-reference'],
    ['{!Employees} >= 0', '{!Employees} >= ', 'formula-error'],
    ['start: Account_Details', '', 'missing-start'],
    ['    next: Keep_Id\n', '', 'unreachable-element'],
    ['Reason:', 'message:', 'duplicate-name'],
    ["newAccountId: '{!Create_Account.2XX.id}'", "newAccountId: '{!Create_Account.2XX.errors}'", 'type-mismatch'],
    ['method: POST', 'methd: POST', 'unknown-key'],
  ])('tells of %j as %j', (from, to, rule) => {
    const rules = loadFlowText(FLOW.replace(from, to), 'a.yaml', { org }).diagnostics.map(
      (diagnostic) => diagnostic.rule,
    );
    expect(rules).toContain(rule);
  });
});
