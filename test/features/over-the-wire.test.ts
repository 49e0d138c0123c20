import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { curlOf } from '../../src/http/curl.ts';
import { runCli } from '../cli/run-cli.ts';
import { harProblems } from '../http/har-schema.ts';
import { json, type Seen, serve } from '../http/serve.ts';
import { eventsOf, filesHolding, projectOf } from './temporary-project.ts';

const CLIENT_SECRET = 'planted-client-Secret';
const TOKEN = 'planted-access-Token';

/** Gives a token, then answers with what it was sent, the token among it. */
async function server(status = 200) {
  return serve((request: Seen, response) => {
    if (request.url === '/token') json(response, 200, { access_token: TOKEN, token_type: 'Bearer' });
    else
      json(
        response,
        status,
        { sent: request.headers.authorization, id: 7, message: 'no' },
        { 'set-cookie': 'sid=planted-Cookie' },
      );
  });
}

async function project(url: string): Promise<string> {
  const cwd = await projectOf({
    'org/named-credentials/Api.yaml': `url: ${url}\nexternalCredential: Api\n`,
    'org/external-credentials/Api.yaml': `protocol: OAuth 2.0
variant: Client Credentials with Client Secret
tokenEndpoint: ${url}/token
principals: { Main: {} }
`,
    'org/permission-sets/Callers.yaml': 'principals: [Api-Main]\n',
    'org/users/me.user.yaml': 'username: me@example.com\ndefault: true\npermissionSets: [Callers]\n',
    'call.yaml': `label: Call
type: Autolaunched Flow
apiVersion: 66.0
start: Call
elements:
  Call:
    type: httpCallout
    namedCredential: Api
    method: POST
    path: /things
    query: { q: "it's" }
    body: { name: "O'Brien" }
    responses: { 2XX: { sample: { id: 1 } } }
`,
  });
  const secrets = `FLOWRUN_SECRET_API_MAIN_CLIENTID=app\nFLOWRUN_SECRET_API_MAIN_CLIENTSECRET=${CLIENT_SECRET}\n`;
  await writeFile(join(cwd, '.env'), secrets);
  return cwd;
}

/** No secret stands in what is said, nor in any file but `.env`. */
async function expectNoSecrets(cwd: string, said: string): Promise<void> {
  for (const secret of [CLIENT_SECRET, TOKEN, 'planted-Cookie']) {
    expect(said).not.toContain(secret);
    const files = await filesHolding(cwd, secret);
    expect(files.filter((file) => !file.endsWith('/.env'))).toEqual([]);
  }
}

describe('flowrun run --trace http', () => {
  it.each([
    ['a reply', 200, 0],
    ['an error', 500, 1],
  ])('shows the token request and the callout with %s, and no secret', async (_what, status, exitCode) => {
    const { url } = await server(status);
    const cwd = await project(url);
    const { stdout, stderr, code } = await runCli(['run', '--trace', 'http', 'call.yaml'], { cwd });
    expect(code).toBe(exitCode);
    expect(stderr).toContain(`→ POST ${url}/token`);
    expect(stderr).toContain(`→ POST ${url}/things?q=it%27s`);
    expect(stderr).toContain('  authorization: ***');
    expect(stderr).toContain(`← ${status}`);
    expect(stderr).toContain('"id": 7');
    await expectNoSecrets(cwd, stdout + stderr);
  });

  it('gives events in JSON', async () => {
    const cwd = await project((await server()).url);
    const { stdout, stderr } = await runCli(['run', 'call.yaml', '--trace', 'http', '--json'], { cwd });
    const events = eventsOf(stdout).filter(({ event }) => event === 'http');
    expect(events).toMatchObject([
      { method: 'POST', response: { status: 200 } },
      { method: 'POST', body: '{"name":"O\'Brien"}', failure: null },
    ]);
    await expectNoSecrets(cwd, stdout + stderr);
  });

  it('says why no reply came', async () => {
    const cwd = await project('http://127.0.0.1:1');
    const { stderr } = await runCli(['run', 'call.yaml', '--trace', 'http'], { cwd });
    expect(stderr).toMatch(/→ POST http:\/\/127\.0\.0\.1:1\/token[\s\S]*✗ nothing accepts connections/);
  });

  it('is still the flow’s own trace without the word', async () => {
    const cwd = await project((await server()).url);
    const { stderr } = await runCli(['run', 'call.yaml', '--trace'], { cwd });
    expect(stderr).toContain('what happened');
    expect(stderr).not.toContain('over the wire');
  });
});

describe('flowrun run --har', () => {
  it.each([
    ['a reply', 200],
    ['an error', 500],
  ])('writes an HTTP Archive 1.2 with %s, and no secret', async (_what, status) => {
    const { url } = await server(status);
    const cwd = await project(url);
    const { stdout, stderr } = await runCli(['run', 'call.yaml', '--har', 'out/run.har'], { cwd });
    const har = JSON.parse(await readFile(join(cwd, 'out/run.har'), 'utf8'));
    expect(harProblems(har)).toEqual([]);
    const { log } = har;
    expect([log.version, log.creator.name, log.entries.length]).toEqual(['1.2', 'flowrun', 2]);
    expect(log.entries[1]).toMatchObject({
      request: {
        method: 'POST',
        url: `${url}/things?q=it%27s`,
        queryString: [{ name: 'q', value: "it's" }],
        postData: { mimeType: 'application/json', text: '{"name":"O\'Brien"}' },
      },
      response: { status, content: { mimeType: 'application/json' } },
    });
    await expectNoSecrets(cwd, stdout + stderr);
  });

  it('is written where no reply came, too', async () => {
    const cwd = await project('http://127.0.0.1:1');
    await runCli(['run', 'call.yaml', '--har', 'run.har'], { cwd });
    const har = JSON.parse(await readFile(join(cwd, 'run.har'), 'utf8'));
    expect(harProblems(har)).toEqual([]);
    expect(har.log.entries).toMatchObject([
      { response: { status: 0, _error: expect.stringContaining('nothing accepts connections') } },
    ]);
  });

  it('says that a file cannot be written', async () => {
    const cwd = await project((await server()).url);
    const { stderr, code } = await runCli(['run', 'call.yaml', '--har', 'call.yaml/run.har'], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining('--har: call.yaml/run.har cannot be written')]);
  });
});

describe('flowrun run --curl', () => {
  it('prints a command for the same request, with the secret from a variable', async () => {
    const { url } = await server();
    const cwd = await project(url);
    const { stdout, stderr } = await runCli(['run', 'call.yaml', '--curl', '--json'], { cwd });
    const [, command = ''] = eventsOf(stdout).flatMap(({ event, command: one }) =>
      event === 'curl' ? [String(one)] : [],
    );
    await expectNoSecrets(cwd, stdout + stderr);
    const words = await wordsOf(command, { AUTHORIZATION: `Bearer ${TOKEN}` });
    expect(words.slice(0, 3)).toEqual(['-X', 'POST', `${url}/things?q=it%27s`]);
    expect(words).toEqual(expect.arrayContaining([`authorization: Bearer ${TOKEN}`, 'content-type: application/json']));
    expect(words.slice(-2)).toEqual(['--data-raw', '{"name":"O\'Brien"}']);
  });

  it('quotes whatever stands in a request', async () => {
    const nasty = `$(touch x) \`y\` "z" 'w' \\ ! \n end`;
    const exchange = {
      startedAt: 0,
      milliseconds: 0,
      method: 'PUT',
      url: 'https://a.example.com/?a=b&c=d',
      headers: [['x-note', nasty.replace('\n', ' ')]] as const,
      body: nasty,
      response: null,
      failure: null,
    };
    expect(await wordsOf(curlOf(exchange))).toEqual([
      '-X',
      'PUT',
      'https://a.example.com/?a=b&c=d',
      '-H',
      `x-note: ${nasty.replace('\n', ' ')}`,
      '--data-raw',
      nasty,
    ]);
  });
});

/** The arguments that a shell gives to curl. */
async function wordsOf(command: string, env: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}`;
  const { stdout } = await promisify(execFile)('sh', ['-c', script], { env: { ...process.env, ...env } });
  return stdout.split('\0').slice(0, -1);
}
