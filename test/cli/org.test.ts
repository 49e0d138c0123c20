import { PassThrough } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { openOrg } from '../../src/org/index.ts';
import { findProject, openHomeOrg, orgDataDirectory } from '../../src/project/index.ts';
import { collector, runCli } from './run-cli.ts';
import { sampleProject } from './sample-project.ts';

const QUERY = 'SELECT Id, Name, NumberOfEmployees FROM Account ORDER BY Name';

async function withAccounts(): Promise<string> {
  const cwd = await sampleProject();
  const project = await findProject(cwd, cwd);
  const [definition] = project.org.targetOrgs;
  if (definition === undefined) expect.unreachable();
  const org = await openOrg(definition, orgDataDirectory(project, 'target'));
  const userId = org.userId('api@target.example.com') ?? '';
  for (const values of [
    { Name: 'Beta', NumberOfEmployees: 7 },
    { Name: 'Acme Solar', NumberOfEmployees: 120 },
  ]) {
    await org.records.change({ kind: 'create', object: 'Account', values }, { userId, now: 0 });
  }
  org.close();
  return cwd;
}

describe('flowrun org', () => {
  it('lists the orgs of the project', async () => {
    const cwd = await sampleProject();
    const { code, stdout } = await runCli(['org', 'list'], { cwd });
    expect(code).toBe(0);
    await expect(stdout).toMatchFileSnapshot('golden/org-list.txt');
    const { orgs } = JSON.parse((await runCli(['org', 'list', '--json'], { cwd })).stdout);
    expect(orgs).toMatchObject([
      { name: 'target', url: 'org://target', connectedApps: ['The App'], namedCredentials: ['Target_Org'] },
    ]);
    expect(JSON.stringify(orgs)).not.toContain('embedded-secret-of-the-app');
  });

  it('queries what flows left', async () => {
    const cwd = await withAccounts();
    const { code, stdout, stderr } = await runCli(['org', 'query', QUERY], { cwd });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.split('\n').map((line) => line.replace(/001\w{15}/, '<id>'))).toEqual([
      'Id                  Name        NumberOfEmployees',
      '<id>  Acme Solar                120',
      '<id>  Beta                        7',
      '2 records',
      '',
    ]);
    const json = JSON.parse((await runCli(['org', 'query', QUERY, '--json'], { cwd })).stdout);
    expect(json).toMatchObject({ totalSize: 2, records: [{ Name: 'Acme Solar' }, { Name: 'Beta' }] });
    expect((await runCli(['org', 'query', 'SELECT COUNT() FROM Account'], { cwd })).stdout).toContain('2');
  });

  it('queries and forgets the records of the org that flows run in, beside a Salesforce project too', async () => {
    const cwd = await sampleProject({
      'sfdx-project.json': '{"packageDirectories":[{"path":"force-app"}]}',
      'force-app/main/default/objects/Bill__c/Bill__c.object-meta.xml':
        '<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><label>Bill</label></CustomObject>',
    });
    const { org } = await findProject(cwd, cwd);
    const home = await openHomeOrg(org, orgDataDirectory({ directory: cwd }, 'home'));
    await home.records.change(
      { kind: 'create', object: 'Bill__c', values: { Name: 'one' } },
      { userId: '005000000000001AAA' },
    );
    home.records.close();
    const query = async () =>
      JSON.parse((await runCli(['org', 'query', 'SELECT Name FROM Bill__c', '--json'], { cwd })).stdout);
    expect(await query()).toEqual({ totalSize: 1, records: [{ Name: 'one' }] });
    const { code, stdout } = await runCli(['org', 'reset', 'home', '--yes'], { cwd });
    expect([code, stdout]).toEqual([0, 'home is as new\n']);
    expect(await query()).toEqual({ totalSize: 0, records: [] });
  });

  it('takes home for the org that flows run in where there are target orgs', async () => {
    const cwd = await withAccounts();
    const { stdout } = await runCli(['org', 'query', 'SELECT COUNT() FROM Account', '--org', 'home'], { cwd });
    expect(stdout).toBe('0\n');
    const users = await runCli(['org', 'query', 'SELECT Username FROM User', '--org', 'home'], { cwd });
    expect(users.stdout).toContain('me@example.com');
  });

  it('says what is wrong with a query as Salesforce does', async () => {
    const cwd = await sampleProject();
    const { code, stderr } = await runCli(['org', 'query', 'SELECT Nmae FROM Account'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain("No such column 'Nmae' on entity 'Account'");
  });

  it('resets when told so, and only then', async () => {
    const cwd = await withAccounts();
    expect(await runCli(['org', 'reset'], { cwd })).toMatchObject({
      code: 2,
      stderr: 'error: reset forgets all records\n  add --yes where nobody can be asked\n',
    });
    expect((await runCli(['org', 'query', QUERY], { cwd })).stdout).toContain('2 records');
    expect(await runCli(['org', 'reset', '--yes'], { cwd })).toMatchObject({ code: 0, stdout: 'target is as new\n' });
    expect((await runCli(['org', 'query', QUERY], { cwd })).stdout).toBe('0 records\n');
  });

  it('starts, answers, logs every request and ends with the signal', async () => {
    const cwd = await sampleProject();
    const cancelled = new AbortController();
    const stdout = collector();
    const line = async (index: number) => {
      for (let i = 0; i < 500 && stdout.text().split('\n').length < index + 2; i++) await setTimeout(10);
      return JSON.parse(stdout.text().split('\n')[index] ?? '');
    };
    const running = main(['org', 'start', '--json'], {
      stdin: new PassThrough(),
      stdout: stdout.stream,
      stderr: new PassThrough(),
      env: {},
      cwd,
      isTTY: false,
      color: false,
      errorColor: false,
      signal: cancelled.signal,
    });
    const started = await line(0);
    expect(started).toMatchObject({
      org: 'target',
      connectedApps: [{ label: 'The App', consumerKey: 'key-of-the-app' }],
    });
    const url: string = started.url;
    const token = await fetch(`${url}/services/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: 'key-of-the-app',
        client_secret: 'embedded-secret-of-the-app',
      }),
    });
    expect(token.status).toBe(200);
    expect(await line(1)).toMatchObject({ request: { method: 'POST', path: '/services/oauth2/token', status: 200 } });
    expect(stdout.text()).not.toContain('embedded-secret-of-the-app');
    cancelled.abort();
    expect(await running).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  });

  it.each([
    [['org', 'strat'], 'org has no action "strat"\n  did you mean org start?'],
    [['org', 'query'], 'which query?'],
    [['org', 'reset', 'tagret', '-y'], 'no target org is called "tagret"\n  did you mean target?'],
    [['org', 'start', '--port', 'http'], '--port http is no port'],
    [['org', 'start', '--port', '70000'], '--port 70000 is no port'],
    [['org', 'list', 'x'], 'unexpected argument "x"'],
  ])('%j is refused', async (argv, message) => {
    const { code, stderr } = await runCli(argv, { cwd: await sampleProject() });
    expect([code, stderr.includes(message) || stderr]).toEqual([2, true]);
  });

  it('needs a target org', async () => {
    const cwd = await sampleProject({ 'org/users/me.user.yaml': 'username: me@example.com\n' });
    expect(await runCli(['org', 'list'], { cwd })).toMatchObject({
      code: 0,
      stdout: 'this project declares no target org\n',
    });
    expect((await runCli(['org', 'start'], { cwd })).stderr).toContain('declares no target org');
  });
});
