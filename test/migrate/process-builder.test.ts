import { describe, expect, it } from 'vitest';
import { parseMetadataXml } from '../../src/metadata/xml.ts';
import { yamlFromDocument } from '../../src/metadata/yaml-writer.ts';
import type { Migration } from '../../src/migrate/migration.ts';
import { isProcess, migrateProcess } from '../../src/migrate/process-builder.ts';

const NOTE = (name: string, value: string): string =>
  `<processMetadataValues><name>${name}</name><value><stringValue>${value}</stringValue></value></processMetadataValues>`;
const REFERENCE = (name: string, value: string): string =>
  `<processMetadataValues><name>${name}</name><value><elementReference>${value}</elementReference></value></processMetadataValues>`;
const VARIABLE = (name: string): string =>
  `<variables><name>${name}</name><dataType>SObject</dataType><isCollection>false</isCollection><isInput>true</isInput><isOutput>false</isOutput><objectType>Case</objectType></variables>`;
const CHANGED = (rule: string, next: string): string =>
  `<decisions><name>isChangedDecision_${rule}</name><label>x</label><locationX>0</locationX><locationY>0</locationY><defaultConnector><targetReference>${next}</targetReference></defaultConnector><defaultConnectorLabel>default</defaultConnectorLabel><rules><name>${rule}</name><conditionLogic>and</conditionLogic><conditions><leftValueReference>myVariable_old</leftValueReference><operator>IsNull</operator><rightValue><booleanValue>false</booleanValue></rightValue></conditions><conditions><leftValueReference>myVariable_old.Status</leftValueReference><operator>NotEqualTo</operator><rightValue><elementReference>myVariable_current.Status</elementReference></rightValue></conditions><connector><targetReference>${next}</targetReference></connector><label>x</label></rules></decisions>`;
const ASK = (logic: string, changed: string): string =>
  `<decisions>${NOTE('index', '0')}<name>myDecision</name><label>myDecision</label><locationX>50</locationX><locationY>0</locationY><defaultConnectorLabel>default</defaultConnectorLabel><rules><name>myRule_1</name><conditionLogic>${logic}</conditionLogic><conditions><leftValueReference>isChangedRule</leftValueReference><operator>EqualTo</operator><rightValue><booleanValue>${changed}</booleanValue></rightValue></conditions><conditions><leftValueReference>formula_1</leftValueReference><operator>EqualTo</operator><rightValue><booleanValue>true</booleanValue></rightValue></conditions><connector><targetReference>myRule_1_A1</targetReference></connector><label>Escalated?</label></rules></decisions>`;

/** A process that starts a task when a case's status has changed. */
function process({ logic = 'and', changed = 'true', trigger = 'onAllChanges', more = '' } = {}): string {
  return `<Flow xmlns="http://soap.sforce.com/2006/04/metadata">
<assignments><name>myVariable_waitStartTimeAssignment</name><label>x</label><locationX>0</locationX><locationY>0</locationY><assignmentItems><assignToReference>myVariable_waitStartTimeVariable</assignToReference><operator>Assign</operator><value><elementReference>$Flow.CurrentDateTime</elementReference></value></assignmentItems><connector><targetReference>isChangedDecision_isChangedRule</targetReference></connector></assignments>
${CHANGED('isChangedRule', 'myDecision')}${ASK(logic, changed)}
<formulas>${NOTE('originalFormula', '[Case].Priority = High')}<name>formula_1</name><dataType>Boolean</dataType><expression>{!myVariable_current.Priority} = &quot;High&quot;</expression></formulas>
<interviewLabel>P-1_InterviewLabel</interviewLabel><label>Escalate</label>
${NOTE('ObjectType', 'Case')}${REFERENCE('ObjectVariable', 'myVariable_current')}${REFERENCE('OldObjectVariable', 'myVariable_old')}${NOTE('TriggerType', trigger)}
<processType>Workflow</processType>
<recordCreates><name>myRule_1_A1</name><label>Make a task</label><locationX>1</locationX><locationY>2</locationY><inputAssignments>${NOTE('dataType', 'ID')}<field>WhatId</field><value><elementReference>myVariable_current.Id</elementReference></value></inputAssignments><object>Task</object></recordCreates>${more}
<startElementReference>myVariable_waitStartTimeAssignment</startElementReference><status>Active</status>
${VARIABLE('myVariable_current')}${VARIABLE('myVariable_old')}<variables><name>myVariable_waitStartTimeVariable</name><dataType>DateTime</dataType><isCollection>false</isCollection><isInput>false</isInput><isOutput>false</isOutput></variables>
</Flow>`;
}

function migrated(xml: string): Migration {
  const { root } = parseMetadataXml(xml, 'P.flow-meta.xml');
  if (!root) throw new Error('nothing was read');
  return migrateProcess(root, 'P');
}

function yamlOf(xml: string): string {
  const { document, obstacles } = migrated(xml);
  expect(obstacles).toEqual([]);
  return document ? yamlFromDocument(document) : '';
}

describe('a process of Process Builder', () => {
  it('becomes a record-triggered flow, without what the builder put around it', () => {
    expect(yamlOf(process())).toBe(`label: Escalate
type: Autolaunched Flow
apiVersion: 66.0
status: Draft

formulas:
  formula_1: { type: Boolean, expression: '{!$Record.Priority} = "High"' }

start:
  trigger: RecordAfterSave
  object: Case
  when: CreateAndUpdate
  next: myDecision

elements:
  myDecision:
    type: decision
    outcomes:
      myRule_1:
        label: Escalated?
        all:
          - $Record__Prior: { isNull: false }
          - $Record__Prior.Status: { notEqualTo: '{!$Record.Status}' }
          - formula_1: true
        next: myRule_1_A1
    default: { label: default }

  myRule_1_A1:
    type: createRecords
    label: Make a task
    object: Task
    set:
      WhatId: '{!$Record.Id}'
    outputs: none
`);
  });

  it.each<[string, { readonly logic?: string; readonly changed?: string }]>([
    ['the conditions do not all have to hold', { logic: 'or' }],
    ['the field has to be as it was', { changed: 'false' }],
  ])('keeps the decision about a change where %s', (_, options) => {
    const yaml = yamlOf(process(options));
    expect(yaml).toContain('  next: isChangedDecision_isChangedRule\n');
    expect(yaml).toContain(`- isChangedRule: ${options.changed ?? 'true'}`);
  });

  it('starts only with new records where the process did', () => {
    expect(yamlOf(process({ trigger: 'onCreateOnly' }))).toContain('  when: Create\n');
  });

  it('keeps the start time where something reads it', () => {
    const more =
      '<recordUpdates><name>U</name><label>U</label><locationX>0</locationX><locationY>0</locationY><inputAssignments><field>Since__c</field><value><elementReference>myVariable_waitStartTimeVariable</elementReference></value></inputAssignments><inputReference>myVariable_current</inputReference></recordUpdates>';
    const yaml = yamlOf(process({ more }));
    expect(yaml).toContain('myVariable_waitStartTimeVariable: DateTime');
    expect(yaml).toContain('    record: $Record\n');
  });

  it.each([
    ['scheduled actions', { more: '<waits><name>myWait</name></waits>' }, 'myWait holds scheduled actions'],
    ['a start by an event', { trigger: 'onEvent' }, 'the process is started by onEvent'],
    [
      'another process that it invokes',
      { more: '<actionCalls><name>Invoke</name><actionType>invokeProcess</actionType></actionCalls>' },
      'Invoke invokes another process',
    ],
  ])('is left out with %s, and says so', (_, options, message) => {
    const { document, obstacles } = migrated(process(options));
    expect(document).toBeNull();
    expect(obstacles).toEqual([expect.objectContaining({ message: expect.stringContaining(message) })]);
  });

  it('is told from a flow', () => {
    const { root } = parseMetadataXml('<Flow><processType>Flow</processType></Flow>', 'x');
    expect(root && isProcess(root)).toBe(false);
  });
});
