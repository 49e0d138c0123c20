import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { findProject } from '../../src/project/index.ts';
import { runCli } from '../cli/run-cli.ts';
import { json, type Seen, serve } from '../http/serve.ts';
import { filesHolding, projectOf } from './temporary-project.ts';

const SECRET = 'planted-legacy-Secret';
const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

const FLOW = `label: Call
type: Autolaunched Flow
apiVersion: 66.0
start: Call
elements:
  Call: { type: httpCallout, namedCredential: Api, method: GET, path: /things, responses: { 2XX: { sample: { ok: true } } } }
`;

const XML = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<NamedCredential xmlns="http://soap.sforce.com/2006/04/metadata">\n${body}\n</NamedCredential>\n`;
const TAGS = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([tag, text]) => `    <${tag}>${text}</${tag}>`)
    .join('\n');

/** A user without any permission set, and the secrets of the named credential. */
async function project(files: Readonly<Record<string, string>>): Promise<string> {
  return projectOf({
    'org/users/me.user.yaml': 'username: me@example.com\n',
    'call.yaml': FLOW,
    '.env': [
      'FLOWRUN_SECRET_API_MAIN_USERNAME=ada',
      `FLOWRUN_SECRET_API_MAIN_PASSWORD=${SECRET}`,
      'FLOWRUN_SECRET_API_MAIN_CLIENTID=app',
      `FLOWRUN_SECRET_API_MAIN_PRIVATEKEY="${privateKey.replaceAll('\n', '\\n')}"`,
      'FLOWRUN_SECRET_API_MAIN_AWSACCESSKEYID=AKIDEXAMPLE',
      `FLOWRUN_SECRET_API_MAIN_AWSSECRETACCESSKEY=${SECRET}`,
    ].join('\n'),
    ...files,
  });
}

async function api() {
  return serve((request: Seen, response) => {
    if (request.url === '/token') json(response, 200, { access_token: 'token-of-jwt', token_type: 'Bearer' });
    else json(response, 200, { ok: true });
  });
}

interface Kind {
  /** The YAML below `url`. */
  readonly yaml: (url: string) => string;
  /** The metadata besides `endpoint`. */
  readonly xml: (url: string) => Readonly<Record<string, string>>;
  readonly check: (authorization: string | undefined) => Promise<void> | void;
}

const KINDS: Readonly<Record<string, Kind>> = {
  'no authentication': {
    yaml: () => 'authentication: { protocol: No Authentication }\n',
    xml: () => ({
      generateAuthorizationHeader: 'false',
      label: 'Api',
      principalType: 'Anonymous',
      protocol: 'NoAuthentication',
    }),
    check: (authorization) => expect(authorization).toBeUndefined(),
  },
  'a password': {
    yaml: () => 'authentication: { protocol: Basic }\n',
    xml: () => ({
      label: 'Api',
      principalType: 'NamedUser',
      protocol: 'Password',
      username: 'ignored',
    }),
    check: (authorization) => expect(authorization).toBe(`Basic ${Buffer.from(`ada:${SECRET}`).toString('base64')}`),
  },
  'a JWT': {
    yaml: () => 'authentication: { protocol: JWT, jwt: { issuer: me, subject: you, audience: them, expiresIn: 60 } }\n',
    xml: () => ({
      jwtAudience: 'them',
      jwtIssuer: 'me',
      jwtSigningCertificate: 'Signing',
      jwtTextSubject: 'you',
      jwtValidityPeriodSeconds: '60',
      label: 'Api',
      principalType: 'NamedUser',
      protocol: 'Jwt',
    }),
    check: async (authorization) => {
      const { payload } = await jwtVerify((authorization ?? '').replace('Bearer ', ''), createPublicKey(publicKey));
      expect(payload).toMatchObject({ iss: 'me', sub: 'you', aud: 'them' });
      expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(60);
    },
  },
  'a token for a JWT': {
    yaml: (url) =>
      `authentication: { protocol: OAuth 2.0, variant: JWT Bearer, tokenEndpoint: ${url}/token, jwt: { subject: you, audience: them } }\n`,
    xml: (url) => ({
      authTokenEndpointUrl: `${url}/token`,
      jwtAudience: 'them',
      jwtTextSubject: 'you',
      jwtValidityPeriodSeconds: '120',
      label: 'Api',
      principalType: 'NamedUser',
      protocol: 'JwtExchange',
    }),
    check: (authorization) => expect(authorization).toBe('Bearer token-of-jwt'),
  },
  'an AWS signature': {
    yaml: () => 'authentication: { protocol: AWS Signature Version 4, aws: { service: s3, region: eu-west-1 } }\n',
    xml: () => ({
      awsRegion: 'eu-west-1',
      awsService: 's3',
      label: 'Api',
      principalType: 'NamedUser',
      protocol: 'AwsSv4',
    }),
    check: (authorization) =>
      expect(authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/s3\/aws4_request/),
  },
};

async function expectCalls(cwd: string, seen: readonly Seen[], check: Kind['check']): Promise<void> {
  const { code, stdout, stderr } = await runCli(['run', 'call.yaml', '--json'], { cwd });
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).not.toContain(SECRET);
  await check(seen.find((one) => one.url.endsWith('/things'))?.headers.authorization);
}

describe('named credentials of the old kind', () => {
  it.each(Object.entries(KINDS))('call with %s, and nobody needs a permission set', async (_name, { yaml, check }) => {
    const { url, seen } = await api();
    const cwd = await project({ 'org/named-credentials/Api.yaml': `url: ${url}\n${yaml(url)}` });
    await expectCalls(cwd, seen, check);
    const doctor = await runCli(['doctor', 'call.yaml'], { cwd });
    expect([doctor.code, doctor.stdout]).toEqual([0, expect.stringContaining('everything is set up')]);
  });

  it.each(Object.entries(KINDS))('of a Salesforce project call with %s', async (_name, { xml, check }) => {
    const { url, seen } = await api();
    const cwd = await project({
      'sfdx-project.json': '{"packageDirectories":[{"path":"app"}]}',
      'app/namedCredentials/Api.namedCredential-meta.xml': XML(
        TAGS({ endpoint: `${url}/`, password: 'planted-in-metadata', ...xml(url) }),
      ),
    });
    await expectCalls(cwd, seen, check);
    const imported = await runCli(['import', 'app/namedCredentials/Api.namedCredential-meta.xml', '--out', 'yaml'], {
      cwd,
    });
    expect([imported.code, imported.stderr]).toEqual([0, '']);
    expect(await filesHolding(join(cwd, 'yaml'), 'planted-in-metadata')).toEqual([]);
  });

  it.each(Object.entries(KINDS))('with %s are the same after export and import', async (_name, { xml }) => {
    const meta = 'app/namedCredentials/Api.namedCredential-meta.xml';
    const cwd = await project({
      'sfdx-project.json': '{"packageDirectories":[{"path":"app"}]}',
      [meta]: XML(TAGS({ endpoint: 'https://a.example.com', ...xml('https://a.example.com') })),
    });
    await runCli(['import', meta, '--out', 'yaml'], { cwd });
    const before = await readFile(join(cwd, 'yaml/org/named-credentials/Api.yaml'), 'utf8');
    const exported = await runCli(['export', 'yaml/org', '--out', 'back'], { cwd });
    expect([exported.code, exported.stderr]).toEqual([0, '']);
    await writeFile(join(cwd, meta), await readFile(join(cwd, 'back/namedCredentials/Api.namedCredential-meta.xml')));
    await runCli(['import', meta, '--out', 'again'], { cwd });
    expect(await readFile(join(cwd, 'again/org/named-credentials/Api.yaml'), 'utf8')).toBe(before);
    expect(before).not.toContain('principals');
  });

  it('keep the certificate that they show through import and export', async () => {
    const meta = 'app/namedCredentials/Api.namedCredential-meta.xml';
    const cwd = await project({
      'sfdx-project.json': '{"packageDirectories":[{"path":"app"}]}',
      [meta]: XML(
        TAGS({
          certificate: 'Client_2026',
          endpoint: 'https://a.example.com',
          label: 'Api',
          principalType: 'Anonymous',
          protocol: 'NoAuthentication',
        }),
      ),
    });
    await runCli(['import', meta, '--out', 'yaml'], { cwd });
    const file = join(cwd, 'yaml/org/named-credentials/Api.yaml');
    expect(await readFile(file, 'utf8')).toContain('clientCertificate: Client_2026\n');
    const { code, stdout } = await runCli(['export', 'yaml/org', '--out', '-'], { cwd });
    expect([code, stdout]).toEqual([0, expect.stringContaining('<certificate>Client_2026</certificate>')]);
  });

  it('take their addresses from an auth provider, and say when it is missing', async () => {
    const oauth = XML(
      TAGS({
        authProvider: 'Login',
        endpoint: 'https://a.example.com',
        label: 'Api',
        oauthScope: 'openid',
        principalType: 'PerUser',
        protocol: 'Oauth',
      }),
    );
    const files = {
      'sfdx-project.json': '{"packageDirectories":[{"path":"app"}]}',
      'app/namedCredentials/Api.namedCredential-meta.xml': oauth,
    };
    const alone = await project(files);
    const { diagnostics } = await findProject(alone, alone);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'the named credential Api needs the auth provider Login, which is not found, and is not read',
    ]);
    const cwd = await project({
      ...files,
      'app/authproviders/Login.authprovider-meta.xml': `<?xml version="1.0" encoding="UTF-8"?>\n<AuthProvider xmlns="http://soap.sforce.com/2006/04/metadata"><friendlyName>Login</friendlyName><providerType>Google</providerType></AuthProvider>\n`,
    });
    const { org } = await findProject(cwd, cwd);
    expect(org.externalCredentials).toMatchObject([
      {
        name: 'Api',
        legacy: true,
        variant: 'Browser Flow',
        scope: 'openid',
        tokenEndpoint: 'https://oauth2.googleapis.com/token',
        principals: [{ type: 'Per User Principal' }],
      },
    ]);
  });

  it('are set like any other', async () => {
    const cwd = await project({
      'org/named-credentials/Api.yaml': 'url: https://a.example.com\nauthentication: { protocol: Basic }\n',
      '.env': '',
    });
    const set = await runCli(['credential', 'set', 'Api', 'Password'], { cwd, stdin: SECRET });
    expect(set.stdout).toBe('Api Main Password is set (.flowrun/secrets.enc)\n');
    const { stdout } = await runCli(['credential', 'list'], { cwd });
    expect(stdout).toContain('Api Main Username  not set');
  });

  it.each([
    ['neither', 'url: https://a.example.com\n', 'externalCredential'],
    [
      'both',
      'url: https://a.example.com\nexternalCredential: X\nauthentication: { protocol: Basic }\n',
      'authentication',
    ],
    [
      'a secret',
      `url: https://a.example.com\nauthentication: { protocol: Basic, password: ${SECRET} }\n`,
      'secrets never do',
    ],
  ])('with %s are refused', async (_what, text, message) => {
    const cwd = await project({ 'org/named-credentials/Api.yaml': text });
    const { code, stdout, stderr } = await runCli(['validate', 'call.yaml'], { cwd });
    expect([code, stdout + stderr]).toEqual([3, expect.stringContaining(message)]);
    expect(stdout + stderr).not.toContain(SECRET);
  });
});
