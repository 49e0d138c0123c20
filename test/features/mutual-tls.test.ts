import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { authority } from '../http/self-signed.ts';
import { serveTls } from '../http/tls-server.ts';
import { filesHolding, projectOf } from './temporary-project.ts';

/** A whole run in a process of its own: NODE_EXTRA_CA_CERTS is read when Node starts. */
const ENTRY = resolve(import.meta.dirname, '../../src/cli/entry.ts');
const SERVERS = authority('Servers');
const CLIENTS = authority('Clients');
const CLIENT = CLIENTS.issue({ name: 'flowrun client' });
const LIVE = CLIENTS.issue({ name: 'flowrun live' });
const indented = (pem: string) => pem.trimEnd().replaceAll('\n', '\n  ');

async function setup(named: string, more: Readonly<Record<string, string>> = {}) {
  const api = await serveTls({ own: SERVERS.issue(), clients: CLIENTS });
  const cwd = await projectOf({
    'call.yaml': `label: Call
type: Screen Flow
apiVersion: 66.0
start: Call
elements:
  Call:
    type: httpCallout
    namedCredential: Api
    method: GET
    path: /
    responses: { 2XX: { sample: { a: b } } }
`,
    'org/named-credentials/Api.yaml': `url: ${api.url}\nexternalCredential: Api\n${named}`,
    'org/external-credentials/Api.yaml': 'protocol: No Authentication\nprincipals: { Main: {} }\n',
    'org/certificates/Client_2026.yaml': `certificate: |\n  ${indented(CLIENT.cert)}\n`,
    'org/permission-sets/Callers.yaml': 'principals: [Api-Main]\n',
    'org/users/me.user.yaml': 'username: me@example.com\npermissionSets: [Callers]\n',
    ...Object.fromEntries(Object.entries(more).map(([path, text]) => [path, text.replace('URL', api.url)])),
  });
  await writeFile(join(cwd, 'authority.pem'), SERVERS.cert);
  return { api, cwd };
}
async function flowrun(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}, input = '') {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('FLOWRUN_')));
  const child = spawn(process.execPath, [ENTRY, ...args], {
    cwd,
    env: { ...clean, NODE_EXTRA_CA_CERTS: 'authority.pem', NO_COLOR: '1', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      output += data;
    });
  }
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  for (const line of CLIENT.key.split('\n').slice(1, -2)) expect(output).not.toContain(line);
  return { code, output };
}

describe('mutual TLS, from the files to the wire', () => {
  it('shows the certificate whose key was set, and keeps the key out of whatever a run prints and writes', async () => {
    const { api, cwd } = await setup('clientCertificate: Client_2026\n');
    expect(await flowrun(cwd, ['credential', 'set', 'Client_2026'], {}, CLIENT.key)).toMatchObject({ code: 0 });
    const run = ['run', 'call.yaml', '--trace', 'http', '--har', 'run.har', '--curl'];
    expect(await flowrun(cwd, run)).toMatchObject({ code: 0 });
    expect(await flowrun(cwd, ['doctor', 'call.yaml'])).toMatchObject({
      code: 0,
      output: expect.stringContaining('and the client certificate Client_2026 (CN=flowrun client, until 2049-12-31)'),
    });
    expect(api.seen.map(({ client }) => client)).toEqual(Array(2).fill(['flowrun client', 'Clients']));
    expect(await readFile(join(cwd, 'run.har'), 'utf8')).toContain(api.url);
    for (const line of CLIENT.key.split('\n').slice(1, -2)) expect(await filesHolding(cwd, line)).toEqual([]);
  });

  it('takes the key from the environment, its lines written out', async () => {
    const { api, cwd } = await setup('clientCertificate: Client_2026\n');
    const env = { FLOWRUN_SECRET_CLIENT_2026_CERTIFICATE_PRIVATEKEY: CLIENT.key.replaceAll('\n', '\\n') };
    expect(await flowrun(cwd, ['run', 'call.yaml'], env)).toMatchObject({ code: 0 });
    expect(api.seen).toHaveLength(1);
  });

  it('shows another certificate in another environment, whose key is kept apart', async () => {
    const { api, cwd } = await setup('clientCertificate: Client_2026\n', {
      'org/environments/production.yaml': 'namedCredentials:\n  Api: { url: URL, clientCertificate: Live_2026 }\n',
      'org/certificates/Live_2026.yaml': `certificate: |\n  ${indented(LIVE.cert)}\n`,
    });
    await flowrun(cwd, ['credential', 'set', 'Live_2026'], {}, LIVE.key);
    const without = await flowrun(cwd, ['run', 'call.yaml', '--env', 'production']);
    expect(without).toMatchObject({
      code: 4,
      output: expect.stringContaining('flowrun credential set Live_2026 --env production < key.pem'),
    });
    await flowrun(cwd, ['credential', 'set', 'Live_2026', '--env', 'production'], {}, LIVE.key);
    expect(await flowrun(cwd, ['run', 'call.yaml', '--env', 'production'])).toMatchObject({ code: 0 });
    expect(api.seen.map(({ client }) => client[0])).toEqual(['flowrun live']);
  });

  it.each([
    ['none', '', 1, 'name one of org/certificates as "clientCertificate" in org/named-credentials/Api.yaml'],
    [
      'one without its key',
      'clientCertificate: Client_2026\n',
      4,
      'run "flowrun credential set Client_2026 < key.pem"',
    ],
  ])('with %s: says how to mend it', async (_, named, code, help) => {
    const { api, cwd } = await setup(named);
    const run = await flowrun(cwd, ['run', 'call.yaml']);
    expect(run).toMatchObject({ code, output: expect.stringContaining(help) });
    expect(api.seen).toEqual([]);
  });

  it('does not trust the server of an authority that nobody has named', async () => {
    const { api, cwd } = await setup('clientCertificate: Client_2026\n');
    const env = { NODE_EXTRA_CA_CERTS: '', FLOWRUN_SECRET_CLIENT_2026_CERTIFICATE_PRIVATEKEY: CLIENT.key };
    const run = await flowrun(cwd, ['run', 'call.yaml'], env);
    expect(run).toMatchObject({ code: 1, output: expect.stringContaining('NODE_EXTRA_CA_CERTS=file.pem') });
    expect(api.seen).toEqual([]);
  });
});
