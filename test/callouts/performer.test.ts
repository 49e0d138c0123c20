import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { FlowrunError } from '../../src/errors.ts';
import { createRedactor } from '../../src/http/redact.ts';
import type { FlowEvent } from '../../src/model/interview.ts';
import { SECRET, secretsOf } from '../credentials/fixtures.ts';
import { json, type LoopbackServer, type Seen, serve } from '../http/serve.ts';
import { orgAt, rig } from './fixtures.ts';

const salesforceToken = (access_token: string) => ({
  access_token,
  signature: 'c2ln',
  scope: 'api',
  instance_url: 'https://x.example.com',
  id: 'https://x.example.com/id/00D000000000001AAA/005000000000001AAA',
  token_type: 'Bearer',
  issued_at: '1700000000000',
});

/** Token endpoint and API in one; `accepts` decides which tokens the API takes. */
async function api(accepts: (authorization: string) => boolean): Promise<LoopbackServer & { tokens(): number }> {
  let tokens = 0;
  const server = await serve((request, response) => {
    if (request.url === '/token') {
      tokens++;
      json(response, 200, salesforceToken(`00D000000000001!token.${tokens}`));
    } else if (accepts(request.headers.authorization ?? '')) {
      json(response, 201, { id: '001000000000001AAA', success: true, errors: [] });
    } else json(response, 401, [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }]);
  });
  return { ...server, tokens: () => tokens };
}

const faultOf = (event: FlowEvent) => {
  if (event.kind !== 'failed') throw new TypeError(`expected a failed event, got ${JSON.stringify(event)}`);
  return event.fault;
};
const apiCalls = (server: LoopbackServer): readonly Seen[] => server.seen.filter(({ url }) => url !== '/token');

describe('a callout through a named credential', () => {
  test('fetches a token, sends JSON and hands back status, headers and parsed body', async () => {
    const server = await api(() => true);
    const { call } = rig({ org: orgAt(server.url) });
    const event = await call({ body: { Name: 'Acme', Amount: { $units: 1999, $scale: 2 } } });
    expect(event).toMatchObject({
      kind: 'responded',
      answers: 7,
      at: 1_000,
      status: 201,
      headers: { 'content-type': 'application/json' },
      body: { id: '001000000000001AAA', success: true, errors: [] },
    });
    const [token, request] = server.seen;
    expect(token).toMatchObject({ method: 'POST', url: '/token', body: 'grant_type=client_credentials' });
    expect(request).toMatchObject({
      method: 'POST',
      url: '/services/data/v66.0/sobjects/Account',
      body: '{"Name":"Acme","Amount":19.99}',
      headers: {
        authorization: 'Bearer 00D000000000001!token.1',
        'content-type': 'application/json',
        accept: 'application/json',
        'user-agent': 'flowrun',
      },
    });
  });

  test('puts the path behind the path of the named credential, without a double slash', async () => {
    const server = await api(() => true);
    const { call } = rig({ org: orgAt(server.url, { named: { url: `${server.url}/base/` } }) });
    await call({ method: 'GET', path: '/a?b=c%20d', body: null });
    expect(apiCalls(server)).toMatchObject([{ method: 'GET', url: '/base/a?b=c%20d', body: '' }]);
    expect(apiCalls(server)[0]?.headers['content-type']).toBeUndefined();
  });

  test('resolves org:// addresses of both credentials, once', async () => {
    const server = await api(() => true);
    const asked: string[] = [];
    const { call } = rig({
      org: orgAt('org://target'),
      resolveUrl: async (url) => {
        asked.push(url);
        return url.replace('org://target', server.url);
      },
    });
    expect([(await call()).kind, (await call()).kind]).toEqual(['responded', 'responded']);
    expect(asked).toEqual(['org://target', 'org://target/token']);
  });

  test.each([204, 301, 404, 500, 503])(
    'a reply with status %i is a responded event, not followed, not repeated',
    async (status) => {
      const server = await serve((_, response) => {
        response.writeHead(status, { location: '/elsewhere' });
        response.end();
      });
      const { call } = rig({ org: orgAt(server.url, { external: { protocol: 'No Authentication', variant: null } }) });
      expect(await call()).toMatchObject({ kind: 'responded', status, body: null });
      expect(server.seen).toHaveLength(1);
    },
  );

  test('keeps every digit of a reply', async () => {
    const server = await serve((_, response) => {
      response.setHeader('content-type', 'application/json; charset=utf-8');
      response.end('{"big":12345678901234567890,"price":19.90,"text":"ä"}');
    });
    const { call } = rig({ org: orgAt(server.url, { external: { protocol: 'No Authentication', variant: null } }) });
    expect(await call()).toMatchObject({
      body: { big: { $units: '12345678901234567890', $scale: 0 }, price: { $units: 199, $scale: 1 }, text: 'ä' },
    });
  });
});

describe('tokens', () => {
  test('100 callouts at once fetch one token', async () => {
    const server = await api(() => true);
    const { call } = rig({ org: orgAt(server.url) });
    const events = await Promise.all(Array.from({ length: 100 }, () => call()));
    expect(events.every(({ kind }) => kind === 'responded')).toBe(true);
    expect(server.tokens()).toBe(1);
    expect(apiCalls(server)).toHaveLength(100);
  });

  test('after a 401 the token is fetched once and the callout repeated once', async () => {
    const server = await api((authorization) => authorization.endsWith('token.2'));
    const { call } = rig({ org: orgAt(server.url) });
    expect(await call()).toMatchObject({ kind: 'responded', status: 201 });
    expect(server.tokens()).toBe(2);
    expect(apiCalls(server).map(({ headers, body }) => [headers.authorization, body])).toEqual([
      ['Bearer 00D000000000001!token.1', '{"Name":"Acme"}'],
      ['Bearer 00D000000000001!token.2', '{"Name":"Acme"}'],
    ]);
    await call();
    expect(server.tokens()).toBe(2);
  });

  test('100 callouts refused at once share one fresh token', async () => {
    const server = await api((authorization) => authorization.endsWith('token.2'));
    const { call } = rig({ org: orgAt(server.url) });
    const events = await Promise.all(Array.from({ length: 100 }, () => call()));
    expect(events.every((event) => event.kind === 'responded' && event.status === 201)).toBe(true);
    expect(server.tokens()).toBe(2);
    expect(apiCalls(server).length).toBeLessThanOrEqual(200);
  });

  test('a server that always says 401 gets two requests and no more', async () => {
    const server = await api(() => false);
    const { call } = rig({ org: orgAt(server.url) });
    expect(await call()).toMatchObject({ kind: 'responded', status: 401 });
    expect(server.tokens()).toBe(2);
    expect(apiCalls(server)).toHaveLength(2);
  });

  test('additional statuses refresh too, others do not', async () => {
    const statuses = [403, 200, 418];
    const server = await serve((request, response) => {
      if (request.url === '/token') json(response, 200, salesforceToken('t'));
      else json(response, statuses.shift() ?? 200, {});
    });
    const { call } = rig({ org: orgAt(server.url, { external: { additionalRefreshStatusCodes: [403] } }) });
    expect(await call()).toMatchObject({ status: 200 });
    expect(await call()).toMatchObject({ status: 418 });
    expect(server.seen.filter(({ url }) => url === '/token')).toHaveLength(2);
  });

  test('a refresh that fails says why', async () => {
    let tokens = 0;
    const server = await serve((request, response) => {
      if (request.url !== '/token') json(response, 401, {});
      else if (++tokens === 1) json(response, 200, salesforceToken('t'));
      else json(response, 400, { error: 'inactive_user', error_description: 'user is inactive' });
    });
    const { call } = rig({ org: orgAt(server.url) });
    const fault = faultOf(await call());
    expect(fault).toMatchObject({
      code: 'TOKEN_REFRESH',
      message: "The expired credentials couldn't be refreshed. Try again later.",
    });
    expect(fault.help).toContain('Error: inactive_user');
    expect(fault.help).toContain('activate the run-as user');
  });

  test('a refused fetch is tried again by the next callout', async () => {
    let tokens = 0;
    const server = await serve((request, response) => {
      if (request.url !== '/token') json(response, 200, {});
      else if (++tokens === 1)
        json(response, 400, { error: 'invalid_client', error_description: 'invalid client credentials' });
      else json(response, 200, salesforceToken('t'));
    });
    const { call } = rig({ org: orgAt(server.url) });
    expect(faultOf(await call()).code).toBe('TOKEN_REFUSED');
    expect(await call()).toMatchObject({ kind: 'responded', status: 200 });
  });

  test('Basic is sent as it is and never repeated', async () => {
    const server = await serve((_, response) => json(response, 401, {}));
    const { call } = rig({
      org: orgAt(server.url, { external: { protocol: 'Basic', variant: null } }),
      secrets: secretsOf({ Username: 'jürgen', Password: SECRET }),
    });
    expect(await call()).toMatchObject({ status: 401 });
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([
      `Basic ${Buffer.from(`jürgen:${SECRET}`).toString('base64')}`,
    ]);
  });
});

describe('headers', () => {
  const apiKey = { name: 'Integration', type: 'Named Principal', sequence: 1, parameters: ['apiKey'] } as const;
  const header = (name: string, value: string, sequence = 1) => ({ name, value, sequence });

  test('custom headers read the principal, named credential before external credential, by sequence', async () => {
    const server = await serve((_, response) => json(response, 200, {}));
    const { call } = rig({
      org: orgAt(server.url, {
        external: {
          protocol: 'Custom',
          variant: null,
          principals: [apiKey],
          headers: [
            header('X-Api-Key', 'from external'),
            header('X-Tag', 'two', 2),
            header('X-Tag', 'one', 1),
            header('X-Key-Of', 'key {!$Credential.Target_Org.apiKey} end', 3),
          ],
        },
        named: { headers: [header('x-api-key', '{!$Credential.target_org.APIKEY}')] },
      }),
      secrets: secretsOf({ apiKey: 'k-123' }),
    });
    await call({ headers: { 'X-Api-Key': 'from the flow', 'X-Trace': '1', Accept: 'text/csv' } });
    const { headers, rawHeaders } = server.seen[0] ?? { headers: {}, rawHeaders: [] };
    expect(headers).toMatchObject({
      'x-api-key': 'k-123',
      'x-key-of': 'key k-123 end',
      'x-trace': '1',
      accept: 'text/csv',
    });
    expect(headers.authorization).toBeUndefined();
    expect(rawHeaders.filter((_, at) => rawHeaders[at - 1]?.toLowerCase() === 'x-tag')).toEqual(['one', 'two']);
  });

  test('the generated Authorization header can be left off, and cannot be overridden by a flow', async () => {
    const server = await api(() => true);
    const off = rig({
      org: orgAt(server.url, {
        named: { generateAuthorizationHeader: false, headers: [header('X-Token', 'Token {!$Credential.OAuthToken}')] },
      }),
    });
    await off.call();
    const on = rig({ org: orgAt(server.url) });
    await on.call({ headers: { Authorization: 'Bearer mine' } });
    const [without, withIt] = apiCalls(server);
    expect(without?.headers).toMatchObject({ 'x-token': 'Token 00D000000000001!token.1' });
    expect(without?.headers.authorization).toBeUndefined();
    expect(withIt?.headers.authorization).toBe('Bearer 00D000000000001!token.2');
  });

  test.each([
    ['{!$Credential.Target_Org.nope}', 'CREDENTIAL_FIELD', 'Field Target_Org.nope does not exist'],
    ['{!$Credential.Other.apiKey}', 'CREDENTIAL_FIELD', 'Field Other.apiKey does not exist'],
    ['{!$Credential.Target_Org.apiKey', 'CREDENTIAL_INVALID', 'A custom header of the credential cannot be read.'],
  ])('%s is refused', async (value, code, message) => {
    const { call } = rig({
      org: orgAt('https://127.0.0.1:1', {
        external: { protocol: 'Custom', variant: null, principals: [apiKey], headers: [header('X-Api-Key', value)] },
      }),
      secrets: secretsOf({ apiKey: 'k-123' }),
    });
    expect(faultOf(await call())).toMatchObject({
      code,
      message,
      help: expect.stringContaining('org/external-credentials'),
    });
  });

  test('a secret with a line break is no header, and does not show', async () => {
    const { call } = rig({
      org: orgAt('https://127.0.0.1:1', {
        external: {
          protocol: 'Custom',
          variant: null,
          principals: [apiKey],
          headers: [header('X-Api-Key', '{!$Credential.Target_Org.apiKey}')],
        },
      }),
      secrets: secretsOf({ apiKey: 'k-123\r\nX-Admin: 1' }),
    });
    const fault = faultOf(await call());
    expect(fault.code).toBe('CREDENTIAL_INVALID');
    expect(JSON.stringify(fault)).not.toContain('k-123');
  });

  test.each(['Host', 'Content-Length', 'Bad Name', 'X-Ünsent'])('a flow cannot send the header %s', async (name) => {
    const { call } = rig({
      org: orgAt('https://127.0.0.1:1', { external: { protocol: 'No Authentication', variant: null } }),
    });
    expect(faultOf(await call({ headers: { [name]: 'x' } })).code).toBe('CALLOUT_INVALID');
  });
});

describe('what cannot be called', () => {
  test.each([
    ['a query', { url: 'https://x.example.com/a?b=c' }, 'CREDENTIAL_INVALID', 'no query'],
    ['plain http', { url: 'http://x.example.com' }, 'CREDENTIAL_INVALID', 'https://'],
    ['another scheme', { url: 'ftp://x.example.com' }, 'CREDENTIAL_INVALID', 'https://'],
    ['a password in it', { url: 'https://u:p@x.example.com' }, 'CREDENTIAL_INVALID', 'password'],
    ['callouts disabled', { calloutsEnabled: false }, 'CALLOUT_DISABLED', 'calloutsEnabled: true'],
    [
      'an unknown external credential',
      { externalCredential: 'Nope' },
      'CREDENTIAL_ACCESS',
      'external-credentials/Nope.yaml',
    ],
  ])('a named credential with %s', async (_, named, code, help) => {
    const { call } = rig({ org: orgAt('https://x.example.com', { named }) });
    expect(faultOf(await call())).toMatchObject({ code, help: expect.stringContaining(help) });
  });

  test('an unknown named credential gets the text of Salesforce, and the names there are', async () => {
    const { call } = rig({});
    const fault = faultOf(await call({ namedCredential: 'Targt_Org' }));
    expect(fault.code).toBe('CREDENTIAL_ACCESS');
    expect(fault.message).toBe(
      'We couldn\'t access the credential(s). You might not have the required permissions, or the named credential "Targt_Org" might not exist.',
    );
    expect(fault.help).toContain('there are: Target_Org');
  });

  test.each(['services', '/a b', '/a#b', '/a\nb', '\\\\host'])('the path %j', async (path) => {
    const { call } = rig({
      org: orgAt('https://x.example.com', { external: { protocol: 'No Authentication', variant: null } }),
    });
    expect(faultOf(await call({ path })).code).toBe('CALLOUT_INVALID');
  });

  test('a user without the permission set', async () => {
    const { call } = rig({});
    expect(faultOf(await call({}, 'somebody'))).toMatchObject({
      code: 'CREDENTIAL_ACCESS',
      help: expect.stringContaining('there is no user "somebody"'),
    });
  });

  test('a target org that does not start fails the callout, and is tried again', async () => {
    const server = await api(() => true);
    let starts = 0;
    const { call } = rig({
      org: orgAt('org://target'),
      resolveUrl: async (url) => {
        if (++starts === 1)
          throw new FlowrunError('ORG', 'the org "target" did not start', { help: 'see org/target-orgs/target' });
        return url.replace('org://target', server.url);
      },
    });
    expect(faultOf(await call())).toEqual({
      code: 'CALLOUT_UNREACHABLE',
      message: 'the org "target" did not start',
      help: 'see org/target-orgs/target',
    });
    expect((await call()).kind).toBe('responded');
  });

  test('a secret store that cannot be read', async () => {
    const { call } = rig({
      secrets: {
        get: () => Promise.reject(new FlowrunError('SECRET_STORE', 'secrets.enc was changed', { help: 'delete it' })),
      },
    });
    expect(faultOf(await call())).toEqual({
      code: 'CREDENTIAL_NOT_CONFIGURED',
      message: "The external credential isn't fully configured.",
      help: 'secrets.enc was changed; delete it',
    });
  });
});

describe('no reply', () => {
  const noAuth = { external: { protocol: 'No Authentication', variant: null } };

  test('a time limit', async () => {
    const server = await serve(() => undefined);
    const { call } = rig({ org: orgAt(server.url, noAuth), timeout: 50 });
    expect(faultOf(await call())).toMatchObject({ code: 'CALLOUT_TIMEOUT', message: 'Read timed out' });
  });

  test('nothing listens', async () => {
    const server = await serve(() => undefined);
    await server.close();
    const { call } = rig({ org: orgAt(server.url, noAuth) });
    expect(faultOf(await call())).toMatchObject({
      code: 'CALLOUT_UNREACHABLE',
      help: expect.stringContaining('named credential'),
    });
  });

  test('a connection that breaks off', async () => {
    const server = createServer((socket) => socket.once('data', () => socket.destroy()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const { call } = rig({ org: orgAt(`http://127.0.0.1:${port}`, noAuth) });
    expect(faultOf(await call()).code).toBe('CALLOUT_BROKEN');
    server.close();
  });

  test('a request that is too large is not sent', async () => {
    const server = await serve((_, response) => json(response, 200, {}));
    const { call } = rig({ org: orgAt(server.url, noAuth) });
    expect(faultOf(await call({ body: { big: 'x'.repeat(6_000_001) } })).code).toBe('CALLOUT_TOO_LARGE');
    expect(server.seen).toHaveLength(0);
  });

  test('an abort while the token is fetched, and while the callout runs, rejects as cancelled', async () => {
    const server = await serve((request, response) => {
      if (request.url === '/token' && request.method === 'POST')
        setTimeout(() => json(response, 200, salesforceToken('t')), 300);
    });
    const { call } = rig({ org: orgAt(server.url) });
    const abortedSoon = () => AbortSignal.any([AbortSignal.timeout(100)]);
    await expect(call({}, 'flow', abortedSoon())).rejects.toMatchObject({ code: 'CANCELLED' });
    const controller = new AbortController();
    const waiting = call({}, 'flow', controller.signal);
    setTimeout(() => controller.abort(), 500);
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  test('an abort of one waiter does not take the token from the others', async () => {
    const server = await serve((request, response) => {
      if (request.url === '/token') setTimeout(() => json(response, 200, salesforceToken('t')), 200);
      else json(response, 200, {});
    });
    const { call } = rig({ org: orgAt(server.url) });
    const controller = new AbortController();
    const first = call({}, 'flow', controller.signal);
    const second = call();
    controller.abort();
    await expect(first).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await second).toMatchObject({ kind: 'responded', status: 200 });
  });
});

test('a server that quotes the secret and the token back does not bring them into a fault', async () => {
  const redactor = createRedactor();
  const server = await serve((request, response) => {
    const basic = request.headers.authorization ?? '';
    json(response, 400, {
      error: 'invalid_client',
      error_description: `bad ${SECRET} in ${basic} and ${encodeURIComponent(SECRET)}`,
    });
  });
  const { call } = rig({ org: orgAt(server.url), redactor });
  const text = JSON.stringify(faultOf(await call()));
  expect(text).toContain('TOKEN_REFUSED');
  for (const form of [
    SECRET,
    JSON.stringify(SECRET).slice(1, -1),
    encodeURIComponent(SECRET),
    Buffer.from(SECRET).toString('base64'),
  ]) {
    expect(text).not.toContain(form);
  }
  expect(text).not.toContain(server.seen[0]?.headers.authorization?.slice(6));
});

test('idle connections keep no process alive', async () => {
  const server = await serve((_, response) => json(response, 200, {}));
  const script = `
    import { createHttpClient } from './src/http/client.ts';
    const client = createHttpClient();
    const reply = await client.send({ method: 'GET', url: process.argv[1], headers: {} });
    console.log(reply.status);`;
  const output = await new Promise<string>((resolve, reject) => {
    execFile(
      process.execPath,
      ['--input-type=module-typescript', '-e', script, server.url],
      { timeout: 10_000 },
      (error, stdout) => (error === null ? resolve(stdout) : reject(error)),
    );
  });
  expect(output.trim()).toBe('200');
});
