import type { ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { selfSigned } from '../http/self-signed.ts';
import { json, type LoopbackServer, type Seen, serve } from '../http/serve.ts';
import { filesHolding, projectOf } from './temporary-project.ts';

const SECRET = 'planted-client-secret-5f2a9c';
const TOKEN = 'planted-access-token-81d4e7';
const ENV = {
  FLOWRUN_SECRET_API_MAIN_CLIENTID: 'planted-client-id',
  FLOWRUN_SECRET_API_MAIN_CLIENTSECRET: SECRET,
};

interface Setup {
  /** Where tokens are fetched. */
  readonly token: string;
  readonly url?: string;
  readonly path?: string;
  readonly more?: string;
  /** Milliseconds for one callout; 300 unless given. */
  readonly timeout?: number;
}

const project = ({ token, url = token, path = '/things', more = '', timeout = 300 }: Setup) =>
  projectOf({
    'org/named-credentials/Api.yaml': `label: Api\nurl: ${url}\nexternalCredential: Api\n`,
    'org/external-credentials/Api.yaml': `label: Api
protocol: OAuth 2.0
variant: Client Credentials with Client Secret
tokenEndpoint: ${token}/token
principals: { Main: { type: Named Principal, sequence: 1, parameters: [clientId, clientSecret] } }
`,
    'org/permission-sets/Callers.yaml': 'label: Callers\nprincipals: [Api-Main]\n',
    'org/users/me.user.yaml': 'username: me@example.com\ndefault: true\npermissionSets: [Callers]\n',
    'call.yaml': `label: Call
type: Autolaunched Flow
apiVersion: 66.0
variables:
  given: { type: Text, input: true }
  fault: { type: Text, output: true }
start: Call
elements:
  Call:
    type: httpCallout
    namedCredential: Api
    method: POST
    path: '${path}'
    headers: { X-Given: '{!given}' }
    body: { text: '{!given}' }
    responses: { 2XX: { sample: { id: x } } }
    timeout: ${timeout}
${more}
    fault: Failed
  Failed:
    type: assignment
    assign:
      - fault: '{!$Flow.FaultMessage}'
`,
  });

/** Runs the flow with its trace and as JSON, and looks for what was planted; gives the flow's fault message. */
async function faultOf(setup: Setup, given = 'x'): Promise<string | null> {
  const cwd = await project(setup);
  const run = (...more: readonly string[]) =>
    runCli(['run', 'call.yaml', '--input', `given=${given}`, ...more], { cwd, env: ENV });
  const shown = await run('--trace');
  const { stdout, stderr } = await run('--json');
  for (const planted of [SECRET, TOKEN, Buffer.from(`planted-client-id:${SECRET}`).toString('base64')]) {
    expect(shown.stdout + shown.stderr + stdout + stderr).not.toContain(planted);
    expect(await filesHolding(cwd, planted)).toEqual([]);
  }
  const last = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as { outputs: { fault: string | null } };
  return last.outputs.fault;
}

/** Gives tokens, and answers all else like this; a server that quotes what it was sent is the worst one. */
function api(answer: (response: ServerResponse, request: Seen) => void): Promise<LoopbackServer> {
  return serve((request, response) => {
    if (request.url === '/token') json(response, 200, { access_token: TOKEN, token_type: 'Bearer' });
    else answer(response, request);
  });
}
const calls = ({ seen }: LoopbackServer): readonly Seen[] => seen.filter(({ url }) => url !== '/token');

describe('each fault ends on the fault path, and nothing planted is shown', () => {
  test.each<[string, (response: ServerResponse, request: Seen) => void, RegExp]>([
    [
      'reset in the middle of the body',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
        response.write('{"id":', () => setTimeout(() => response.destroy(), 20));
      },
      /no complete reply/,
    ],
    [
      'slow body',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const timer = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(timer));
      },
      /Read timed out/,
    ],
    ['timeout', () => undefined, /Read timed out/],
    [
      'redirect loop',
      (response) => {
        response.writeHead(302, { location: '/things' });
        response.end();
      },
      /status 302/,
    ],
    [
      'wrong content type',
      (response, { headers }) => {
        response.writeHead(200, { 'content-type': 'text/html' });
        response.end(`<html>${headers.authorization}</html>`);
      },
      /is no JSON: its content type is text\/html/,
    ],
    [
      'truncated JSON',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end('{"id": "00');
      },
      /is no JSON/,
    ],
    [
      'gzip bomb',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
        response.end(BOMB);
      },
      /exceeds the size limit/,
    ],
    [
      '401 for ever',
      (response, { headers }) => json(response, 401, { message: `bad ${headers.authorization}` }),
      /status 401|token/i,
    ],
    [
      '429 with Retry-After',
      (response) => json(response, 429, { message: 'slow down' }, { 'retry-after': '3600' }),
      /status 429: slow down/,
    ],
  ])('%s', async (_, answer, message) => {
    const server = await api(answer);
    // A time that is over soon only where it is to be over: unpacking a bomb takes a while, too.
    const timeout = message.source.includes('timed out') ? 300 : 10_000;
    expect(await faultOf({ token: server.url, timeout })).toMatch(message);
    // Two runs; in each at most one repetition with a fresh token.
    expect(calls(server).length).toBeLessThanOrEqual(4);
  });

  test('connection refused', async () => {
    const server = await api(() => undefined);
    const gone = await serve(() => undefined);
    await gone.close();
    expect(await faultOf({ token: server.url, url: gone.url })).toMatch(/nothing accepts connections/);
  });

  test('DNS failure', async () => {
    const server = await api(() => undefined);
    // RFC 6761: never resolves.
    const setup = { token: server.url, url: 'https://nowhere.invalid' };
    expect(await faultOf(setup)).toMatch(/cannot be resolved|did not answer|timed out/);
  });

  test('bad TLS certificate', async () => {
    const server = await api(() => undefined);
    let reached = 0;
    const secure = createTlsServer(selfSigned(), (_, response) => {
      reached += 1;
      response.end();
    });
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void secure.close());
    const url = `https://localhost:${(secure.address() as AddressInfo).port}`;
    expect(await faultOf({ token: server.url, url })).toMatch(/no secure connection .*DEPTH_ZERO_SELF_SIGNED_CERT/);
    expect(reached).toBe(0);
  });

  test('a request of 6 MB and a byte is not sent', async () => {
    const server = await api((response) => json(response, 200, {}));
    const text = 'x'.repeat(6_000_001 - '{"text":""}'.length);
    const headers = { token: server.url };
    expect(await faultOf(headers, text)).toMatch(/size limit|cannot be sent/);
    expect(calls(server)).toHaveLength(0);
  });
});

const BOMB = gzipSync(Buffer.alloc(20_000_000));

describe('what a person enters cannot lead elsewhere', () => {
  test.each(['x\r\nX-Evil: 1', 'x\nHost: evil.example.com'])('%j makes no header', async (given) => {
    const server = await api((response) => json(response, 200, { id: 'x' }));
    expect(await faultOf({ token: server.url }, given)).toMatch(/The header "X-Given" of the callout cannot be sent/);
    expect(calls(server)).toHaveLength(0);
  });

  test.each(['@evil.example.com/', '//evil.example.com/', '/../../admin', '?a=b#c', 'a\r\nb'])(
    'in a path %j stays a part of it',
    async (given) => {
      const server = await api((response) => json(response, 200, { id: 'x' }));
      const cwd = await project({ token: server.url, path: '/things/{!given}/end' });
      await runCli(['run', 'call.yaml', '--input', `given=${given.replace(/[\r\n]/g, '')}`], { cwd, env: ENV });
      const [seen] = calls(server);
      expect(seen?.url).toBe(`/things/${encodeURIComponent(given.replace(/[\r\n]/g, ''))}/end`);
    },
  );

  test('a redirect to another host gets neither the request nor its token', async () => {
    const other = await serve((_, response) => json(response, 200, { id: 'stolen' }));
    const server = await api((response) => {
      response.writeHead(307, { location: `${other.url}/take` });
      response.end();
    });
    expect(await faultOf({ token: server.url })).toMatch(/status 307/);
    expect(other.seen).toHaveLength(0);
  });
});
