import { describe, expect, it } from 'vitest';
import { parseMetadataXml } from '../../src/metadata/xml.ts';
import { yamlFromDocument } from '../../src/metadata/yaml-writer.ts';
import type { Migration } from '../../src/migrate/migration.ts';
import { migrateWorkflow } from '../../src/migrate/workflow-rule.ts';

const CRITERION = (field: string, operation: string, value: string): string =>
  `<criteriaItems><field>${field}</field><operation>${operation}</operation>${value === '' ? '' : `<value>${value}</value>`}</criteriaItems>`;
const ACTION = (name: string, type: string): string => `<actions><name>${name}</name><type>${type}</type></actions>`;
const UPDATE = (name: string, inner: string): string =>
  `<fieldUpdates><fullName>${name}</fullName>${inner}<name>${name.replaceAll('_', ' ')}</name></fieldUpdates>`;

const UPDATES =
  UPDATE('Set_Rating', '<field>Rating</field><literalValue>Hot</literalValue><operation>Literal</operation>') +
  UPDATE('Clear_Note', '<field>Note__c</field><operation>Null</operation>') +
  UPDATE('Set_Flag', '<field>Flag__c</field><literalValue>1</literalValue><operation>Literal</operation>') +
  UPDATE('Set_Score', '<field>Score__c</field><formula>Amount__c * 2</formula><operation>Formula</operation>') +
  UPDATE('Set_Owner', '<field>OwnerId</field><lookupValue>x</lookupValue><operation>LookupValue</operation>') +
  UPDATE('On_Parent', '<field>X__c</field><operation>Null</operation><targetObject>ParentId</targetObject>');

function rule(inner: string, trigger = 'onCreateOnly'): Migration {
  const xml = `<Workflow><alerts><fullName>Tell_Sales</fullName><description>Tell sales</description></alerts>${UPDATES}<rules><fullName>Hot account</fullName>${inner}<active>true</active><triggerType>${trigger}</triggerType></rules></Workflow>`;
  const { root, diagnostics } = parseMetadataXml(xml, 'Account.workflow-meta.xml');
  expect(diagnostics).toEqual([]);
  const [migration] = root ? migrateWorkflow(root, 'Account') : [];
  if (!migration) throw new Error('there is no rule');
  return migration;
}

/** The `start` of a rule with these criteria. */
function startOf(criteria: string, trigger?: string): string {
  const { document, obstacles } = rule(`${ACTION('Tell_Sales', 'Alert')}${criteria}`, trigger);
  expect(obstacles).toEqual([]);
  return /start:\n([\s\S]*?)\n\n/.exec(document ? yamlFromDocument(document) : '')?.[1] ?? '';
}

describe('a workflow rule', () => {
  it('becomes a record-triggered flow', () => {
    const { name, document, obstacles } = rule(
      `${ACTION('Set_Rating', 'FieldUpdate')}${ACTION('Clear_Note', 'FieldUpdate')}${ACTION('Tell_Sales', 'Alert')}${CRITERION('Account.Industry', 'equals', 'Energy')}`,
      'onCreateOrTriggeringUpdate',
    );
    expect([name, obstacles]).toEqual(['Account_Hot_account', []]);
    expect(document && yamlFromDocument(document)).toBe(`label: Hot account
type: Autolaunched Flow
apiVersion: 66.0
status: Draft

start:
  trigger: RecordAfterSave
  object: Account
  when: CreateAndUpdate
  where:
    - Industry: Energy
  onlyWhenChangedToMeet: true
  next: Set_Rating

elements:
  Set_Rating:
    type: updateRecords
    record: $Record
    set:
      Rating: Hot
    next: Clear_Note

  Clear_Note:
    type: updateRecords
    record: $Record
    set:
      Note__c: null
    next: Send_Tell_Sales

  Send_Tell_Sales:
    type: action
    label: Tell sales
    kind: emailAlert
    action: Account.Tell_Sales
    transaction: CurrentTransaction
    inputs: { SObjectRowId: '{!$Record.Id}' }
`);
  });

  it.each([
    [
      'a list of values',
      CRITERION('Account.Industry', 'equals', 'Energy, &quot;Oil, Gas&quot;'),
      ['logic: (1 OR 2)', '- Industry: Energy', '- Industry: Oil, Gas'],
    ],
    [
      'none of a list',
      CRITERION('Account.Industry', 'notEqual', 'A,B'),
      ['logic: (1 AND 2)', '- Industry: { notEqualTo: A }'],
    ],
    ['no value', CRITERION('Account.Industry', 'equals', ''), ['- Industry: { isNull: true }']],
    ['some value', CRITERION('Account.Industry', 'notEqual', ''), ['- Industry: { isNull: false }']],
    ['a checkbox', CRITERION('Account.Vip__c', 'equals', 'True'), ['- Vip__c: true']],
    [
      'an order of numbers',
      CRITERION('Account.Amount__c', 'greaterOrEqual', '100.50'),
      ['- Amount__c: { greaterThanOrEqualTo: 100.50 }'],
    ],
    [
      'its own logic, over lists too',
      `<booleanFilter>1 OR 2</booleanFilter>${CRITERION('Account.Industry', 'equals', 'A,B')}${CRITERION('Account.Name', 'startsWith', 'X')}`,
      ['logic: (1 OR 2) OR 3', '- Name: { startsWith: X }'],
    ],
    [
      'a formula',
      '<formula>AND(ISCHANGED( Rating ), Owner.IsActive, $User.Id = OwnerId)</formula>',
      ['formula: AND(ISCHANGED( {!$Record.Rating} ), {!$Record.Owner.IsActive}, {!$User.Id} = {!$Record.OwnerId})'],
    ],
  ])('asks for %s', (_, criteria, lines) => {
    const start = startOf(criteria);
    for (const line of lines) expect(start).toContain(line);
  });

  it.each([
    ['a criterion on another object', CRITERION('User.Title', 'equals', 'x'), 'is not about a field of Account'],
    ['a date', CRITERION('Account.Since__c', 'greaterThan', '1/31/2026'), 'compares with the date 1/31/2026'],
    ['a relative date', CRITERION('Account.Since__c', 'equals', 'LAST 30 DAYS'), 'compares with the date LAST 30 DAYS'],
    ['an operation of multipicklists', CRITERION('Account.Kinds__c', 'includes', 'x'), '"includes" has no counterpart'],
    ['an order of texts', CRITERION('Account.Name', 'lessThan', 'm'), 'compares the order of "m"'],
    ['no criteria', '', 'has neither criteria nor a formula'],
    [
      'time-dependent actions',
      `<formula>true</formula><workflowTimeTriggers><timeLength>1</timeLength></workflowTimeTriggers>`,
      'has time-dependent actions',
    ],
    ['a task', `<formula>true</formula>${ACTION('Call', 'Task')}`, 'the action Call is of the kind Task'],
    [
      'a field update that is elsewhere',
      `<formula>true</formula>${ACTION('Gone', 'FieldUpdate')}`,
      'Gone is not in this file',
    ],
    [
      'a literal of which the type is not known',
      `<formula>true</formula>${ACTION('Set_Flag', 'FieldUpdate')}`,
      'sets Flag__c to 1',
    ],
    [
      'a formula of which the type is not known',
      `<formula>true</formula>${ACTION('Set_Score', 'FieldUpdate')}`,
      'sets Score__c by a formula',
    ],
    ['a lookup', `<formula>true</formula>${ACTION('Set_Owner', 'FieldUpdate')}`, 'is of the kind LookupValue'],
    [
      'an update of the parent',
      `<formula>true</formula>${ACTION('On_Parent', 'FieldUpdate')}`,
      'changes another record',
    ],
  ])('is left out with %s, and says so', (_, inner, message) => {
    const { document, obstacles } = rule(inner);
    expect(document).toBeNull();
    expect(obstacles.map((one) => one.message).join('\n')).toContain(message);
  });
});
