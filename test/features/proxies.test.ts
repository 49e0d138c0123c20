/** Callouts through a real proxy. */
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { authority } from '../http/self-signed.ts';
import { trust } from '../http/tls-server.ts';
import { eventsOf, filesHolding, projectOf } from './temporary-project.ts';

const PASSWORD = 'planted-proxy-Password';

/** A proxy that leads every host to one port of this machine. */
async function proxyTo(port: number, { tunnels = true } = {}) {
  const seen: { readonly asked: string; readonly login: string | undefined }[] = [];
  const server = createServer();
  server.on('connect', (incoming, socket) => {
    seen.push({ asked: `CONNECT ${incoming.url}`, login: incoming.headers['proxy-authorization'] });
    if (!tunnels) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const onwards = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onwards.pipe(socket);
      socket.pipe(onwards);
    });
    for (const end of [onwards, socket]) end.on('error', () => end.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { seen, address: `http://me:${PASSWORD}@127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function project(url: string) {
  const cwd = await projectOf({
    'org/named-credentials/Api.yaml': `url: ${url}\nexternalCredential: Api\n`,
    'org/external-credentials/Api.yaml': 'protocol: No Authentication\nprincipals: { Main: {} }\n',
    'org/permission-sets/Callers.yaml': 'principals: [Api-Main]\n',
    'org/users/me.user.yaml': 'username: me@example.com\ndefault: true\npermissionSets: [Callers]\n',
    'call.yaml': `label: Call
type: Autolaunched Flow
apiVersion: 66.0
start: Call
elements: { Call: { type: httpCallout, namedCredential: Api, method: GET, path: /things } }
`,
  });
  const run = async (env: Readonly<Record<string, string>>) => {
    const ran = await runCli(['run', 'call.yaml', '--json', '--har', 'run.har'], { cwd, env });
    expect(ran.stdout + ran.stderr).not.toContain(PASSWORD);
    expect(await filesHolding(cwd, PASSWORD)).toEqual([]);
    return { ...ran, last: eventsOf(ran.stdout).at(-1) };
  };
  return { run };
}

/** A server that this machine trusts under that name. */
async function secureServer(host: string) {
  const trusted = authority();
  trust(trusted);
  const hosts: (string | undefined)[] = [];
  const server = createTlsServer(trusted.issue({ host }), (request, response) => {
    hosts.push(request.headers.host);
    expect(request.headers['proxy-authorization']).toBeUndefined();
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { port, url: `https://127.0.0.1:${port}`, hosts };
}

describe('a proxy of the environment', () => {
  it.each(['HTTPS_PROXY', 'https_proxy'])('carries callouts in a tunnel: %s', async (name) => {
    const server = await secureServer('api.example.com');
    const proxy = await proxyTo(server.port);
    const { run } = await project('https://api.example.com');
    expect((await run({ [name]: proxy.address })).last).toMatchObject({ event: 'finished' });
    const login = `Basic ${Buffer.from(`me:${PASSWORD}`).toString('base64')}`;
    expect(proxy.seen).toEqual([{ asked: 'CONNECT api.example.com:443', login }]);
    expect(server.hosts).toEqual(['api.example.com']);
  });

  it('is left out for hosts that need none, and for this machine', async () => {
    const server = await secureServer('localhost');
    const proxy = await proxyTo(server.port);
    const here = await project(server.url);
    expect((await here.run({ HTTPS_PROXY: proxy.address })).last).toMatchObject({ event: 'finished' });
    const none = await project('https://api.invalid');
    const { last } = await none.run({ HTTPS_PROXY: proxy.address, NO_PROXY: '.example.com,api.invalid' });
    expect(last).toMatchObject({ fault: { code: 'CALLOUT_UNREACHABLE' } });
    expect(proxy.seen).toEqual([]);
  });

  it('may refuse the tunnel', async () => {
    const proxy = await proxyTo(1, { tunnels: false });
    const { run } = await project('https://api.example.com');
    const { last } = await run({ HTTPS_PROXY: proxy.address });
    expect(proxy.seen).toMatchObject([{ asked: 'CONNECT api.example.com:443' }]);
    expect(last).toMatchObject({
      fault: {
        code: 'CALLOUT_UNREACHABLE',
        message: expect.stringContaining('the proxy gives no way to api.example.com'),
        help: expect.stringContaining('NO_PROXY'),
      },
    });
  });

  it('that is not there is named as what is missing', async () => {
    const { run } = await project('https://api.example.com');
    expect((await run({ HTTPS_PROXY: `me:${PASSWORD}@127.0.0.1:1` })).last).toMatchObject({
      fault: { message: expect.stringContaining('the proxy gives no way to api.example.com (ECONNREFUSED)') },
    });
  });

  it('has to be an address', async () => {
    const { run } = await project('https://api.example.com');
    const { code, stderr, stdout } = await run({ HTTPS_PROXY: `socks5://me:${PASSWORD}@here` });
    expect([code, stdout + stderr]).toEqual([2, expect.stringContaining('HTTPS_PROXY is no address of an HTTP proxy')]);
  });
});
