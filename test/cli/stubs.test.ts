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
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('every action has a stand-in\n')]);
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
