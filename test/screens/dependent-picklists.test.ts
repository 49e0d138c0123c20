import { describe, expect, it } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { eventsOf, projectOf } from '../features/temporary-project.ts';

/** Dependent picklists of a Salesforce project: its `valueSettings` say which value of one field allows which of the next. */

const FIELD = (name: string, values: readonly string[], controlled = '') => `<?xml version="1.0" encoding="UTF-8"?>
<CustomField xmlns="http://soap.sforce.com/2006/04/metadata">
    <fullName>${name}</fullName>
    <label>${name}</label>
    <type>Picklist</type>
    <valueSet>
        ${controlled === '' ? '' : controlled.slice(0, controlled.indexOf('<valueSettings'))}
        <valueSetDefinition>
            ${values.map((value) => `<value><fullName>${value}</fullName><default>false</default><label>${value}</label></value>`).join('')}
        </valueSetDefinition>
        ${controlled.slice(controlled.indexOf('<valueSettings'))}
    </valueSet>
</CustomField>
`;

const allows = (value: string, ...by: readonly string[]) =>
  `<valueSettings>${by.map((one) => `<controllingFieldValue>${one}</controllingFieldValue>`).join('')}<valueName>${value}</valueName></valueSettings>`;

const FIELDS = 'app/objects/Site__c/fields';
const PROJECT = {
  'sfdx-project.json': '{ "packageDirectories": [{ "path": "app", "default": true }] }',
  [`${FIELDS}/Land__c.field-meta.xml`]: FIELD('Land__c', ['DE', 'FR', 'constructor']),
  [`${FIELDS}/Town__c.field-meta.xml`]: FIELD(
    'Town__c',
    ['Ulm', 'Metz', 'Kehl'],
    `<controllingField>Land__c</controllingField>${allows('Ulm', 'DE')}${allows('Metz', 'FR')}${allows('Kehl', 'DE', 'FR')}`,
  ),
  [`${FIELDS}/Area__c.field-meta.xml`]: FIELD(
    'Area__c',
    ['North', 'South'],
    `<controllingField>Town__c</controllingField>${allows('North', 'Kehl')}${allows('South', 'Ulm')}`,
  ),
  'app/flows/ask.yaml': `label: Ask
type: Screen Flow
apiVersion: 66.0
variables: { land: { type: Text, output: true }, town: { type: Text, output: true }, area: { type: Text, output: true } }
start: Ask
elements:
  Ask:
    type: screen
    fields:
      F:
        type: dependentPicklists
        inputs:
          dependencyWrapperApiName: Site__c
          topPicklistApiName: Land__c
          middlePicklistApiName: Town__c
          bottomPicklistApiName: Area__c
        outputs: { topValue: land, middleValue: town, bottomValue: area }
`,
};

async function answered(answer: string) {
  const cwd = await projectOf({ ...PROJECT, 'a.yaml': `Ask: { F: ${answer} }\n` });
  const { code, stdout, stderr } = await runCli(['app/flows/ask.yaml', '--answers', 'a.yaml', '--json'], { cwd });
  return { code, stderr, last: eventsOf(stdout).at(-1) };
}

describe('dependent picklists', () => {
  it.each([
    ['{ topValue: DE, middleValue: Ulm, bottomValue: South }', { land: 'DE', town: 'Ulm', area: 'South' }],
    ['{ topValue: FR, middleValue: Kehl, bottomValue: North }', { land: 'FR', town: 'Kehl', area: 'North' }],
    ['{ topValue: FR }', { land: 'FR', town: null, area: null }],
  ])('%s', async (answer, outputs) => {
    expect(await answered(answer)).toMatchObject({ code: 0, last: { outputs } });
  });

  it.each([
    ['a value of another', '{ topValue: DE, middleValue: Metz }'],
    ['a value where the controlling field is empty', '{ middleValue: Ulm }'],
    ['a value below one that is refused', '{ topValue: FR, middleValue: Ulm, bottomValue: South }'],
    ['a value for one that allows none, whatever its name', '{ topValue: constructor, middleValue: Ulm }'],
  ])('refuse %s', async (_, answer) => {
    const { code, last } = await answered(answer);
    expect(code).toBe(2);
    expect(JSON.stringify(last)).toContain('Choose one of the options.');
  });
});
