import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, decodeProtectedHeader, exportJWK } from 'jose';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createAuthorizer } from '../../../src/credentials/authorizer.ts';
import { identitiesOf } from '../../../src/credentials/certificates.ts';
import { FaultError } from '../../../src/errors.ts';
import { createRedactor } from '../../../src/http/redact.ts';
import type { Certificate, ExternalCredential } from '../../../src/model/credentials.ts';
import { startOrg } from '../../../src/org/index.ts';
import { authority, ecKeys } from '../../http/self-signed.ts';
import { json, serve } from '../../http/serve.ts';
import { DEFINITION } from '../../org/client.ts';
import { certificate, externalCredential, orgDefinition, secretsOf, user } from '../fixtures.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PEM = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const CERTIFICATE = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const never = new AbortController().signal;

function made(
  credential: ExternalCredential,
  secrets: Record<string, string>,
  running = 'flow',
  certificates: readonly Certificate[] = [],
) {
  const redactor = createRedactor();
  const org = orgDefinition({ certificates });
  const authorizer = createAuthorizer({
    secrets: secretsOf(secrets),
    identities: identitiesOf({ org, secrets: secretsOf({ privateKey: secrets.keyOfCertificate ?? '' }), redactor }),
    redactor,
    resolveUrl: async (url) => url,
    users: [user(), user({ name: 'ada', username: 'ada@example.com' })],
  });
  const [principal] = credential.principals;
  if (principal === undefined) throw new TypeError('a principal is needed');
  return {
    redactor,
    authorizer,
    authorize: () => authorizer.authorize({ credential, principal, user: running }, never),
  };
}

async function faultOf(work: Promise<unknown>) {
  const error = await work.then(
    () => new TypeError('expected a fault'),
    (reason: unknown) => reason,
  );
  if (error instanceof FaultError) return error.fault;
  throw error;
}

describe('client credentials with a JWT assertion, at oidc-provider', () => {
  const server = createServer();
  let endpoint = '';
  beforeAll(async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const provider = new Provider(origin, {
      clients: [
        {
          client_id: 'signed',
          token_endpoint_auth_method: 'private_key_jwt',
          jwks: { keys: [{ ...(await exportJWK(publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' }] },
          grant_types: ['client_credentials'],
          redirect_uris: [],
          response_types: [],
          scope: 'api',
        },
      ],
      features: { clientCredentials: { enabled: true }, devInteractions: { enabled: false } },
      scopes: ['api'],
    });
    server.on('request', provider.callback());
    endpoint = `${origin}/token`;
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
    vi.restoreAllMocks();
  });
  const credential = (changes: Partial<ExternalCredential> = {}) =>
    externalCredential({ variant: 'Client Credentials with JWT Assertion', tokenEndpoint: endpoint, ...changes });

  test('gives a token', async () => {
    const { authorize } = made(credential({ scope: 'api' }), { clientId: 'signed', privateKey: PEM });
    expect((await authorize()).header).toMatch(/^Bearer [\w-]{20,}$/);
  });

  test('takes a key whose line breaks are written as in an environment', async () => {
    const { authorize } = made(credential(), { clientId: 'signed', privateKey: PEM.replaceAll('\n', '\\n') });
    expect((await authorize()).header).toContain('Bearer');
  });

  describe('with a certificate of the org', () => {
    const jwt = { issuer: null, subject: null, audience: null, expiresIn: 120, header: {}, claims: {} };
    const named = () => ({ ...credential(), jwt: { ...jwt, ...credential().jwt, certificate: 'signing' } });
    const issued = authority().issue({ keys: { privateKey, publicKey } });
    const signing = certificate({ name: 'Signing', certificate: issued.cert, file: 'org/certificates/Signing.yaml' });

    test('signs with its key where the principal has none', async () => {
      const secrets = { clientId: 'signed', keyOfCertificate: issued.key };
      expect((await made(named(), secrets, 'flow', [signing]).authorize()).header).toContain('Bearer');
    });

    test("signs with the principal's own key where it has one", async () => {
      const secrets = { clientId: 'signed', privateKey: PEM };
      expect((await made(named(), secrets).authorize()).header).toContain('Bearer');
    });

    test.each([
      ['an unknown certificate', [], issued.key, 'CREDENTIAL_NOT_CONFIGURED', 'org/certificates/signing.yaml'],
      ['a key for another kind of signature', 'ec', null, 'CREDENTIAL_INVALID', 'has no RSA key'],
    ] as const)('says what is wrong with %s', async (_, given, key, code, help) => {
      const keys = ecKeys();
      const other = authority().issue({ keys });
      const certificates = given === 'ec' ? [{ ...signing, certificate: other.cert }] : given;
      const secrets = { clientId: 'signed', keyOfCertificate: key ?? other.key };
      const fault = await faultOf(made(named(), secrets, 'flow', certificates).authorize());
      expect(fault).toMatchObject({ code, help: expect.stringContaining(help) });
    });

    test('says both ways where there is no key at all', async () => {
      const fault = await faultOf(made(credential(), { clientId: 'signed' }).authorize());
      expect(fault).toMatchObject({ code: 'CREDENTIAL_NOT_CONFIGURED', detail: { parameter: 'privateKey' } });
      expect(fault.help).toContain('flowrun credential set Target_Org Integration privateKey < key.pem');
      expect(fault.help).toContain('name a certificate of org/certificates under "jwt"');
    });
  });

  test('refuses the key of another', async () => {
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const pem = other.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(await faultOf(made(credential(), { clientId: 'signed', privateKey: pem }).authorize())).toMatchObject({
      code: 'TOKEN_REFUSED',
      detail: { error: 'invalid_client' },
    });
  });

  test('says what to do with a key that is none, and does not show it', async () => {
    const fault = await faultOf(made(credential(), { clientId: 'signed', privateKey: 'p1anted-no-key' }).authorize());
    expect(fault).toMatchObject({ code: 'CREDENTIAL_NOT_CONFIGURED', help: expect.stringContaining('< key.pem') });
    expect(JSON.stringify(fault)).not.toContain('p1anted');
  });
});

describe('JWT bearer, at the embedded org', () => {
  const definition = {
    ...DEFINITION,
    connectedApps: DEFINITION.connectedApps.map((app) => ({
      ...app,
      jwtBearerFlow: { certificate: CERTIFICATE, users: DEFINITION.users.map(({ username }) => username) },
    })),
  };
  const username = DEFINITION.users[0]?.username ?? '';
  let org: Awaited<ReturnType<typeof startOrg>>;
  beforeAll(async () => {
    org = await startOrg({ definition, directory: null });
  });
  afterAll(() => org.close());

  const credential = (jwt: Partial<NonNullable<ExternalCredential['jwt']>> = {}) =>
    externalCredential({
      variant: 'JWT Bearer',
      tokenEndpoint: `${org.url}/services/oauth2/token`,
      jwt: {
        issuer: null,
        subject: username,
        audience: 'https://login.salesforce.com',
        expiresIn: 120,
        header: {},
        claims: {},
        ...jwt,
      },
    });
  const secrets = { clientId: DEFINITION.connectedApps[0]?.consumerKey ?? '', privateKey: PEM };

  test('gives a token of the user that the assertion names', async () => {
    const authorization = await made(credential(), secrets).authorize();
    expect(authorization.identity).toContain('/id/00D');
    const reply = await fetch(`${org.url}/services/data/v66.0/sobjects/Account`, {
      method: 'POST',
      headers: { authorization: authorization.header ?? '', 'content-type': 'application/json' },
      body: JSON.stringify({ Name: 'Acme' }),
    });
    expect(reply.status).toBe(201);
  });

  test.each([
    ['an audience of another', { audience: 'https://elsewhere.example.com' }, 'audience is invalid'],
    ['a user who is not approved', { subject: 'nobody@example.com' }, "user hasn't approved this consumer"],
    ['an issuer that is no app', { issuer: 'unknown' }, 'client identifier invalid'],
    ['an assertion that has expired', { expiresIn: -3600 }, 'invalid assertion'],
  ])('refuses %s', async (_, jwt, description) => {
    expect(await faultOf(made(credential(jwt), secrets).authorize())).toMatchObject({
      code: 'TOKEN_REFUSED',
      detail: { error_description: description },
    });
  });

  test('refuses a signature of another key', async () => {
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const pem = other.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(await faultOf(made(credential(), { ...secrets, privateKey: pem }).authorize())).toMatchObject({
      detail: { error_description: 'invalid assertion' },
    });
  });
});

describe('the assertion', () => {
  test('says who, for whom and until when; claims may be formulas over the running user', async () => {
    const sent: string[] = [];
    const server = await serve(({ body }, response) => {
      sent.push(new URLSearchParams(body).get('assertion') ?? '');
      json(response, 200, { access_token: 'token', token_type: 'Bearer' });
    });
    try {
      const credential = externalCredential({
        variant: 'JWT Bearer',
        tokenEndpoint: `${server.url}/token`,
        jwt: {
          issuer: null,
          subject: '{!LOWER($User.Username)}',
          audience: null,
          expiresIn: 60,
          header: { kid: 'key-1' },
          claims: { tenant: 'T-{!$Credential.Target_Org.clientId}' },
        },
      });
      for (const running of ['flow', 'ada'])
        await made(credential, { clientId: 'me', privateKey: PEM }, running).authorize();
      const [first = '', second = ''] = sent;
      const claims = decodeJwt(first);
      expect(decodeProtectedHeader(first)).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'key-1' });
      expect(claims).toMatchObject({
        iss: 'me',
        sub: 'flow.user@example.com',
        aud: `${server.url}/token`,
        tenant: 'T-me',
      });
      expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(60);
      expect(claims.jti).toMatch(/^[\da-f-]{36}$/);
      expect(decodeJwt(second).sub).toBe('ada@example.com');
    } finally {
      await server.close();
    }
  });

  test('of one user serves no other', async () => {
    const users: (string | undefined)[] = [];
    const server = await serve(({ body }, response) => {
      users.push(decodeJwt(new URLSearchParams(body).get('assertion') ?? '').sub);
      json(response, 200, { access_token: `token-${users.length}`, token_type: 'Bearer' });
    });
    try {
      const credential = externalCredential({
        variant: 'JWT Bearer',
        tokenEndpoint: `${server.url}/token`,
        jwt: { issuer: null, subject: '{!$User.Username}', audience: 'a', expiresIn: 60, header: {}, claims: {} },
      });
      const { authorizer } = made(credential, { clientId: 'me', privateKey: PEM });
      const [principal] = credential.principals;
      if (!principal) throw new TypeError('a principal is needed');
      const of = (running: string) => authorizer.authorize({ credential, principal, user: running }, never);
      const headers = await Promise.all([of('flow'), of('flow'), of('ada')]);
      expect(new Set(headers.map(({ header }) => header)).size).toBe(2);
      expect(users.toSorted()).toEqual(['ada@example.com', 'flow.user@example.com']);
    } finally {
      await server.close();
    }
  });
});
