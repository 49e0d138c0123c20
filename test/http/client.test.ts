import { createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createHttpClient, type HttpClientOptions } from '../../src/http/client.ts';
import { failureOf } from '../../src/http/failure.ts';
import { authority } from './self-signed.ts';
import { json, serve } from './serve.ts';
import { serveTls, trust } from './tls-server.ts';

function client(options: HttpClientOptions = {}) {
  const made = createHttpClient(options);
  onTestFinished(() => made.close());
  const get = (url: string, headers: Record<string, string> = {}) => made.send({ method: 'GET', url, headers });
  return { ...made, get };
}

describe('replies', () => {
  test('method, headers and body arrive; only what was given is sent', async () => {
    const server = await serve((_, response) => json(response, 201, { ok: 'ü' }, { 'x-a': '1' }));
    const reply = await client().send({
      method: 'PATCH',
      url: `${server.url}/p?q=1`,
      headers: { 'x-list': ['a', 'b'], 'content-type': 'application/json' },
      body: '{"ü":1}',
    });
    expect(reply).toMatchObject({ ok: true, status: 201, body: '{"ok":"ü"}', headers: { 'x-a': '1' } });
    const [seen] = server.seen;
    expect(seen).toMatchObject({ method: 'PATCH', url: '/p?q=1', body: '{"ü":1}' });
    expect(seen?.headers['user-agent']).toBeUndefined();
    expect(seen?.rawHeaders.filter((value) => value === 'a' || value === 'b')).toEqual(['a', 'b']);
  });

  test.each([200, 204, 304, 400, 401, 429, 500, 502])('status %i is a reply, once', async (status) => {
    const server = await serve((_, response) => {
      response.writeHead(status);
      response.end();
    });
    expect(await client().get(server.url)).toMatchObject({ ok: true, status, body: '' });
    expect(server.seen).toHaveLength(1);
  });

  test('a redirect is handed back: the authorization goes nowhere else', async () => {
    const other = await serve((_, response) => json(response, 200, {}));
    const server = await serve((_, response) => {
      response.writeHead(302, { location: other.url });
      response.end();
    });
    expect(await client().get(server.url, { authorization: 'Bearer x' })).toMatchObject({
      status: 302,
      headers: { location: other.url },
    });
    expect(other.seen).toHaveLength(0);
  });

  test('compressed and Latin-1 bodies are decoded, repeated headers joined', async () => {
    const server = await serve((request, response) => {
      if (request.url === '/zip') {
        response.writeHead(200, { 'content-encoding': 'gzip', 'set-cookie': ['a=1', 'b=2'] });
        response.end(gzipSync('zipped'));
      } else {
        response.writeHead(200, { 'content-type': `text/plain; charset=${request.url?.slice(1)}` });
        response.end(Buffer.from([0xfc]));
      }
    });
    const { get } = client();
    expect(await get(`${server.url}/zip`)).toMatchObject({ body: 'zipped', headers: { 'set-cookie': 'a=1, b=2' } });
    expect(await get(`${server.url}/iso-8859-1`)).toMatchObject({ body: 'ü' });
    expect(await get(`${server.url}/no-such-charset`)).toMatchObject({ ok: true, body: '\ufffd' });
  });

  test('connections are kept and used again', async () => {
    let connections = 0;
    const server = await serve((_, response) => json(response, 200, {}));
    const { get } = client();
    const ports = new Set<string>();
    const probe = await serve((_, response) => {
      connections++;
      ports.add(String(response.socket?.remotePort));
      json(response, 200, {});
    });
    for (let at = 0; at < 5; at++) await get(probe.url);
    expect([connections, ports.size]).toEqual([5, 1]);
    expect(server.seen).toHaveLength(0);
  });
});

describe('failures', () => {
  test('timeout', async () => {
    const server = await serve(() => undefined);
    expect(await client({ timeout: 40 }).get(server.url)).toMatchObject({ ok: false, kind: 'timeout' });
  });

  test('a reply that begins and then stalls is a timeout too', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200);
      response.write('begun');
    });
    expect(await client({ timeout: 60 }).get(server.url)).toMatchObject({ ok: false, kind: 'timeout' });
  });

  test('refused', async () => {
    const server = await serve(() => undefined);
    await server.close();
    const failure = await client().get(server.url);
    expect(failure).toMatchObject({ ok: false, kind: 'refused', code: 'ECONNREFUSED' });
    expect(failure).toMatchObject({ message: `nothing accepts connections at ${new URL(server.url).host}` });
  });

  test('a host name that does not exist', async () => {
    // RFC 6761: never resolves.
    expect(await client().get('https://nowhere.invalid/')).toMatchObject({ ok: false, kind: 'dns' });
  });

  test('TLS to a server that speaks none', async () => {
    const server = await serve(() => undefined);
    expect(await client().get(server.url.replace('http:', 'https:'))).toMatchObject({ ok: false, kind: 'tls' });
  });

  test('an identity is shown to the servers of its origin alone', async () => {
    const trusted = authority();
    trust(trusted);
    const issued = trusted.issue({ name: 'client' });
    const options = { own: trusted.issue(), clients: trusted, strict: false };
    const [own, other] = [await serveTls(options), await serveTls(options)];
    const { get } = client({ identity: { origin: own.url, ...issued } });
    for (const url of [own.url, `${other.url}/a`, own.url.replace('localhost', '127.0.0.1'), `${own.url}/b`]) {
      expect(await get(url)).toMatchObject({ status: 200 });
    }
    const clients = own.seen.map(({ headers, client: shown }) => [headers.host?.split(':')[0], shown]);
    expect(clients).toEqual([
      ['localhost', ['client', 'Test authority']],
      ['127.0.0.1', []],
      ['localhost', ['client', 'Test authority']],
    ]);
    expect(other.seen.map(({ client: shown }) => shown)).toEqual([[]]);
  });

  test('a connection that breaks in the middle of the reply', async () => {
    const server = createServer((socket) =>
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf');
        setTimeout(() => socket.destroy(), 20);
      }),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    expect(await client().get(`http://127.0.0.1:${port}/`)).toMatchObject({ ok: false, kind: 'broken' });
    server.close();
  });

  test('a request and a reply above the limits, a compressed reply counted unpacked', async () => {
    const server = await serve((request, response) => {
      if (request.url === '/zip') response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(request.url === '/zip' ? gzipSync('x'.repeat(200_000)) : 'x'.repeat(Number(request.url?.slice(1))));
    });
    const { get, send } = client({ maxRequestBytes: 10, maxResponseBytes: 100_000 });
    expect(await get(`${server.url}/100000`)).toMatchObject({ ok: true });
    expect(await get(`${server.url}/200000`)).toMatchObject({ ok: false, kind: 'tooLarge' });
    expect(await get(`${server.url}/zip`)).toMatchObject({ ok: false, kind: 'tooLarge' });
    const before = server.seen.length;
    const body = 'ü'.repeat(6);
    expect(await send({ method: 'POST', url: server.url, headers: {}, body })).toMatchObject({ kind: 'tooLarge' });
    expect(server.seen).toHaveLength(before);
  });

  test('an endless reply is cut at the limit', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'.repeat(50_000)), 1);
      response.on('close', () => clearInterval(timer));
    });
    const before = performance.now();
    expect(await client({ maxResponseBytes: 200_000 }).get(server.url)).toMatchObject({ kind: 'tooLarge' });
    expect(performance.now() - before).toBeLessThan(5_000);
  });

  test('an abort before and during the request', async () => {
    const server = await serve(() => undefined);
    const { send } = client();
    const request = { method: 'GET', url: server.url, headers: {} };
    expect(await send({ ...request, signal: AbortSignal.abort() })).toMatchObject({ kind: 'cancelled' });
    expect(server.seen).toHaveLength(0);
    expect(await send({ ...request, signal: AbortSignal.timeout(40) })).toMatchObject({ kind: 'cancelled' });
  });

  test('an address that is refused, and headers that cannot be sent', async () => {
    const { get } = client();
    expect(await get('http://example.com')).toMatchObject({ kind: 'address' });
    expect(await get('nonsense')).toMatchObject({ kind: 'address' });
    const server = await serve((_, response) => json(response, 200, {}));
    expect(await get(server.url, { 'x-a': 'a\nb' })).toMatchObject({ ok: false, kind: 'broken' });
  });

  test.each([
    ['CERT_HAS_EXPIRED', 'tls'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['EAI_AGAIN', 'dns'],
    ['EHOSTUNREACH', 'refused'],
    ['ECONNRESET', 'broken'],
  ])('%s is %s, and the text of the error stays out', (code, kind) => {
    const failure = failureOf(
      Object.assign(new TypeError('Bearer secret'), { code }),
      'https://h.example.com/x?token=1',
    );
    expect(failure).toMatchObject({ ok: false, kind, code });
    expect(failure.message).toContain('h.example.com');
    expect(failure.message).not.toMatch(/secret|token/);
  });
});
