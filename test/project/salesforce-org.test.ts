import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAnswersPresenter, runFlow } from '../../src/index.ts';
import { createRedactor, findProject, openFlow } from '../../src/project/index.ts';
import { projectOf } from '../features/temporary-project.ts';

const META = (root: string, body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">\n${body}\n</${root}>\n`;
const LABEL = (name: string, text: string): string =>
  `<labels><fullName>${name}</fullName><language>en_US</language><protected>true</protected><shortDescription>x</shortDescription><value>${text}</value></labels>`;
const VALUE = (field: string, type: string, text: string): string =>
  `<values><field>${field}</field><value xsi:type="xsd:${type}">${text}</value></values>`;

const FLOW = META(
  'Flow',
  `<apiVersion>62.0</apiVersion>
<assignments><name>Read</name><label>Read</label><locationX>0</locationX><locationY>0</locationY>
${[
  '$Label.Greeting',
  '$Permission.May_Sell',
  '$CustomMetadata.Site__mdt.Default.Since__c',
  '$Profile.Name',
  '$UserRole.Name',
  '$System.OriginDateTime',
  '$GlobalConstant.True',
]
  .map(
    (path, index) =>
      `<assignmentItems><assignToReference>v${index}</assignToReference><operator>Assign</operator><value><elementReference>${path}</elementReference></value></assignmentItems>`,
  )
  .join('\n')}
</assignments>
<label>Read</label><processType>AutoLaunchedFlow</processType>
<start><locationX>0</locationX><locationY>0</locationY><connector><targetReference>Read</targetReference></connector></start>
<status>Active</status>
${['String', 'Boolean', 'Date', 'String', 'String', 'DateTime', 'Boolean']
  .map(
    (type, index) =>
      `<variables><name>v${index}</name><dataType>${type}</dataType><isCollection>false</isCollection><isInput>false</isInput><isOutput>true</isOutput></variables>`,
  )
  .join('\n')}`,
);
const APP = 'force-app/main/default';
const PROJECT: Readonly<Record<string, string>> = {
  'sfdx-project.json': '{"packageDirectories":[{"path":"force-app","default":true}],"namespace":"acme"}',
  [`${APP}/flows/Read.flow-meta.xml`]: FLOW,
  [`${APP}/labels/CustomLabels.labels-meta.xml`]: META(
    'CustomLabels',
    LABEL('Greeting', 'Hello') + LABEL('Bye', 'Bye'),
  ),
  [`${APP}/translations/de.translation-meta.xml`]: META(
    'Translations',
    '<customLabels><label>Hallo</label><name>Greeting</name></customLabels><customLabels><name>Bye</name></customLabels>',
  ),
  [`${APP}/customMetadata/Site.Default.md-meta.xml`]: META(
    'CustomMetadata',
    `<label>Default site</label><protected>false</protected>${VALUE('Url__c', 'string', 'https://example.com')}${VALUE('Since__c', 'date', '2026-01-31')}${VALUE('Most__c', 'double', '19.99')}${VALUE('On__c', 'boolean', 'true')}${VALUE('At__c', 'dateTime', '2026-01-31T10:00:00Z')}<values><field>None__c</field><value xsi:nil="true"/></values>`,
  ),
  [`${APP}/customPermissions/May_Sell.customPermission-meta.xml`]: META('CustomPermission', '<label>May sell</label>'),
  [`${APP}/permissionsets/Sellers.permissionset-meta.xml`]: META(
    'PermissionSet',
    '<customPermissions><enabled>true</enabled><name>acme__May_Sell</name></customPermissions><customPermissions><enabled>false</enabled><name>May_Buy</name></customPermissions><externalCredentialPrincipalAccesses><enabled>true</enabled><externalCredentialPrincipal>Target_Org-Api</externalCredentialPrincipal></externalCredentialPrincipalAccesses><label>Sellers</label>',
  ),
  [`${APP}/profiles/Admin.profile-meta.xml`]: META(
    'Profile',
    '<custom>false</custom><userLicense>Salesforce</userLicense>',
  ),
  [`${APP}/roles/CEO.role-meta.xml`]: META(
    'Role',
    '<mayForecastManagerShare>false</mayForecastManagerShare><name>Chief, all</name>',
  ),
};
const USER =
  'username: ada@example.com\nprofile: System Administrator\nrole: CEO\nlanguage: de\npermissionSets: [Sellers]\n';

describe('a Salesforce project', () => {
  it('is read as it is where there is no org folder', async () => {
    const cwd = await projectOf(PROJECT);
    const { org, directory, diagnostics } = await findProject(join(cwd, APP, 'flows'), cwd);
    expect(diagnostics).toEqual([]);
    expect(directory).toBe(cwd);
    expect(org.labels).toEqual([
      { name: 'Greeting', value: 'Hello', language: 'en_US', translations: { de: 'Hallo' }, packagedTranslations: {} },
      { name: 'Bye', value: 'Bye', language: 'en_US', translations: {}, packagedTranslations: {} },
    ]);
    expect(org.permissionSets).toEqual([
      { name: 'Sellers', label: 'Sellers', principals: ['Target_Org-Api'], customPermissions: ['May_Sell'] },
    ]);
    expect(org.profiles).toMatchObject([{ name: 'System Administrator', userLicense: 'Salesforce' }]);
    expect(org.roles).toEqual([{ name: 'CEO', label: 'Chief, all', parent: null, description: null }]);
    expect(org.customMetadata).toEqual([
      {
        type: 'Site__mdt',
        name: 'Default',
        label: 'Default site',
        values: {
          Url__c: { type: { dataType: 'Text' }, value: 'https://example.com' },
          Since__c: { type: { dataType: 'Date' }, value: '2026-01-31' },
          Most__c: { type: { dataType: 'Number' }, value: { $units: 1999, $scale: 2 } },
          On__c: { type: { dataType: 'Boolean' }, value: true },
          At__c: { type: { dataType: 'DateTime' }, value: '2026-01-31T10:00:00.000Z' },
          None__c: { type: { dataType: 'JSON' }, value: null },
        },
      },
    ]);
    expect(org.completeFamilies).toEqual([]);
  });

  it('serves a flow in its XML, with the users of an org folder over it', async () => {
    const cwd = await projectOf({ ...PROJECT, 'org/users/ada.yaml': USER });
    const { pending } = await runFlow(`${APP}/flows/Read.flow-meta.xml`, {
      cwd,
      presenter: createAnswersPresenter({}),
    });
    expect(pending).toMatchObject({
      kind: 'finished',
      outputs: {
        v0: 'Hallo',
        v1: true,
        v2: '2026-01-31',
        v3: 'System Administrator',
        v4: 'Chief, all',
        v5: '1900-01-01T00:00:00.000Z',
        v6: true,
      },
    });
  });

  it('gives a session id from the environment to the flow, and masks it', async () => {
    const cwd = await projectOf({
      ...PROJECT,
      [`${APP}/flows/Read.flow-meta.xml`]: FLOW.replace('$Label.Greeting', '$Api.Session_ID'),
    });
    const redactor = createRedactor();
    const env = { FLOWRUN_SESSION_ID: '00Dsession!id' };
    const presenter = createAnswersPresenter({});
    const { pending } = await runFlow(`${APP}/flows/Read.flow-meta.xml`, { cwd, presenter, env, redactor });
    expect(pending).toMatchObject({ outputs: { v0: '00Dsession!id' } });
    expect(redactor.text('with 00Dsession!id in it')).toBe('with *** in it');
  });

  it('gives way to the org folder, component by component', async () => {
    const cwd = await projectOf({
      ...PROJECT,
      'org/labels.yaml': 'greeting: Over\n',
      'org/custom-metadata/Site.Default.yaml': 'values: { Url__c: https://test.example.com }\n',
    });
    const { org } = await findProject(cwd, cwd);
    expect(org.labels.map(({ name, value }) => `${name}: ${value}`)).toEqual(['greeting: Over', 'Bye: Bye']);
    expect(org.customMetadata).toHaveLength(1);
    expect(org.customMetadata[0]?.values.Url__c?.value).toBe('https://test.example.com');
  });

  it('warns of files that hold something else, and reads the others', async () => {
    const cwd = await projectOf({
      ...PROJECT,
      [`${APP}/labels/Broken.labels-meta.xml`]: '<CustomLabels><labels></CustomLabels>',
      [`${APP}/roles/Other.role-meta.xml`]: META('Profile', '<custom>true</custom>'),
    });
    const { org, diagnostics, texts } = await findProject(cwd, cwd);
    expect(diagnostics.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual([
      'warning xml-syntax',
      'warning xml-other-metadata',
    ]);
    expect(diagnostics.every(({ file }) => texts.has(file))).toBe(true);
    expect(org.labels).toHaveLength(2);
    expect(org.roles.map(({ name }) => name)).toEqual(['CEO']);
  });

  it('leaves members open that it does not have: a project is often a part of its org', async () => {
    const cwd = await projectOf({
      ...PROJECT,
      [`${APP}/flows/Read.flow-meta.xml`]: FLOW.replace('$Label.Greeting', '$Label.Elsewhere'),
    });
    const { warnings } = await openFlow(`${APP}/flows/Read.flow-meta.xml`, { cwd });
    expect(warnings).toEqual([]);
  });
});
