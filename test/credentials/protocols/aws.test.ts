import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createCalloutPerformer } from '../../../src/callouts/performer.ts';
import { createRedactor } from '../../../src/http/redact.ts';
import type { AwsOptions, ExternalCredential } from '../../../src/model/credentials.ts';
import type { CalloutEffect, Interview } from '../../../src/model/interview.ts';
import { json, type Seen, serve } from '../../http/serve.ts';
import { externalCredential, namedCredential, orgDefinition, secretsOf } from '../fixtures.ts';

const KEYS = { awsAccessKeyId: 'AKIDEXAMPLE', awsSecretAccessKey: 'p1anted+Secret/Key' };
const AWS: AwsOptions = {
  service: 'execute-api',
  region: 'eu-central-1',
  stsExternalId: null,
  stsDuration: null,
  stsEndpoint: null,
  signPayload: true,
};

/** Checks a signature the way AWS documents it, by hand: nothing of ours signs here. */
function isSigned(request: Seen, secretKey: string): boolean {
  const authorization = String(request.headers.authorization ?? '');
  const [, scope = '', signed = '', signature = ''] =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/([^,]+), SignedHeaders=([^,]+), Signature=([\da-f]{64})$/.exec(
      authorization,
    ) ?? [];
  const sha = (text: string) => createHash('sha256').update(text).digest('hex');
  const mac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const [path = '', query = ''] = request.url.split('?');
  const canonical = [
    request.method,
    path
      .split('/')
      .map((part) => encodeURIComponent(part))
      .join('/'),
    query.split('&').toSorted().join('&'),
    ...signed.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}`),
    '',
    signed,
    request.headers['x-amz-content-sha256'] ?? sha(request.body),
  ].join('\n');
  const [date = '', region = '', service = '', end = ''] = scope.split('/');
  const key = [region, service, end].reduce<Buffer>((at, text) => mac(at, text), mac(`AWS4${secretKey}`, date));
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha(canonical)].join('\n');
  return mac(key, text).toString('hex') === signature;
}

async function call(url: string, credential: Partial<ExternalCredential>, secrets: Record<string, string>) {
  const redactor = createRedactor();
  const org = orgDefinition({
    externalCredentials: [externalCredential({ protocol: 'AWS Signature Version 4', variant: null, ...credential })],
    namedCredentials: [namedCredential({ url })],
  });
  const perform = createCalloutPerformer({ org, secrets: secretsOf(secrets), redactor, resolveUrl: async (at) => at });
  const request = {
    namedCredential: 'Target_Org',
    method: 'POST',
    path: '/stage/things%20here?b=2&a=1%2F1',
    headers: { 'x-trace': '7' },
    body: { Name: 'Äcme' },
    runInMode: 'DefaultMode',
  } as const;
  const effect: CalloutEffect = { kind: 'callout', id: 1, flow: 'F', element: 'E', key: 'i:main:1', request };
  const event = await perform(effect, { context: { user: 'flow' } } as Interview, new AbortController().signal);
  perform.close();
  return { event, redactor };
}

describe('AWS Signature Version 4', () => {
  test('signs what is sent: path, query, headers and body', async () => {
    const server = await serve((_request, response) => json(response, 200, {}));
    const { event } = await call(server.url, { aws: AWS }, KEYS);
    expect(event).toMatchObject({ kind: 'responded', status: 200 });
    const [request] = server.seen;
    expect(request && isSigned(request, KEYS.awsSecretAccessKey)).toBe(true);
    expect(request && isSigned(request, 'another key')).toBe(false);
    expect(request?.headers.authorization).toContain('SignedHeaders=accept;content-type;host;');
    expect(request?.headers['x-amz-content-sha256']).toBe(
      createHash('sha256')
        .update(request?.body ?? '')
        .digest('hex'),
    );
  });

  test('leaves the payload unsigned where it is told to', async () => {
    const server = await serve((_request, response) => json(response, 200, {}));
    await call(server.url, { aws: { ...AWS, signPayload: false } }, KEYS);
    const [request] = server.seen;
    expect(request?.headers['x-amz-content-sha256']).toBe('UNSIGNED-PAYLOAD');
    expect(request && isSigned(request, KEYS.awsSecretAccessKey)).toBe(true);
  });

  test('says what is missing', async () => {
    const { event } = await call('http://127.0.0.1:1', { aws: null }, KEYS);
    expect(event).toMatchObject({
      kind: 'failed',
      fault: { code: 'CREDENTIAL_NOT_CONFIGURED', help: expect.stringContaining('aws: {') },
    });
  });
});

describe('AWS STS', () => {
  const ROLE = { ...KEYS, awsRoleArn: 'arn:aws:iam::123456789012:role/flowrun' };
  const session = (expires: number) => ({
    AssumeRoleResponse: {
      AssumeRoleResult: {
        Credentials: {
          AccessKeyId: 'ASIASESSION',
          SecretAccessKey: 'p1anted-session-secret',
          SessionToken: 'p1anted-session-token',
          Expiration: Math.floor(expires / 1000),
        },
      },
    },
  });

  test('assumes the role with the own key and signs with the keys of the session', async () => {
    const sts = await serve((_request, response) => json(response, 200, session(Date.now() + 3_600_000)));
    const server = await serve((_request, response) => json(response, 200, {}));
    const aws = { ...AWS, stsEndpoint: sts.url, stsExternalId: 'ext-1', stsDuration: 900 };
    const { event, redactor } = await call(server.url, { variant: 'STS', aws }, ROLE);
    expect(event).toMatchObject({ status: 200 });
    const [asked] = sts.seen;
    expect(asked && isSigned(asked, KEYS.awsSecretAccessKey)).toBe(true);
    expect(Object.fromEntries(new URLSearchParams(asked?.body))).toEqual({
      Action: 'AssumeRole',
      Version: '2011-06-15',
      RoleArn: ROLE.awsRoleArn,
      RoleSessionName: 'flowrun-Target_Org',
      ExternalId: 'ext-1',
      DurationSeconds: '900',
    });
    const [request] = server.seen;
    expect(request && isSigned(request, 'p1anted-session-secret')).toBe(true);
    expect(request?.headers['x-amz-security-token']).toBe('p1anted-session-token');
    expect(redactor.text('p1anted-session-secret p1anted-session-token')).not.toContain('p1anted');
  });

  test('reads the reply in XML as well', async () => {
    const xml = `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA</AccessKeyId>
      <SecretAccessKey>xml-secret</SecretAccessKey><SessionToken>xml-token</SessionToken>
      <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
    const sts = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/xml' }).end(xml);
    });
    const server = await serve((_request, response) => json(response, 200, {}));
    await call(server.url, { variant: 'STS', aws: { ...AWS, stsEndpoint: sts.url } }, ROLE);
    const [request] = server.seen;
    expect(request && isSigned(request, 'xml-secret')).toBe(true);
  });

  test('says what AWS refused and how to mend it', async () => {
    const error = { Error: { Code: 'AccessDenied', Message: 'User is not authorized to perform: sts:AssumeRole' } };
    const sts = await serve((_request, response) => json(response, 403, error));
    const { event } = await call('http://127.0.0.1:1', { variant: 'STS', aws: { ...AWS, stsEndpoint: sts.url } }, ROLE);
    expect(event).toMatchObject({
      kind: 'failed',
      fault: {
        code: 'TOKEN_REFUSED',
        message:
          'Unable to assume the AWS role. Error: AccessDenied. Error description: User is not authorized to perform: sts:AssumeRole.',
        help: expect.stringContaining('trust policy'),
      },
    });
  });
});
