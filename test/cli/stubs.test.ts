import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { serve } from '../http/serve.ts';
import { runCli } from './run-cli.ts';
import { sampleProject } from './sample-project.ts';

const FLOW = `label: Score a lead
type: Autolaunched Flow
apiVersion: 66.0
status: Active

variables:
  company: { type: Text, input: true }
  employees: { type: Number, scale: 0, input: true }
  rating: { type: Text, output: true }
  details: { type: Apex, class: LeadScore, output: true }
  first: { type: Text, output: true }

start: Score

elements:
  Score:
    type: action
    kind: apex
    action: ScoreLead
    inputs: { company: '{!company}', employees: '{!employees}', dryRun: true, source: Web }
    outputs: { rating: rating, details: details }
    next: Summarise

  Summarise:
    type: action
    kind: generatePromptResponse
    action: Lead_Summary
    inputs: { 'Input:Lead': '{!company}' }
    next: Tell

  Tell:
    type: action
    kind: emailSimple
    action: emailSimple
    inputs: { emailAddresses: a@example.com, emailSubject: Lead, emailBody: 'It is {!details.points}' }
    next: Keep

  Keep:
    type: assignment
    assign:
      - first: '{!Summarise.promptResponse}'
`;
const RUN = ['run', 'flows/score.yaml', '--input', 'company=Acme', '--input', 'employees=12'];

describe('flowrun stubs', () => {
  it("lists what a flow needs of an org's code", async () => {
    const cwd = await sampleProject({ 'flows/score.yaml': FLOW });
    const { code, stdout, stderr } = await runCli(['stubs', 'flows/score.yaml'], { cwd });
    expect([code, stderr]).toEqual([0, '']);
    await expect(stdout).toMatchFileSnapshot('golden/stubs.txt');
    expect(await readdir(cwd)).toEqual(['flows']);
  });

  it('writes functions that run, and leaves those that are there alone', async () => {
    const cwd = await sampleProject({ 'flows/score.yaml': FLOW });
    const first = await runCli(['stubs', 'flows', '--write'], { cwd });
    expect(first.stdout).toContain('created   actions/Lead_Summary.js\ncreated   actions/ScoreLead.js\n');
    await expect(await readFile(join(cwd, 'actions/ScoreLead.js'), 'utf8')).toMatchFileSnapshot(
      'golden/stub-ScoreLead.js.txt',
    );
    const again = await runCli(['stubs', 'flows', '--write'], { cwd });
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('everything has a stand-in\n')]);
    const file = join(cwd, 'actions/Lead_Summary.js');
    await writeFile(
      file,
      (await readFile(file, 'utf8')).replace('promptResponse: null', "promptResponse: 'Worth a call'"),
    );
    const run = await runCli([...RUN, '--json'], { cwd });
    expect([run.code, JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '').outputs]).toEqual([
      0,
      { rating: '', details: {}, first: 'Worth a call' },
    ]);
  });

  it('writes values in YAML', async () => {
    const cwd = await sampleProject({ 'flows/score.yaml': FLOW });
    await runCli(['stubs', 'flows', '--write', '--as', 'yaml'], { cwd });
    const file = join(cwd, 'actions/ScoreLead.yaml');
    const text = await readFile(file, 'utf8');
    expect(text).toBe(
      `# Stands in for the Apex action ScoreLead, which Score of score runs: what it gives, whatever goes in.\noutputs:\n  rating: ''\n  details: {}\n`,
    );
    await writeFile(file, text.replace("''", 'Hot').replace('{}', '{ points: 12 }'));
    const run = await runCli([...RUN, '--json'], { cwd });
    expect(JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '').outputs).toEqual({
      rating: 'Hot',
      details: { points: 12 },
      first: null,
    });
  });

  it('calls the action in a real org', async () => {
    const { url, seen } = await serve(({ url: path }, response) => {
      const output = path.endsWith('/ScoreLead')
        ? { rating: 'Warm', details: { points: 3 } }
        : { promptResponse: 'Call' };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify([{ actionName: 'x', errors: null, isSuccess: true, outputValues: output }]));
    });
    const cwd = await sampleProject({
      'flows/score.yaml': FLOW,
      'org/external-credentials/My_Org.yaml':
        'protocol: No Authentication\nprincipals:\n  Api: { type: Named Principal, sequence: 1 }\n',
      'org/named-credentials/My_Org.yaml': `url: ${url}\nexternalCredential: My_Org\n`,
      'org/permission-sets/Api.yaml': 'principals: [My_Org-Api]\n',
      'org/users/me.user.yaml': 'username: me@example.com\npermissionSets: [Api]\n',
    });
    await runCli(['stubs', 'flows', '--write', '--as', 'org', '--org', 'My_Org'], { cwd });
    const run = await runCli([...RUN, '--json'], { cwd });
    expect(run.stderr).toBe('');
    expect(JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '').outputs).toEqual({
      rating: 'Warm',
      details: { points: 3 },
      first: 'Call',
    });
    expect(seen.map(({ method, url: path }) => `${method} ${path}`)).toEqual([
      'POST /services/data/v66.0/actions/custom/apex/ScoreLead',
      'POST /services/data/v66.0/actions/custom/generatePromptResponse/Lead_Summary',
    ]);
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      inputs: [{ company: 'Acme', employees: 12, dryRun: true, source: 'Web' }],
    });
  });

  it('says what the org refused', async () => {
    const { url } = await serve((_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify([{ isSuccess: false, errors: [{ message: 'No such lead' }], outputValues: null }]));
    });
    const cwd = await sampleProject({
      'flows/score.yaml': FLOW,
      'actions/ScoreLead.yaml': 'org: My_Org\n',
      'org/external-credentials/My_Org.yaml':
        'protocol: No Authentication\nprincipals:\n  Api: { type: Named Principal, sequence: 1 }\n',
      'org/named-credentials/My_Org.yaml': `url: ${url}\nexternalCredential: My_Org\n`,
      'org/permission-sets/Api.yaml': 'principals: [My_Org-Api]\n',
      'org/users/me.user.yaml': 'username: me@example.com\npermissionSets: [Api]\n',
    });
    const run = await runCli(RUN, { cwd });
    expect([run.code, run.stderr]).toEqual([1, expect.stringContaining('ScoreLead: No such lead')]);
  });

  it('fails at the element without a stand-in, and goes on with --lenient', async () => {
    const cwd = await sampleProject({ 'flows/score.yaml': FLOW });
    const strict = await runCli(RUN, { cwd });
    expect([strict.code, strict.stderr]).toEqual([1, expect.stringContaining('flowrun stubs writes')]);
    const lenient = await runCli([...RUN, '--lenient'], { cwd });
    expect(lenient.code).toBe(0);
    expect(lenient.stderr).toBe(
      'went on without outputs: Score runs the action ScoreLead of the kind apex, which needs code of an org.\nwent on without outputs: Summarise runs the action Lead_Summary of the kind generatePromptResponse, which needs code of an org.\n',
    );
  });

  it('prints pure JSON', async () => {
    const cwd = await sampleProject({ 'flows/score.yaml': FLOW });
    const { needs, files } = JSON.parse((await runCli(['stubs', 'flows', '--json'], { cwd, color: true })).stdout);
    expect(files).toEqual([]);
    expect(needs[1]).toEqual({
      what: 'Apex action',
      kind: 'action',
      type: 'apex',
      name: 'ScoreLead',
      has: false,
      uses: [{ flow: 'score', element: 'Score', file: 'flows/score.yaml' }],
      inputs: { company: 'string', employees: 'number', dryRun: 'boolean', source: 'string' },
      outputs: { rating: 'string', details: 'object' },
    });
  });

  it('reads metadata, and says of a flow that needs nothing that it needs nothing', async () => {
    const cwd = await sampleProject({
      'flows/score.yaml': FLOW,
      'flows/none.yaml': 'label: None\ntype: Screen Flow\nstart: A\nelements:\n  A: { type: screen }\n',
    });
    await runCli(['export', 'flows', '--out', 'md'], { cwd });
    expect((await runCli(['stubs', 'md'], { cwd })).stdout).toContain('✗ Apex action ScoreLead\n');
    expect((await runCli(['stubs', 'flows/none.yaml'], { cwd })).stdout).toBe("nothing of an org's code is needed\n");
  });

  it.each([
    ['an unknown form', ['flows', '--as', 'xml'], '--as takes js, yaml, org, not xml'],
    ['an org without a name', ['flows', '--as', 'org'], 'write --org NAME'],
    ['a missing file', ['gone.yaml'], 'gone.yaml: no such file'],
  ])('refuses %s', async (_, argv, message) => {
    const cwd = await sampleProject({ 'flows/score.yaml': FLOW });
    const { code, stderr } = await runCli(['stubs', ...argv], { cwd });
    expect([code, stderr.includes(message) || stderr]).toEqual([2, true]);
  });

  it.each([
    ['nothing', 'kind: apex\n'],
    ['a text for outputs', 'outputs: none\n'],
  ])('refuses a declared action that says %s', async (_, text) => {
    const cwd = await sampleProject({ 'flows/score.yaml': FLOW, 'actions/ScoreLead.yaml': text });
    const { stderr } = await runCli(RUN, { cwd });
    expect(stderr).toContain('declares no action');
  });
});

/** kind, action, file of its stand-in, what the list calls it */
const KINDS = [
  ['apex', 'ScoreLead', 'ScoreLead.js', 'Apex action'],
  ['quickAction', 'Lead.Send_Note', 'Lead.Send_Note.js', 'quick action'],
  ['component', 'c:lookUp', 'c.lookUp.js', 'local action'],
  ['generatePromptResponse', 'Lead_Summary', 'Lead_Summary.js', 'prompt'],
  ['externalService', 'Minutes.Get Meeting Minutes', 'Minutes.Get Meeting Minutes.js', 'external service'],
  ['somethingNew', 'a/../b', 'a_.._b.js', 'action of the kind somethingNew'],
] as const;

describe.each(KINDS)('an action of the kind %s', (kind, action, file, what) => {
  const flow = `label: Calls
type: Screen Flow
apiVersion: 66.0
variables: { said: { type: Text, output: true }, size: { type: Number, output: true } }
start: Call_It
elements:
  Call_It: { type: action, kind: ${kind}, action: '${action}', inputs: { who: Ada }, outputs: { said: said, size: size } }
`;
  const outputsOf = (stdout: string): unknown => JSON.parse(stdout.trim().split('\n').at(-1) ?? '').outputs;

  it('is named where it is missing, and passed over by --lenient', async () => {
    const cwd = await sampleProject({ 'flows/calls.yaml': flow });
    const strict = await runCli(['flows/calls.yaml'], { cwd });
    expect(strict.code).toBe(1);
    expect(strict.stderr).toContain(`Call_It runs the action ${action} of the kind ${kind}`);
    expect(strict.stderr.replaceAll(/\s+/g, ' ')).toContain(`flowrun stubs writes actions/${file} to fill in`);
    const lenient = await runCli(['flows/calls.yaml', '--lenient', '--json'], { cwd });
    expect([lenient.code, outputsOf(lenient.stdout)]).toEqual([0, { said: null, size: null }]);
  });

  it('is listed, written with its types, and runs once it is filled in', async () => {
    const cwd = await sampleProject({ 'flows/calls.yaml': flow });
    const written = await runCli(['stubs', 'flows', '--write'], { cwd });
    expect(written.stdout).toContain(
      `\u2717 ${what} ${action}\n    used by Call_It of calls\n    takes who: string\n    gives said: string, size: number\n`,
    );
    expect(written.stdout).toContain(`created   actions/${file}\n`);
    const path = join(cwd, 'actions', file);
    const text = await readFile(path, 'utf8');
    expect(text).toContain('@param {{ who: string }} inputs\n * @returns {{ said: string, size: number }}\n');
    await writeFile(
      path,
      text
        .replace('_inputs', 'inputs')
        .replace("''", '`Hello $' + '{inputs.who}`')
        .replace('size: 0', 'size: 3'),
    );
    const run = await runCli(['flows/calls.yaml', '--json'], { cwd });
    expect([run.code, outputsOf(run.stdout)]).toEqual([0, { said: 'Hello Ada', size: 3 }]);
    expect((await runCli(['stubs', 'flows'], { cwd })).stdout).toContain('everything has a stand-in\n');
  });
});

describe('a component', () => {
  const flow = `label: Signs
type: Screen Flow
apiVersion: 66.0
variables:
  by: { type: Text, output: true }
  times: { type: Number, scale: 0, output: true }
  sure: { type: Boolean, output: true }
  tags: { type: Text, collection: true, output: true }
  account: { type: Record, object: Account, output: true }
start: Ask
elements:
  Ask:
    type: screen
    fields:
      Pad:
        type: 'c:signaturePad'
        inputs: { document: Contract, count: 2 }
        outputs: { signedBy: by, times: times, sure: sure, tags: tags, account: account }
`;
  const answers = (pad: string) => `Ask: { Pad: ${pad} }\n`;

  it('needs no stand-in to run, and has a typed one written', async () => {
    const cwd = await sampleProject({ 'flows/signs.yaml': flow });
    const listed = await runCli(['stubs', 'flows'], { cwd });
    expect(listed.stdout).toBe(
      [
        '\u00b7 component c:signaturePad',
        '    used by Ask of signs',
        '    takes document: string, count: number',
        '    gives signedBy: string, times: number, sure: boolean, tags: string[], account: object',
        '',
        '1 component has no stand-in: --write makes it',
        '',
      ].join('\n'),
    );
    const written = await runCli(['stubs', 'flows', '--write', '--as', 'yaml'], { cwd });
    expect(written.stdout).toContain('created   org/components/c.signaturePad.yaml\n');
    expect(await readFile(join(cwd, 'org/components/c.signaturePad.yaml'), 'utf8')).toBe(
      `# Stands in for the component c:signaturePad, which Ask of signs shows. Each output is asked for by a field of its type;
# add fields: to say how, each named after its output.
label: c:signaturePad
inputs:
  document: Text
  count: Number
outputs:
  signedBy: Text
  times: Number
  sure: Boolean
  tags: { type: Text, collection: true }
  account: JSON
`,
    );
    const again = await runCli(['stubs', 'flows'], { cwd });
    expect(again.stdout).toContain('\u2713 component c:signaturePad\n');
    expect(again.stdout).toContain('everything has a stand-in\n');
    expect((await runCli(['validate', 'flows'], { cwd })).stdout).toContain('valid');
  });

  it('takes entries of the types that its stand-in says', async () => {
    const cwd = await sampleProject({ 'flows/signs.yaml': flow });
    await runCli(['stubs', 'flows', '--write'], { cwd });
    await writeFile(
      join(cwd, 'a.yaml'),
      answers(`{ signedBy: Ada, times: 3, sure: true, tags: '["x"]', account: '{"Name": "Acme"}' }`),
    );
    const run = await runCli(['flows/signs.yaml', '--answers', 'a.yaml', '--json'], { cwd });
    expect(run.stderr).toBe('');
    expect(JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '').outputs).toEqual({
      by: 'Ada',
      times: 3,
      sure: true,
      tags: ['x'],
      account: { Name: 'Acme' },
    });
    await writeFile(join(cwd, 'b.yaml'), answers('{ signedBy: Ada, times: many }'));
    const refused = await runCli(['flows/signs.yaml', '--answers', 'b.yaml'], { cwd });
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('Enter a number')]);
  });
});
