import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { exampleProject, projectOf } from './temporary-project.ts';

const FAILING = {
  'flows/fails.test.yaml': 'flow: discount.yaml\ntests:\n  fails: { expect: { outputs: { discounted: 5 } } }\n',
};

describe('flowrun test', () => {
  it('runs every test below the current folder', async () => {
    const { code, stdout, stderr } = await runCli(['test'], { cwd: await exampleProject() });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^flows\/create-account\.test\.yaml\n {2}✓ Creates the account in the target org/m);
    expect(stdout).toMatch(/\n\d+ passed \(/);
  });

  it('exits with 1 when a test fails', async () => {
    const { code, stdout } = await runCli(['test', 'flows/fails.test.yaml'], { cwd: await exampleProject(FAILING) });
    expect(code).toBe(1);
    expect(stdout).toMatch(/- expected 5\n {6}\+ received null/);
    expect(stdout).toMatch(/--> flows\/fails\.test\.yaml:3:\d+/);
  });

  it('--json is one object and nothing else', async () => {
    const { code, stdout, stderr } = await runCli(['test', '--json'], { cwd: await exampleProject(FAILING) });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ failed: 1 });
  });

  it('writes a report to a file', async () => {
    const cwd = await exampleProject();
    const { code, stdout } = await runCli(['test', '--reporter', 'junit', '--output', 'results.xml'], { cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(await readFile(join(cwd, 'results.xml'), 'utf8')).toMatch(/^<\?xml [\s\S]*<\/testsuites>\n$/);
  });

  it('--coverage shows what was reached', async () => {
    const { stdout } = await runCli(['test', 'flows/create-account.test.yaml', '--coverage'], {
      cwd: await exampleProject(),
    });
    expect(stdout).toContain('elements 6 of 6 (100 %)');
  });

  it('--name chooses tests', async () => {
    const cwd = await exampleProject();
    const { stdout } = await runCli(['test', '--name', 'permission set'], { cwd });
    expect(stdout).toMatch(/\n1 passed/);
    expect(await runCli(['test', '--name', 'no such test'], { cwd })).toMatchObject({ code: 2 });
  });

  it.each([
    [['--reporter', 'junt'], 'did you mean junit?'],
    [['flows/discount.yaml'], 'flows/discount.yaml is no flow test'],
    [['nowhere'], 'nowhere: no such file'],
  ])('refuses %j', async (argv, message) => {
    const { code, stderr } = await runCli(['test', ...argv], { cwd: await exampleProject() });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it('says so where there are no tests', async () => {
    expect(await runCli(['test'], { cwd: await projectOf({ 'a.txt': '' }) })).toMatchObject({ code: 2 });
  });

  it('ends with 130 when it is cancelled', async () => {
    const cwd = await exampleProject();
    expect(await runCli(['test'], { cwd, signal: AbortSignal.abort() })).toMatchObject({ code: 130 });
  });
});

describe('limits', () => {
  const FLOW = `label: Count
type: Screen Flow
apiVersion: 66.0
start: Find
elements:
  Find: { type: getRecords, object: Account, records: all, next: Again }
  Again: { type: getRecords, object: Account, records: all, next: Ask }
  Ask: { type: screen, fields: { Hello: { type: displayText, text: Hello } }, next: Make }
  Make: { type: createRecords, object: Account, set: { Name: One } }
`;
  const project = (expected: string) =>
    projectOf({
      'org/users/me.user.yaml': 'username: me@example.com\nprofile: System Administrator\n',
      'count.yaml': FLOW,
      'count.test.yaml': `flow: count.yaml
tests:
  Uses little:
    records: { Account: [ { Name: A }, { Name: B } ] }
    screens: { Ask: {} }
    expect: { limits: ${expected} }
`,
    });

  it('are those of the hungriest transaction, told to tests', async () => {
    const cwd = await project('{ queries: 2, queryRows: 4, dml: 1, callouts: 0 }');
    expect((await runCli(['test'], { cwd })).code).toBe(0);
    const { code, stdout } = await runCli(['test'], { cwd: await project('{ queries: 3 }') });
    expect(code).toBe(1);
    expect(stdout).toContain('limits.queries is not as expected');
  });

  it('are told at the end of a run, and transaction by transaction in its trace', async () => {
    const cwd = await project('{}');
    await writeFile(join(cwd, 'answers.yaml'), 'Ask: {}\n');
    const args = ['run', 'count.yaml', '--answers', 'answers.yaml'];
    const { stdout } = await runCli([...args, '--json'], { cwd });
    expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '').limits).toEqual({ queries: 2, dml: 1, dmlRows: 1 });
    const { stderr } = await runCli([...args, '--trace'], { cwd });
    expect(stderr).toContain('transaction 1 used 2 of 100 SOQL queries');
    expect(stderr).toContain('transaction 2 used 1 of 150 DML statements, 1 of 10000 changed records');
  });
});
