import { describe, expect, it } from 'vitest';
import { flowXmlFromDocument } from '../../src/metadata/export-flow.ts';
import { yamlFromDocument } from '../../src/metadata/yaml-writer.ts';
import { corpusFolder, realFlow, yamlExamples } from '../corpus.ts';
import { treeOfXml, treeOfYaml } from './translate.ts';
import { plain } from './trees.ts';

const corpus = corpusFolder();

function withoutComments(xml: string): string {
  return xml.replace(/\n\s*<!--[\s\S]*?-->/g, '');
}

describe.skipIf(corpus === null)('real flows', () => {
  const folder = corpus ?? '';

  it.each([
    [
      'Opportunity_Notifier',
      'a screen flow with sections',
      ['type: section', 'type: lookup', '{ goTo: Select_Opportunity }'],
    ],
    ['Change_Owner_Account', 'conditional visibility', ['visible: { all: [']],
    ['Twenty_Questions_Troubleshooter', 'choice sets and record elements', ['choiceSets:', 'type: getRecords']],
    ['Enter_Job_Application', 'picklists of an object', ['picklist: ']],
    [
      'Utility_Copy_Files_Subflow',
      'a loop in an autolaunched flow',
      ['type: loop', 'forEach: ', 'afterLast: ', '.Id: null'],
    ],
    [
      'Merchant_Processing_Agreement_MAIN',
      'very many elements and subflows',
      ['type: subflow', 'visible: ', 'outputs: {'],
    ],
    ['IrrigationManagement', 'custom logic', ['logic: ']],
    [
      'Bundle_Submitted',
      'a process with the legacy start',
      ['startElementReference: ', 'start: null', 'type: Workflow'],
    ],
    [
      'Closed_Won_Opportunities_Multi_Schedule',
      'scheduled paths',
      ['scheduledPaths:', 'offset: 5 Days', 'onlyWhenChangedToMeet: true'],
    ],
    ['LogEntryHandler_Tests_Scheduled_Flow', 'a schedule', ['trigger: Scheduled', 'schedule: {']],
    ['Recruiting_Orchestration_v6', 'an orchestration, which has no words', ['orchestratedStages:', 'stageSteps:']],
    ['Conductor_Tool_Creation_SF', 'a repeater', ['type: repeater']],
    ['Flow_OneView_Test_Sample', 'collections sorted and filtered', ['type: sortCollection', 'type: filterCollection']],
    ['Wait_for_User_to_Responsd', 'a wait', ['type: wait', 'event: AlarmEvent']],
    ['Bank_Account_Records', 'an external service', ['kind: externalService', "'201': account"]],
    ['stagetest', 'stages', ['stages:', '{ order: 2 }']],
  ])('%s: %s', (name, _what, words) => {
    const xml = realFlow(folder, name);
    const tree = treeOfXml(xml);
    expect(flowXmlFromDocument(tree)).toBe(xml);

    const yaml = yamlFromDocument(tree, { schema: '../schemas/flow.schema.json' });
    for (const word of words) expect(yaml).toContain(word);
    const again = treeOfYaml(yaml);
    expect(plain(again)).toEqual(plain(tree));
    expect(flowXmlFromDocument(again)).toBe(xml);
    expect(yaml.split('\n').length).toBeLessThan(xml.split('\n').length);
  });

  it('written by hand in YAML give the metadata they were written after', () => {
    const examples = yamlExamples(folder);
    expect(examples.size).toBe(5);
    for (const [name, yaml] of examples) {
      const xml = realFlow(folder, name);
      expect(withoutComments(flowXmlFromDocument(treeOfYaml(yaml))).trim(), name).toBe(xml.trim());
    }
  });

  it('come out of import as a person wrote them, but for what is a matter of taste', () => {
    const yaml = yamlExamples(folder).get('Opportunity_Notifier') ?? '';
    const written = yamlFromDocument(treeOfXml(realFlow(folder, 'Opportunity_Notifier')), {
      schema: '../schemas/flow.schema.json',
    });
    expect(written).toBe(yaml);
  });
});
