import { createHash, createHmac, generateKeyPairSync, verify, X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type DiagnosisStep, diagnose } from '../../../src/callouts/diagnose.ts';
import { createRedactor } from '../../../src/http/redact.ts';
import type { ExternalCredential } from '../../../src/model/credentials.ts';
import type { OrgDefinition } from '../../../src/model/org.ts';
import { calloutEffect, rig } from '../../callouts/fixtures.ts';
import { authority, ecKeys, type Issued } from '../../http/self-signed.ts';
import { json, type Seen, serve } from '../../http/serve.ts';
import { certificate, externalCredential, namedCredential, orgDefinition, secretsOf } from '../fixtures.ts';

const ROOT = authority('Trust anchor');
const MIDDLE = ROOT.below('Intermediate');
const ARN = 'arn:aws:rolesanywhere:eu-north-1:123456789012';
const ROLE = 'arn:aws:iam::123456789012:role/flow/run';
const AWS = {
  service: 'execute-api',
  region: 'eu-central-1',
  stsExternalId: null,
  stsDuration: null,
  stsEndpoint: null,
  signPayload: true,
  trustAnchorArn: `${ARN}:trust-anchor/0d1c`,
  profileArn: `${ARN}:profile/77aa`,
  certificate: 'Client_2026',
};
const NOW = Date.UTC(2026, 0, 31, 12, 34, 56, 789);

const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 });
const sha = (text: string) => createHash('sha256').update(text).digest('hex');

/** Whether a request is signed with the certificate that stands in it, checked by hand as the user guide of AWS has it. */
function signerOf(request: Seen): X509Certificate {
  const { headers, url, body, method } = request;
  const pattern =
    /^(AWS4-X509-(?:RSA|ECDSA)-SHA256) Credential=(\d+)\/(\d{8}\/[\w-]+\/rolesanywhere\/aws4_request), SignedHeaders=([^,]+), Signature=([\da-f]+)$/;
  const [, algorithm, serial = '', scope = '', signed = '', signature = ''] =
    pattern.exec(headers.authorization ?? '') ?? [];
  const shown = new X509Certificate(Buffer.from(String(headers['x-amz-x509']), 'base64'));
  expect(BigInt(serial)).toBe(BigInt(`0x${shown.serialNumber}`));
  expect(algorithm).toContain(shown.publicKey.asymmetricKeyType === 'rsa' ? 'RSA' : 'ECDSA');
  for (const name of ['host', 'x-amz-date', 'x-amz-x509']) expect(signed.split(';')).toContain(name);
  expect(scope.slice(0, 8)).toBe(String(headers['x-amz-date']).slice(0, 8));
  const [path = '', query = ''] = url.split('?');
  const pairs = [...new URLSearchParams(query)].map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  const lines = signed.split(';').map((name) => `${name}:${String(headers[name])}`);
  const canonical = [method, path, pairs.toSorted().join('&'), ...lines, '', signed, sha(body)].join('\n');
  const text = [algorithm, headers['x-amz-date'], scope, sha(canonical)].join('\n');
  expect(verify('sha256', Buffer.from(text), shown.publicKey, Buffer.from(signature, 'hex'))).toBe(true);
  return shown;
}

/** Whether the callout is signed with the secret key of the session. */
function isSignedWith(request: Seen | undefined, secretKey: string): boolean {
  if (!request) return false;
  const { headers, url, method, body } = request;
  const [, scope = '', signed = '', signature = ''] =
    /^AWS4-HMAC-SHA256 Credential=ASIASESSION\/([^,]+), SignedHeaders=([^,]+), Signature=([\da-f]{64})$/.exec(
      String(headers.authorization),
    ) ?? [];
  const mac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const lines = signed.split(';').map((name) => `${name}:${String(headers[name])}`);
  const canonical = [method, url, '', ...lines, '', signed, sha(body)].join('\n');
  const [date = '', ...rest] = scope.split('/');
  const key = rest.reduce<Buffer>((at, text) => mac(at, text), mac(`AWS4${secretKey}`, date));
  return (
    mac(key, ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha(canonical)].join('\n')).toString('hex') ===
    signature
  );
}

const session = (number = 1) => ({
  credentialSet: [
    {
      assumedRoleUser: { arn: ROLE, assumedRoleId: 'AROA:1' },
      credentials: {
        accessKeyId: 'ASIASESSION',
        secretAccessKey: `p1anted-session-secret-${number}`,
        sessionToken: `p1anted-session-token-${number}`,
        expiration: new Date(NOW + 3_600_000).toISOString(),
      },
      roleArn: ROLE,
    },
  ],
  subjectArn: `${ARN}:subject/1`,
});
const service = (status = 201, body: object = session(), headers: Record<string, string> = {}) =>
  serve((_request, response) => json(response, status, body, headers));

function orgOf(url: string, shown: Pick<Issued, 'cert'>, external: Partial<ExternalCredential>): OrgDefinition {
  const credential = { protocol: 'AWS Signature Version 4', variant: 'Roles Anywhere', ...external } as const;
  return orgDefinition({
    externalCredentials: [externalCredential(credential)],
    namedCredentials: [namedCredential({ url })],
    certificates: [certificate({ certificate: shown.cert })],
  });
}
async function call(url: string, issued: Issued, external: Partial<ExternalCredential>, calls = 1) {
  const redactor = createRedactor();
  const secrets = secretsOf({ awsRoleArn: ROLE, privateKey: issued.key });
  const { performer, call: send } = rig({ org: orgOf(url, issued, external), secrets, redactor, now: () => NOW });
  expect(performer).toBeDefined();
  let event = await send({ path: '/stage' });
  for (let more = 1; more < calls; more++) event = await send({ path: '/stage' });
  for (const line of issued.key.split('\n').slice(1, -2)) expect(JSON.stringify(event)).not.toContain(line);
  return { event, redactor };
}

describe('AWS Roles Anywhere', () => {
  test.each([
    ['RSA', RSA],
    ['an elliptic curve', ecKeys()],
  ])('signs the request for a session with the certificate, by %s, and callouts with its keys', async (_, keys) => {
    const issued = ROOT.issue({ name: 'Client', keys });
    const sessions = await service();
    const api = await serve((_request, response) => json(response, 200, {}));
    const { event, redactor } = await call(
      api.url,
      issued,
      { aws: { ...AWS, rolesAnywhereEndpoint: sessions.url } },
      3,
    );
    expect(event).toMatchObject({ kind: 'responded', status: 200 });
    expect(sessions.seen).toHaveLength(1);
    const [asked] = sessions.seen;
    if (!asked) throw new TypeError('no request');
    expect(signerOf(asked).fingerprint256).toBe(new X509Certificate(issued.cert).fingerprint256);
    expect([asked.method, asked.url.split('?')[0], asked.body]).toEqual(['POST', '/sessions', '{}']);
    expect(Object.fromEntries(new URL(asked.url, 'http://x').searchParams)).toEqual({
      profileArn: AWS.profileArn,
      roleArn: ROLE,
      trustAnchorArn: AWS.trustAnchorArn,
    });
    expect(asked.headers).toMatchObject({ 'x-amz-date': '20260131T123456Z', 'content-type': 'application/json' });
    expect(asked.headers['x-amz-x509-chain']).toBeUndefined();
    // The trust anchor says the region, not the service that is called.
    expect(asked.headers.authorization).toContain('/20260131/eu-north-1/rolesanywhere/aws4_request');
    expect(isSignedWith(api.seen[0], 'p1anted-session-secret-1')).toBe(true);
    expect(isSignedWith(api.seen[0], 'another')).toBe(false);
    expect(api.seen[0]?.headers['x-amz-security-token']).toBe('p1anted-session-token-1');
    expect(redactor.text('p1anted-session-secret-1 p1anted-session-token-1')).not.toContain('p1anted');
  });

  test('sends and signs the authorities between the certificate and the root, and the duration', async () => {
    const issued = MIDDLE.issue({ name: 'Client' });
    const sessions = await service();
    const aws = { ...AWS, stsDuration: 900, rolesAnywhereEndpoint: `${sessions.url}/` };
    await call('http://127.0.0.1:1', { ...issued, cert: issued.cert + MIDDLE.cert }, { aws });
    const [asked] = sessions.seen;
    if (!asked) throw new TypeError('no request');
    signerOf(asked);
    expect(asked.headers['x-amz-x509-chain']).toBe(new X509Certificate(MIDDLE.cert).raw.toString('base64'));
    expect(asked.headers.authorization).toContain(
      'SignedHeaders=content-type;host;x-amz-date;x-amz-x509;x-amz-x509-chain,',
    );
    expect(asked.body).toBe('{"durationSeconds":900}');
  });

  test('gets a new session where a callout is refused', async () => {
    let given = 0;
    const sessions = await serve((_request, response) => json(response, 201, session(++given)));
    const api = await serve((request, response) =>
      json(response, request.headers['x-amz-security-token'] === 'p1anted-session-token-2' ? 200 : 401, {}),
    );
    const { event } = await call(api.url, ROOT.issue(), { aws: { ...AWS, rolesAnywhereEndpoint: sessions.url } });
    expect(event).toMatchObject({ status: 200 });
    expect(given).toBe(2);
  });

  test.each([
    [
      403,
      'AccessDeniedException',
      { message: 'Untrusted certificate. Insufficient certificate' },
      'trust anchor has to know',
    ],
    [404, 'ResourceNotFoundException:http://internal.amazon.com/', { message: 'Trust anchor' }, 'mend trustAnchorArn'],
    [400, 'ValidationException', { message: 'roleArn' }, 'credential set Target_Org Integration awsRoleArn'],
    [500, 'InternalFailure', {}, 'check the ARNs under "aws" in org/external-credentials/Target_Org.yaml'],
    [201, '', { credentialSet: [] }, 'check the ARNs'],
  ])('%i %s: says what AWS refused and how to mend it', async (status, kind, body, help) => {
    const sessions = await service(status, body, kind === '' ? {} : { 'x-amzn-errortype': kind });
    const aws = { ...AWS, rolesAnywhereEndpoint: sessions.url };
    const { event } = await call('http://127.0.0.1:1', ROOT.issue(), { aws });
    const { message = '' } = body as { message?: string };
    expect(event).toMatchObject({
      kind: 'failed',
      fault: {
        code: 'TOKEN_REFUSED',
        message: `Unable to create the AWS session. Error: ${kind.split(':')[0]}. Error description: ${message}.`,
        help: expect.stringContaining(help),
      },
    });
  });

  test.each([
    ['no answer', { ...AWS, rolesAnywhereEndpoint: 'http://127.0.0.1:1' }, 'TOKEN_UNREACHABLE', 'no session keys'],
    [
      'an open connection',
      { ...AWS, rolesAnywhereEndpoint: 'http://a.example.com' },
      'CREDENTIAL_INVALID',
      'mend "rolesAnywhereEndpoint"',
    ],
    ['no aws', null, 'CREDENTIAL_NOT_CONFIGURED', 'aws: {'],
    [
      'no ARNs',
      { ...AWS, trustAnchorArn: undefined },
      'CREDENTIAL_NOT_CONFIGURED',
      'add "trustAnchorArn", "profileArn"',
    ],
    [
      'another certificate',
      { ...AWS, certificate: 'Other' },
      'CREDENTIAL_NOT_CONFIGURED',
      'org/certificates/Other.yaml',
    ],
  ])('%s', async (_, aws, code, help) => {
    const { event } = await call('http://127.0.0.1:1', ROOT.issue(), { aws: aws as ExternalCredential['aws'] });
    expect(event).toMatchObject({ kind: 'failed', fault: { code, help: expect.stringContaining(help) } });
  });

  test('a key of another kind', async () => {
    const keys = generateKeyPairSync('ed25519');
    const { event } = await call('http://127.0.0.1:1', ROOT.issue({ keys }), { aws: AWS });
    expect(event).toMatchObject({
      fault: { code: 'CREDENTIAL_INVALID', help: expect.stringContaining('AWS takes no other') },
    });
  });
});

describe('doctor', () => {
  async function steps(sessions: string, secrets: Readonly<Record<string, string>>, issued: Issued) {
    const api = await serve((_request, response) => json(response, 200, {}));
    const found: DiagnosisStep[] = [];
    for await (const step of diagnose({
      org: orgOf(api.url, issued, { aws: { ...AWS, rolesAnywhereEndpoint: sessions } }),
      secrets: secretsOf(secrets),
      redactor: createRedactor(),
      resolveUrl: async (url) => url,
      namedCredential: calloutEffect().request.namedCredential,
      user: 'flow',
    })) {
      found.push(step);
    }
    return found;
  }

  test('says where the role comes from, and which certificate signs', async () => {
    const issued = ROOT.issue({ name: 'Client' });
    const { url } = await service();
    const found = await steps(url, { awsRoleArn: ROLE, privateKey: issued.key }, issued);
    expect(found.map(({ ok }) => ok)).toEqual([null, true, null, true, true, true]);
    expect(found[1]?.detail).toBe('awsRoleArn from test, certificate Client_2026 (CN=Client, until 2049-12-31)');
  });

  test.each([
    ['a certificate without its key', { awsRoleArn: ROLE }, 201, 'flowrun credential set Client_2026 < key.pem'],
    ['no role', {}, 201, 'flowrun credential set Target_Org Integration awsRoleArn'],
    ['a refusal', { awsRoleArn: ROLE, privateKey: '' }, 403, 'trust anchor has to know'],
  ])('%s fails at the second step', async (_, given, status, help) => {
    const issued = ROOT.issue();
    const { url } = await service(status, {}, { 'x-amzn-errortype': 'AccessDeniedException' });
    const secrets = { ...given, ...('privateKey' in given ? { privateKey: issued.key } : {}) };
    const found = await steps(url, secrets, issued);
    expect(found.map(({ ok }) => ok)).toEqual([null, false, null, true, true, null]);
    expect(found[1]?.help).toContain(help);
  });
});
