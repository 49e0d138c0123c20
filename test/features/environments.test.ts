import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CliResult, runCli } from '../cli/run-cli.ts';
import { json, serve } from '../http/serve.ts';
import { filesHolding, projectOf } from './temporary-project.ts';

const TEST_SECRET = 'planted-test-Secret';
const LIVE_SECRET = 'planted-live-Secret';

const FLOW = `label: Call
type: Autolaunched Flow
apiVersion: 66.0
variables:
  answer: { type: Text, output: true }
start: Call
elements:
  Call:
    type: httpCallout
    namedCredential: Api
    method: GET
    path: /whoami
    responses: { 2XX: { sample: { name: x } } }
    next: Keep
  Keep:
    type: assignment
    assign:
      - answer: '{!Call.2XX.name}'
`;

/** A server that says its name and the user and password that it was called with. */
async function named(name: string): Promise<string> {
  const { url } = await serve((request, response) => {
    const credentials = (request.headers.authorization ?? '').replace('Basic ', '');
    json(response, 200, { name: `${name} by ${Buffer.from(credentials, 'base64').toString().split(':')[0]}` });
  });
  return url;
}

/** A project whose flow calls one server, and another in production. */
async function project(changes: Readonly<Record<string, string>> = {}): Promise<string> {
  return projectOf({
    'org/named-credentials/Api.yaml': `url: ${await named('test')}\nexternalCredential: Api\n`,
    'org/external-credentials/Api.yaml':
      'protocol: Basic\nprincipals: { Main: { parameters: [username, password] } }\n',
    'org/permission-sets/Callers.yaml': 'principals: [Api-Main]\n',
    'org/users/me.user.yaml': 'username: me@example.com\ndefault: true\npermissionSets: [Callers]\n',
    'org/environments/production.yaml': `namedCredentials: { Api: ${await named('live')} }\n`,
    'call.yaml': FLOW,
    '.env': `FLOWRUN_SECRET_API_MAIN_USERNAME=tester\nFLOWRUN_SECRET_API_MAIN_PASSWORD=${TEST_SECRET}\n`,
    '.env.production': 'FLOWRUN_SECRET_API_MAIN_USERNAME=operator\n',
    ...changes,
  });
}

async function run(cwd: string, ...argv: readonly string[]): Promise<CliResult> {
  const result = await runCli(argv, { cwd });
  for (const secret of [TEST_SECRET, LIVE_SECRET]) expect(result.stdout + result.stderr).not.toContain(secret);
  return result;
}

const answerOf = ({ stdout }: CliResult): unknown =>
  JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '').outputs?.answer;

describe('--env', () => {
  it('calls another server with other secrets, and changes no flow', async () => {
    const cwd = await project();
    const set = ['credential', 'set', 'Api', 'password', '--env', 'production'];
    expect((await runCli(set, { cwd, stdin: LIVE_SECRET })).code).toBe(0);
    expect(answerOf(await run(cwd, 'run', 'call.yaml', '--json'))).toBe('test by ***');
    expect(answerOf(await run(cwd, 'run', 'call.yaml', '--json', '--env', 'production'))).toBe('live by ***');
    expect(answerOf(await run(cwd, 'run', 'call.yaml', '--json', '--env', 'PRODUCTION'))).toBe('live by ***');
    expect(await filesHolding(cwd, LIVE_SECRET)).toEqual([]);
  });

  it('never takes the secret of another environment', async () => {
    const cwd = await project();
    const { stdout } = await run(cwd, 'credential', 'list', '--env', 'production');
    expect(stdout).toContain('username  set (.env.production)');
    expect(stdout).toContain('password  not set');
    const { stdout: events, code } = await run(cwd, 'run', 'call.yaml', '--json', '--env', 'production');
    expect(code).toBe(4);
    expect(events).toContain('flowrun credential set Api Main Password --env production');
  });

  it('is what doctor looks at, too', async () => {
    const { stdout } = await run(await project(), 'doctor', 'call.yaml', '--env', 'production');
    expect(stdout).toContain('has no Password: run "flowrun credential set Api Main Password --env production"');
    expect(stdout).toContain('one step fails');
  });

  it('suggests the environment that was meant', async () => {
    const { stderr, code } = await run(await project(), 'run', 'call.yaml', '--env', 'prodution');
    expect(code).toBe(2);
    expect(stderr).toContain('there is no environment prodution');
    expect(stderr).toContain('did you mean production?');
  });

  it('says where environments stand when there are none', async () => {
    const cwd = await projectOf({ 'org/users/me.user.yaml': 'username: me@example.com\n', 'call.yaml': FLOW });
    expect((await run(cwd, 'run', 'call.yaml', '--env', 'qa')).stderr).toContain('org/environments/');
  });
});

describe('files of environments', () => {
  it.each([
    ['a credential that nobody has', 'namedCredentials: { Apy: https://a.example.com }', 'did you mean Api?', '1:21'],
    ['a URL that is none', 'namedCredentials:\n  Api: nowhere', 'nowhere is no URL', '2:8'],
    ['a plain http URL', 'externalCredentials:\n  Api: { tokenEndpoint: http://a.example.com }', 'https', '2:25'],
    ['a key that it cannot change', 'externalCredentials:\n  Api: { protocol: Basic }', 'protocol', '2:10'],
    ['a secret', `externalCredentials:\n  Api: { clientSecret: ${LIVE_SECRET} }`, 'secrets never do', '2:24'],
    ['another family', 'flows: {}', 'flows', '1:1'],
  ])('are checked whichever is in use: %s', async (_what, text, message, place) => {
    const cwd = await project();
    await writeFile(join(cwd, 'org/environments/qa.yaml'), `${text}\n`);
    const { stdout, stderr, code } = await run(cwd, 'validate', 'call.yaml');
    expect(code).toBe(3);
    expect(stdout + stderr).toContain(message);
    expect(stdout + stderr).toContain(`org/environments/qa.yaml:${place}`);
  });
});
