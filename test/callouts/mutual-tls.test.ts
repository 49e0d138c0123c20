import { describe, expect, it } from 'vitest';
import { type DiagnosisStep, diagnose } from '../../src/callouts/diagnose.ts';
import { faultOfFailure } from '../../src/callouts/faults.ts';
import type { HttpExchange } from '../../src/http/exchange.ts';
import { createRedactor } from '../../src/http/redact.ts';
import type { OrgDefinition } from '../../src/model/org.ts';
import { certificate, secretsOf } from '../credentials/fixtures.ts';
import { authority, type Issued, selfSigned } from '../http/self-signed.ts';
import { json, serve } from '../http/serve.ts';
import { serveTls, type TlsServerOptions, trust } from '../http/tls-server.ts';
import { orgAt, rig } from './fixtures.ts';

const SERVERS = authority('Server authority');
const CLIENTS = authority('Client authority');
const MIDDLE = CLIENTS.below('Middle authority');
const CLIENT = CLIENTS.issue({ name: 'flowrun client' });
const FILE = 'org/named-credentials/Target_Org.yaml';

const server = (options: Partial<TlsServerOptions> = {}) => {
  trust(SERVERS);
  return serveTls({ own: SERVERS.issue(), clients: CLIENTS, ...options });
};
/** An org that shows a certificate; null = none. */
function orgShowing(url: string, shown: Pick<Issued, 'cert'> | null, named: object = {}): OrgDefinition {
  const org = orgAt(url, {
    external: { protocol: 'Custom', variant: null },
    named: { ...(shown ? { clientCertificate: 'client_2026' } : {}), ...named },
  });
  return { ...org, certificates: shown ? [certificate({ certificate: shown.cert })] : [] };
}
function call(url: string, shown: Issued | null, named: object = {}, request: object = {}) {
  const secrets = secretsOf(shown ? { privateKey: shown.key } : {});
  const exchanges: HttpExchange[] = [];
  const redactor = createRedactor();
  const options = {
    org: orgShowing(url, shown, named),
    secrets,
    redactor,
    observe: (one: HttpExchange) => exchanges.push(one),
  };
  return rig(options)
    .call({ method: 'GET', body: null, path: '/', ...request })
    .then((event) => {
      for (const line of (shown?.key ?? '').split('\n').slice(1, -2)) {
        expect(JSON.stringify([event, exchanges])).not.toContain(line);
        expect(redactor.text(`> ${line}`)).toBe('> ***');
      }
      return event;
    });
}

describe('a callout shows the client certificate of its named credential', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)('over %s', async (maxVersion) => {
    const api = await server({ maxVersion });
    expect(await call(api.url, CLIENT)).toMatchObject({ kind: 'responded', status: 200 });
    expect(api.seen.map(({ client }) => client)).toEqual([['flowrun client', 'Client authority']]);
  });

  it('with the authorities between it and the root', async () => {
    const issued = MIDDLE.issue({ name: 'below' });
    const api = await server();
    expect(await call(api.url, { ...issued, cert: issued.cert + MIDDLE.cert })).toMatchObject({ status: 200 });
    expect(api.seen[0]?.client).toEqual(['below', 'Middle authority', 'Client authority']);
  });

  it('and none where it names none, even to a server that asks', async () => {
    const api = await server({ strict: false });
    expect(await call(api.url, null)).toMatchObject({ status: 200 });
    expect(api.seen[0]?.client).toEqual([]);
  });

  it('never to a token endpoint, nor over an open connection, where it needs no key', async () => {
    const tokens = await server({ strict: false, answer: () => ({ status: 400 }) });
    const org = orgAt('http://127.0.0.1:1', {
      external: { tokenEndpoint: `${tokens.url}/token` },
      named: { clientCertificate: 'Client_2026' },
    });
    const secrets = secretsOf({ clientId: 'a', clientSecret: 'b', privateKey: CLIENT.key });
    await rig({ org: { ...org, certificates: [certificate({ certificate: CLIENT.cert })] }, secrets }).call();
    expect(tokens.seen.map(({ url, client }) => [url, client])).toEqual([['/token', []]]);
    const open = await serve((_request, response) => json(response, 200, {}));
    const plain = orgShowing(open.url, CLIENT);
    expect(await rig({ org: plain, secrets: secretsOf({}) }).call()).toMatchObject({ status: 200 });
  });

  it('nor to where a reply leads on: a redirect is not followed, and a next page elsewhere not asked for', async () => {
    const other = await server({ strict: false });
    const headers = { location: `${other.url}/`, link: `<${other.url}/2>; rel="next"` };
    const api = await server({ answer: ({ url }) => ({ status: url === '/moved' ? 307 : 200, headers }) });
    expect(await call(api.url, CLIENT, {}, { path: '/moved' })).toMatchObject({ kind: 'responded', status: 307 });
    const paginate = { by: 'link', items: '', maxPages: 5 };
    const event = await call(api.url, CLIENT, {}, { paginate });
    expect(event).toMatchObject({ kind: 'failed' });
    expect(other.connections()).toBe(0);
  });
});

describe('where the certificate is missing or refused', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)('%s: nothing shown', async (maxVersion) => {
    const api = await server({ maxVersion });
    const event = await call(api.url, null);
    expect(event).toMatchObject({
      kind: 'failed',
      fault: { help: expect.stringMatching(/asks for a client certificate|wants another client certificate/) },
    });
    expect(JSON.stringify(event)).toContain(`\\"clientCertificate\\" in ${FILE}`);
    expect(api.seen).toEqual([]);
  });

  it.each([
    ['of an authority that the server does not know', authority('Strangers').issue()],
    ['that nobody has signed', selfSigned()],
    ['that has expired', CLIENTS.issue({ until: '210101' })],
  ])('one %s', async (_, issued) => {
    const api = await server();
    expect(await call(api.url, issued)).toMatchObject({
      kind: 'failed',
      fault: {
        help: expect.stringContaining('the certificate "Client_2026" may be expired, revoked, or of an authority'),
      },
    });
    expect(api.seen).toEqual([]);
  });

  it.each([
    ['no key', CLIENT.cert, {}, 'CREDENTIAL_NOT_CONFIGURED', 'flowrun credential set Client_2026 < key.pem'],
    ["another one's key", CLIENT.cert, { privateKey: selfSigned().key }, 'CREDENTIAL_NOT_CONFIGURED', "another one's"],
    ['no certificate', 'none', { privateKey: CLIENT.key }, 'CREDENTIAL_INVALID', 'holds no certificate in PEM'],
  ])('%s: nothing is sent', async (_, cert, secrets, code, help) => {
    const api = await server({ strict: false });
    const event = await rig({ org: orgShowing(api.url, { cert }), secrets: secretsOf(secrets) }).call();
    expect(event).toMatchObject({ kind: 'failed', fault: { code, help: expect.stringContaining(help) } });
    expect(api.connections()).toBe(0);
  });

  it('a certificate that the org does not have', async () => {
    const org = { ...orgShowing('https://localhost:1', CLIENT), certificates: [] };
    expect(await rig({ org, secrets: secretsOf({}) }).call()).toMatchObject({
      fault: { code: 'CREDENTIAL_NOT_CONFIGURED', help: expect.stringContaining('org/certificates/client_2026.yaml') },
    });
  });

  it.each([
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', null, 'the server asks for a client certificate'],
    ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', null, 'or it wants another client certificate'],
    ['ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE', null, 'or it wants another client certificate'],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'Client_2026', 'the server refuses the client: the certificate "Client_2026"'],
    ['ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED', 'Client_2026', 'the server refuses the client'],
    ['ERR_SSL_EE_KEY_TOO_SMALL', 'Client_2026', 'the key of the certificate "Client_2026" is too small'],
    ['ERR_SSL_EE_KEY_TOO_SMALL', null, 'the server needs a valid certificate'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'Client_2026', 'NODE_EXTRA_CA_CERTS=file.pem'],
    ['CERT_HAS_EXPIRED', null, 'the server needs a valid certificate'],
  ])('%s, shown %s', (code, shown, help) => {
    const client = { file: FILE, certificate: shown };
    const { fault } = faultOfFailure({ ok: false, kind: 'tls', message: 'no', code }, client);
    expect(fault).toMatchObject({ code: 'CALLOUT_TLS', help: expect.stringContaining(help) });
  });
});

describe('doctor', () => {
  async function steps(org: OrgDefinition, secrets: Readonly<Record<string, string>>) {
    const found: DiagnosisStep[] = [];
    const options = {
      org,
      secrets: secretsOf(secrets),
      redactor: createRedactor(),
      resolveUrl: async (url: string) => url,
    };
    for await (const step of diagnose({ ...options, namedCredential: 'Target_Org', user: 'flow' })) found.push(step);
    return found;
  }

  it('says which certificate is shown, and calls out with it', async () => {
    const api = await server();
    const found = await steps(orgShowing(api.url, CLIENT), { privateKey: CLIENT.key });
    expect(found.map(({ ok }) => ok)).toEqual([null, true, null, true, true, true]);
    expect(found[3]?.detail).toBe(
      `${api.url}, with the external credential Target_Org, and the client certificate Client_2026 (CN=flowrun client, until 2049-12-31)`,
    );
  });

  it.each([
    ['without its key', CLIENT, {}, 'flowrun credential set Client_2026 < key.pem'],
    [
      'that has expired',
      CLIENTS.issue({ until: '210101' }),
      null,
      'put the new one into org/certificates/Client_2026.yaml',
    ],
  ])('fails at the named credential for one %s', async (_, issued, secrets, help) => {
    const found = await steps(orgShowing('https://localhost:1', issued), secrets ?? { privateKey: issued.key });
    expect(found.map(({ ok }) => ok)).toEqual([null, true, null, false, true, null]);
    expect(found[3]?.help).toContain(help);
  });
});
