import { describe, expect, it } from 'vitest';
import { activeVersions } from '../../../src/metadata/project/flow-versions.ts';
import { runCli } from '../../cli/run-cli.ts';
import { projectOf } from '../../features/temporary-project.ts';

const FILES = new Map([
  ['Greet-2', 'flows/Greet-2.flow'],
  ['Greet-10', 'flows/Greet-10.flow'],
  ['Other', 'flows/Other.flow'],
]);
const DEFINITION = (number: string): string =>
  `<FlowDefinition xmlns="http://soap.sforce.com/2006/04/metadata"><activeVersionNumber>${number}</activeVersionNumber></FlowDefinition>`;

const CHILD = (
  text: string,
): string => `<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>60.0</apiVersion>
<assignments><name>Set</name><label>Set</label><locationX>0</locationX><locationY>0</locationY><assignmentItems><assignToReference>said</assignToReference><operator>Assign</operator><value><stringValue>${text}</stringValue></value></assignmentItems></assignments>
<label>Child</label><processType>AutoLaunchedFlow</processType><startElementReference>Set</startElementReference><status>Active</status>
<variables><name>said</name><dataType>String</dataType><isCollection>false</isCollection><isInput>false</isInput><isOutput>true</isOutput></variables></Flow>`;
const PARENT = `<Flow xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>60.0</apiVersion>
<label>Parent</label><processType>AutoLaunchedFlow</processType><startElementReference>Call</startElementReference><status>Active</status>
<subflows><name>Call</name><label>Call</label><locationX>0</locationX><locationY>0</locationY><flowName>Child</flowName><outputAssignments><assignToReference>said</assignToReference><name>said</name></outputAssignments></subflows>
<variables><name>said</name><dataType>String</dataType><isCollection>false</isCollection><isInput>false</isInput><isOutput>true</isOutput></variables></Flow>`;

describe('versions of a flow in files of their own', () => {
  it('mean the active one', async () => {
    const cwd = await projectOf({ 'flowDefinitions/Greet.flowDefinition': DEFINITION('2') });
    expect([...(await activeVersions(FILES, cwd))]).toEqual([['Greet', 'flows/Greet-2.flow']]);
  });

  it.each([
    ['no definition', {}],
    ['a definition without a number', { 'flowDefinitions/Greet.flowDefinition-meta.xml': '<FlowDefinition/>' }],
    ['a definition that is broken', { 'flowDefinitions/Greet.flowDefinition': '<Flow' }],
  ])('mean the highest one with %s', async (_, files) => {
    const cwd = await projectOf(files);
    expect([...(await activeVersions(FILES, cwd))]).toEqual([['Greet', 'flows/Greet-10.flow']]);
  });

  it('are what a subflow calls', async () => {
    const cwd = await projectOf({
      'flows/Parent-1.flow': PARENT,
      'flows/Child-1.flow': CHILD('one'),
      'flows/Child-2.flow': CHILD('two'),
      'flowDefinitions/Child.flowDefinition': DEFINITION('1'),
    });
    const { code, stdout, stderr } = await runCli(['run', 'flows/Parent-1.flow', '--json'], { cwd });
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '').outputs).toEqual({ said: 'one' });
  });
});
