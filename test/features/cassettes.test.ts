import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CliResult, runCli } from '../cli/run-cli.ts';
import { json, type Seen, serve } from '../http/serve.ts';
import { filesHolding, projectOf } from './temporary-project.ts';

const KEY = 'planted-api-Key';

/** Gives things ids; quotes the key that it was called with, as careless servers do. */
async function things() {
  let next = 7;
  return serve((request: Seen, response) => {
    const { key } = request.headers;
    const body = request.method === 'POST' ? { id: next++, price: '12.50', seen: key } : { message: 'gone', seen: key };
    json(response, request.method === 'POST' ? 201 : 404, body, { 'x-left': '9' });
  });
}

const FLOW = `label: Make
type: Autolaunched Flow
apiVersion: 66.0
variables:
  name: { type: Text, input: true }
  id: { type: Number, output: true }
  problem: { type: Text, output: true }
start: Make
elements:
  Make:
    type: httpCallout
    namedCredential: Api
    method: POST
    path: /things
    body: { name: '{!name}' }
    responses: { 2XX: { sample: { id: 1 } } }
    next: Look
  Look:
    type: httpCallout
    namedCredential: Api
    method: GET
    path: /things/{!Make.2XX.id}
    responses: { 2XX: { sample: { id: 1 } } }
    next: Keep
    fault: Failed
  Failed:
    type: assignment
    assign: [ problem: '{!$Flow.FaultMessage}' ]
    next: Keep
  Keep:
    type: assignment
    assign: [ id: '{!Make.2XX.id}' ]
`;

const TEST = (expected: string, name = 'Lamp') => `flow: make.yaml
tests:
  Makes a thing:
    inputs: { name: ${name} }
    cassette: make.cassette.yaml
    expect: { outputs: { id: ${expected}, problem: { $contains: gone } } }
`;

async function project(url: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
  return projectOf({
    'org/named-credentials/Api.yaml': `url: ${url}\nexternalCredential: Api\n`,
    'org/external-credentials/Api.yaml': `protocol: Custom
principals: { Main: { parameters: [key] } }
headers: { Key: "{!$Credential.Api.key}" }
`,
    'org/permission-sets/Callers.yaml': 'principals: [Api-Main]\n',
    'org/users/me.user.yaml': 'username: me@example.com\ndefault: true\npermissionSets: [Callers]\n',
    'make.yaml': FLOW,
    '.env': `FLOWRUN_SECRET_API_MAIN_KEY=${KEY}\n`,
    ...files,
  });
}

async function run(cwd: string, ...argv: readonly string[]): Promise<CliResult & { readonly said: string }> {
  const result = await runCli(argv, { cwd });
  const said = result.stdout + result.stderr;
  expect(said).not.toContain(KEY);
  expect((await filesHolding(cwd, KEY)).filter((file) => !file.endsWith('/.env'))).toEqual([]);
  return { ...result, said };
}

/** A project with a cassette of one run. */
async function recorded(): Promise<{ readonly cwd: string; readonly cassette: string; readonly calls: () => number }> {
  const { url, seen } = await things();
  const cwd = await project(url, { 'make.test.yaml': TEST('7') });
  const cassette = join(cwd, 'make.cassette.yaml');
  const { code } = await run(cwd, 'run', 'make.yaml', '--input', 'name=Lamp', '--record', 'make.cassette.yaml');
  expect(code).toBe(0);
  return { cwd, cassette, calls: () => seen.length };
}

describe('a cassette', () => {
  it('is readable, and holds no secret', async () => {
    const { cassette } = await recorded();
    expect(
      await readFile(cassette, 'utf8'),
    ).toBe(`# What a run called and got. flowrun test replays it (cassette:), flowrun test -u records it anew.
callouts:
  - flow: make
    element: Make
    request: { namedCredential: Api, method: POST, path: /things, body: { name: Lamp } }
    reply:
      status: 201
      headers: { content-type: application/json, x-left: '9' }
      body: { id: 7, price: '12.50', seen: '***' }
  - flow: make
    element: Look
    request: { namedCredential: Api, method: GET, path: /things/7 }
    reply:
      status: 404
      headers: { content-type: application/json, x-left: '9' }
      body: { message: gone, seen: '***' }
`);
  });

  it('is replayed without a request, with its types and faults', async () => {
    const { cwd, calls } = await recorded();
    const { code, said } = await run(cwd, 'test');
    expect([code, said]).toEqual([0, expect.stringContaining('1 passed')]);
    expect(calls()).toBe(2);
  });

  it('says how a callout differs from the recorded one', async () => {
    const { cwd, calls } = await recorded();
    await writeFile(join(cwd, 'make.test.yaml'), TEST('7', 'Table'));
    const { code, said } = await run(cwd, 'test');
    expect(code).toBe(1);
    expect(said).toContain('callout 1 of the run, Make of make, is not the one in make.cassette.yaml');
    expect(said).toContain('recorded {"name":"Lamp"}');
    expect(said).toContain('made     {"name":"Table"}');
    expect(said).toContain('flowrun test -u');
    expect(calls()).toBe(2);
  });

  it('fails the test for a callout that it does not have', async () => {
    const { cwd, cassette } = await recorded();
    const text = await readFile(cassette, 'utf8');
    await writeFile(cassette, text.slice(0, text.indexOf('  - flow: make\n    element: Look')));
    const { code, said } = await run(cwd, 'test');
    expect([code, said]).toEqual([1, expect.stringContaining('callout 2 of the run, Look of make, is not in')]);
  });

  it('fails the test for a callout that is not made', async () => {
    const { cwd } = await recorded();
    await writeFile(join(cwd, 'make.yaml'), FLOW.replace('next: Look', 'next: Keep'));
    await writeFile(join(cwd, 'make.test.yaml'), TEST('7').replace(', problem: { $contains: gone }', ''));
    const { code, said } = await run(cwd, 'test');
    expect([code, said]).toEqual([
      1,
      expect.stringContaining('did not make a callout of make.cassette.yaml: Look of make, GET /things/7'),
    ]);
  });

  it('is recorded anew by flowrun test -u', async () => {
    const { cwd, cassette, calls } = await recorded();
    await writeFile(join(cwd, 'make.test.yaml'), TEST('8', 'Table'));
    const { code, said } = await run(cwd, 'test', '-u');
    expect([code, said]).toEqual([0, expect.stringContaining('1 passed')]);
    expect(calls()).toBe(4);
    expect(await readFile(cassette, 'utf8')).toContain('body: { name: Table }');
    expect((await run(cwd, 'test')).code).toBe(0);
    expect(calls()).toBe(4);
  });

  it('keeps what never came as the fault it was', async () => {
    const cwd = await project('http://127.0.0.1:1', {
      'make.test.yaml': TEST('null').replace('$contains: gone', '$contains: connection').replace('id: null, ', ''),
      'make.yaml': FLOW.replace('    next: Look\n', '    next: Look\n    fault: Failed\n'),
    });
    await run(cwd, 'run', 'make.yaml', '--input', 'name=Lamp', '--record', 'make.cassette.yaml');
    const { code, said } = await run(cwd, 'test');
    expect([code, said]).toEqual([0, expect.stringContaining('1 passed')]);
  });

  it.each([
    ['missing', null, 'there is no such file'],
    ['no cassette', 'callouts: 1\n', 'make.cassette.yaml is no cassette'],
    [
      'without a status',
      'callouts: [ { flow: make, element: Make, request: {}, reply: {} } ]\n',
      'its reply has no status',
    ],
  ])('that is %s fails the test, and says so', async (_what, text, message) => {
    const files = { 'make.test.yaml': TEST('7'), ...(text === null ? {} : { 'make.cassette.yaml': text }) };
    const { code, said } = await run(await project('https://a.example.com', files), 'test');
    expect([code, said]).toEqual([1, expect.stringContaining(message)]);
  });
});
