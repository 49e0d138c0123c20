import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';
import { sampleProject } from './sample-project.ts';

const RULE = (name: string, inner: string): string =>
  `<rules><fullName>${name}</fullName><active>true</active>${inner}<triggerType>onCreateOnly</triggerType></rules>`;
const WORKFLOW = `<?xml version="1.0" encoding="UTF-8"?>
<Workflow xmlns="http://soap.sforce.com/2006/04/metadata">
    <fieldUpdates><fullName>Rate</fullName><field>Rating</field><literalValue>Hot</literalValue><name>Rate</name><operation>Literal</operation></fieldUpdates>
    ${RULE('Rate it', '<actions><name>Rate</name><type>FieldUpdate</type></actions><criteriaItems><field>Account.Industry</field><operation>equals</operation><value>Energy</value></criteriaItems>')}
    ${RULE('Call', '<actions><name>Call</name><type>Task</type></actions><formula>true</formula>')}
</Workflow>
`;
const FILES = { 'force-app/workflows/Account.workflow-meta.xml': WORKFLOW };

describe('flowrun migrate', () => {
  it('makes flows of what it can, and says what it cannot', async () => {
    const cwd = await sampleProject(FILES);
    const { code, stdout, stderr } = await runCli(['migrate', 'force-app'], { cwd });
    expect([code, stdout]).toEqual([
      1,
      'created   flows/Account_Rate_it.yaml\nleft      the workflow rule "Call" of Account\n',
    ]);
    expect(stderr).toMatch(
      /warning\[no-exact-counterpart\]: the workflow rule "Call" of Account is left out: the action Call is of the kind Task\n +--> force-app\/workflows\/Account\.workflow-meta\.xml:5:\d+/,
    );
    expect((await runCli(['validate', 'flows'], { cwd })).code).toBe(0);
  });

  it('makes flows that do what the rule did', async () => {
    const cwd = await sampleProject({
      ...FILES,
      'flows/rate.test.yaml': `flow: Account_Rate_it.yaml
tests:
  Rates one of its industry:
    trigger: { record: { Name: Acme, Industry: Energy } }
    expect:
      status: finished
      path: [Rate]
      records: { Account: [{ Name: Acme, Rating: Hot }] }
  Leaves others alone:
    trigger: { record: { Name: Acme, Industry: Retail } }
    expect:
      status: finished
      path: []
      records: { Account: [{ Name: Acme, Rating: null }] }
`,
    });
    await runCli(['migrate', 'force-app'], { cwd });
    const { code, stdout } = await runCli(['test', 'flows'], { cwd });
    expect([code, stdout]).toEqual([0, expect.stringContaining('2 passed')]);
  });

  it('prints pure JSON', async () => {
    const cwd = await sampleProject(FILES);
    const { stdout, stderr } = await runCli(['migrate', 'force-app', '--json'], { cwd });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({
      files: [{ file: 'flows/Account_Rate_it.yaml', status: 'created' }],
      left: [{ subject: 'the workflow rule "Call" of Account', why: ['the action Call is of the kind Task'] }],
      diagnostics: [{ rule: 'no-exact-counterpart', line: 5 }],
    });
  });

  it('never overwrites without --force', async () => {
    const cwd = await sampleProject({ ...FILES, 'flows/Account_Rate_it.yaml': 'label: Mine\n' });
    const { code, stderr } = await runCli(['migrate', 'force-app'], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining('would be overwritten')]);
    expect(await readFile(join(cwd, 'flows/Account_Rate_it.yaml'), 'utf8')).toBe('label: Mine\n');
  });

  it.each([
    [
      'a folder without either',
      { 'a/X.flow': '<Flow><processType>Flow</processType></Flow>' },
      ['a'],
      2,
      'there is no process and no workflow rule here',
    ],
    ['what is no XML', { 'a/X.workflow': '<Workflow>' }, ['a'], 3, '--> a/X.workflow:1:'],
    ['a missing file', {}, ['gone'], 2, 'gone: no such file'],
  ])('refuses %s', async (_, files, argv, expected, message) => {
    const cwd = await sampleProject({ ...FILES, ...files });
    const { code, stderr } = await runCli(['migrate', ...argv], { cwd });
    expect([code, stderr.includes(message) || stderr]).toEqual([expected, true]);
  });
});
