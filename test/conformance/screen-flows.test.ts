import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { corpusFolder } from '../corpus.ts';
import { inTerminal, walk } from '../features/in-terminal.ts';
import { temporaryFolder } from '../features/temporary-project.ts';
import { KEYS } from '../hosts/terminal/fake-terminal.ts';
import { serve } from '../http/serve.ts';

/** Screen flows of real projects as a person walks through them, with what they need of an org beside them. */

const corpus = corpusFolder();
const NEXT = KEYS.ctrl('s');
const BACK = KEYS.ctrl('b');

/** A copy of a real project, with these files added. */
async function realProject(name: string, folder: string, files: Readonly<Record<string, string>>): Promise<string> {
  const cwd = await temporaryFolder();
  await cp(join(corpus ?? '', 'flows', name), cwd, { recursive: true });
  const project = JSON.stringify({ packageDirectories: [{ path: folder, default: true }], sourceApiVersion: '60.0' });
  for (const [path, text] of Object.entries({ 'sfdx-project.json': project, ...files })) {
    await mkdir(dirname(join(cwd, path)), { recursive: true });
    await writeFile(join(cwd, path), text);
  }
  return cwd;
}

const autolaunched = (elements: readonly string[], variables: string): string =>
  [
    'label: Seed',
    'type: Autolaunched Flow',
    'apiVersion: 60.0',
    `variables: { ${variables} }`,
    'start: A',
    'elements:',
    ...elements.map((element) => `  ${element}`),
    '',
  ].join('\n');

/** Makes the records that the flow looks for; gives the outputs of the flow that made them. */
async function seeded(cwd: string): Promise<Readonly<Record<string, string>>> {
  const { stdout, stderr } = await runCli(['seed/Seed.yaml', '--json'], { cwd });
  expect(stderr).toBe('');
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '').outputs;
}

describe.skipIf(corpus === null)('a flow that calls an external service', () => {
  const FLOW = 'force-app/main/default/flows/Bank_Account_Records.flow-meta.xml';

  it('calls it as its registration says, and takes either reply', async () => {
    const { url, seen } = await serve((request, response) => {
      const known = request.url.includes('Byron');
      response.writeHead(known ? 409 : 201, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ id: known ? 'OLD-1' : 'NEW-7' }));
    });
    const cwd = await realProject('SFDC-Assets+SF-ExternalServiceFromFlow', 'force-app', {
      'org/external-credentials/Bank.yaml':
        'protocol: No Authentication\nprincipals:\n  Api: { type: Named Principal, sequence: 1 }\n',
      'org/named-credentials/Bank.yaml': `url: ${url}\nexternalCredential: Bank\n`,
      'org/permission-sets/Api.yaml': 'principals: [Bank-Api]\n',
      'org/users/me.user.yaml': 'username: me@example.com\ndefault: true\npermissionSets: [Api]\n',
    });
    for (const [name, outcome] of [
      ['Ada', /finished \(1 screen, 1 callout.*\n +account +\{"id":"NEW-7"\}/],
      ['Byron', /finished \(1 screen, 1 callout.*\n +account +\{"id":"OLD-1"\}/],
    ] as const) {
      const { terminal, code, stderr } = inTerminal([FLOW], { cwd });
      await walk(terminal, [
        [[], 'Last Name on Account'],
        [[name, KEYS.tab, 'Checking & more'], 'Checking & more'],
        [[NEXT], outcome],
      ]);
      expect([await code, stderr()]).toEqual([0, '']);
    }
    expect(seen.map(({ method, url: path }) => `${method} ${path}`)).toEqual([
      'POST /accounts/Ada?accountType=Checking%20%26%20more',
      'POST /accounts/Byron?accountType=Checking%20%26%20more',
    ]);
  });
});

describe.skipIf(corpus === null)('a flow with record elements', () => {
  const FLOW = 'force-app/main/default/flows/Enter_Job_Application.flow-meta.xml';

  it('offers records as choices, and creates one', async () => {
    const cwd = await realProject('SFDC-Assets+recruiting-automation-flow-orchestrator', 'force-app', {
      'seed/Seed.yaml': autolaunched(
        [
          'A: { type: createRecords, object: Candidate__c, set: { Last_Name__c: Lovelace }, outputs: ada, next: B }',
          'B: { type: createRecords, object: Candidate__c, set: { Last_Name__c: Hopper }, next: P }',
          'P: { type: createRecords, object: Position__c, set: { Name: Engineer }, outputs: position }',
        ],
        'ada: { type: Text, output: true }, position: { type: Text, output: true }',
      ),
      'seed/Count.yaml': autolaunched(
        [
          'A: { type: getRecords, object: Job_Application__c, records: all, next: C }',
          'C: { type: loop, collection: A, forEach: D }',
          "D: { type: assignment, assign: [ stages: { add: '{!C.Stage__c} of {!C.Candidate__c};' } ], next: C }",
        ],
        'stages: { type: Text, output: true }',
      ),
    });
    const { ada, position } = await seeded(cwd);
    const { terminal, code, stderr } = inTerminal([FLOW, '--input', `varPositionId=${position}`], { cwd });
    await walk(terminal, [
      [[], /Candidate[\s\S]*--None--/],
      [['ov'], /\/ ov[\s\S]*\u276f Lovelace/],
      [[KEYS.enter], /\u2502 Lovelace +\u25be \u2502/],
      [[NEXT], /finished \(1 screen/],
    ]);
    expect([await code, stderr()]).toEqual([0, '']);
    const { stdout } = await runCli(['seed/Count.yaml', '--json'], { cwd });
    expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '').outputs).toEqual({ stages: `Phone Screen of ${ada};` });
  });
});

describe.skipIf(corpus === null)('a flow with sections and data tables', () => {
  const FLOW = 'aim-base/main/default/flows/AIM_QualificationScreenFlow.flow-meta.xml';
  const FIELDS = (fields: readonly string[]): string =>
    ['label: L', 'fields:', ...fields.map((one) => `  ${one}`), ''].join('\n');
  const FILES = {
    'org/objects/Incident.yaml': FIELDS(['Subject: { type: Text }', 'Status: { type: Text }']),
    'org/objects/Report.yaml': FIELDS([
      'FolderName: { type: Text }',
      'DeveloperName: { type: Text }',
      'Format: { type: Text }',
    ]),
    'org/objects/CaseRelatedIssue.yaml': FIELDS([
      'CaseId: { type: Lookup, references: Case }',
      'RelatedIssueId: { type: Lookup, references: Incident }',
      'RelationshipType: { type: Text }',
    ]),
    'org/objects/IncidentRelatedItem.yaml': FIELDS([
      'AssetId: { type: Text }',
      'IncidentId: { type: Lookup, references: Incident }',
    ]),
    'seed/Seed.yaml': autolaunched(
      [
        'A: { type: createRecords, object: Incident, set: { Subject: Mail is down, Status: New }, outputs: incident, next: C }',
        'C: { type: createRecords, object: Case, set: { Subject: No mail }, outputs: case, next: R }',
        'R: { type: createRecords, object: Report, set: { Name: Open cases, FolderName: Service, DeveloperName: Open_Cases, Format: Tabular }, next: S }',
        'S: { type: createRecords, object: Report, set: { Name: \u6771\u4eac, FolderName: \u8cc7\u7523, DeveloperName: Tokyo_Assets, Format: Summary } }',
      ],
      'incident: { type: Text, output: true }, case: { type: Text, output: true }',
    ),
  };

  it('goes from table to table, back and on, and ends with what was added', async () => {
    const cwd = await realProject('SalesforceLabs+FlowAutomationForIncidentManagement', 'aim-base', FILES);
    const { incident, case: found } = await seeded(cwd);
    const stub = 'actions/ReportDataRetrieverAction.js';
    expect((await runCli(['stubs', FLOW, '--write'], { cwd })).stdout).toContain(`created   ${stub}\n`);
    await writeFile(
      join(cwd, stub),
      `${['export', 'default'].join(' ')} ({ developerNames }) => ({
        output: String(developerNames) === 'Open_Cases' ? ['${found}'] : ['02i000000000001AAA', '02i000000000002AAA'],
      });\n`,
    );
    const { terminal, code, stderr } = inTerminal([FLOW, '--input', `incidentId=${incident}`], { cwd, rows: 30 });
    await walk(terminal, [
      [[], /Mail is down\n.*: New[\s\S]*cases: 0/],
      [[' ', KEYS.down, ' ', NEXT], /Case Qualification Report \u2500+/],
      // A label of the project brings a link along: it is rich text, and shows no tags.
      [[], /^[^<>]* here\.[^<>]*$/],
      [[], /Report Name +Folder Name +Report Unique Name/],
      [[NEXT], 'Select at least 1 row.'],
      [[' ', NEXT], / 1 [\s\S]*"Open\s+cases"/],
      [[BACK], /\u276f \u25c9 Open cases +Service +Open_Cases/],
      [[NEXT], /"Open\s+cases"/],
      [[NEXT], /Asset Qualification Report \u2500+/],
      [['/', '\u6771', KEYS.enter], /\u276f \u25c9 \u6771\u4eac +\u8cc7\u7523 +Tokyo_Assets/],
      [[NEXT], / 2 [\s\S]*"\u6771\u4eac"/],
      [[NEXT], /Cases added: 1[\s\S]*Assets added: 2/],
      [[NEXT], /finished \(\d+ screens/],
    ]);
    expect([await code, stderr()]).toEqual([0, '']);
  });

  it('says which action is missing on the screen that its fault path leads to', async () => {
    const cwd = await realProject('SalesforceLabs+FlowAutomationForIncidentManagement', 'aim-base', FILES);
    const { incident } = await seeded(cwd);
    const { terminal, code } = inTerminal([FLOW, '--input', `incidentId=${incident}`], { cwd, columns: 60, rows: 20 });
    await walk(terminal, [
      [[], 'Mail is down'],
      [[' ', NEXT], 'Case Qualification Report'],
      [[' ', NEXT], 'Get_CaseIds_from_Report runs the action ReportDataRetrieverAction of the kind apex'],
      [[BACK], 'Case Qualification Report'],
      [['\u0003'], ''],
    ]);
    expect(await code).toBe(130);
  });
});
