import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Authorizer, createAuthorizer } from '../../../src/credentials/authorizer.ts';
import { FaultError } from '../../../src/errors.ts';
import { createRedactor } from '../../../src/http/redact.ts';
import type { ExternalCredential } from '../../../src/model/credentials.ts';
import { json, serve } from '../../http/serve.ts';
import { externalCredential, SECRET, secretsOf } from '../fixtures.ts';

const never = new AbortController().signal;

function authorizer(
  secrets: Record<string, string>,
): Authorizer & { readonly redactor: ReturnType<typeof createRedactor> } {
  const redactor = createRedactor();
  return {
    redactor,
    ...createAuthorizer({ secrets: secretsOf(secrets), redactor, resolveUrl: async (url) => url }),
  };
}

async function authorize(credential: ExternalCredential, secrets: Record<string, string>) {
  const [principal] = credential.principals;
  if (principal === undefined) throw new TypeError('a principal is needed');
  return authorizer(secrets).authorize({ credential, principal, user: 'flow' }, never);
}

async function faultOf(credential: ExternalCredential, secrets: Record<string, string>) {
  try {
    await authorize(credential, secrets);
  } catch (error) {
    if (error instanceof FaultError) return error.fault;
    throw error;
  }
  throw new TypeError('expected a fault');
}

/** A real OAuth server that we did not write; its secret has characters that every encoding treats differently. */
describe('oidc-provider', () => {
  const server = createServer();
  let endpoint = '';
  const asked: { readonly query: object; readonly tenant: string; readonly body: object }[] = [];
  beforeAll(async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const client = (client_id: string, token_endpoint_auth_method: string, grant_types = ['client_credentials']) => ({
      client_id,
      client_secret: SECRET,
      token_endpoint_auth_method,
      scope: 'api',
      grant_types,
      redirect_uris: grant_types.includes('authorization_code') ? ['https://x.example.com/cb'] : [],
      response_types: grant_types.includes('authorization_code') ? ['code'] : [],
    });
    const provider = new Provider(origin, {
      clients: [
        client('in header', 'client_secret_basic'),
        client('in-body', 'client_secret_post'),
        client('other-flow', 'client_secret_basic', ['authorization_code']),
      ],
      features: { clientCredentials: { enabled: true }, devInteractions: { enabled: false } },
      scopes: ['api', 'admin'],
    });
    provider.use(async (ctx, next) => {
      await next();
      asked.push({ query: { ...ctx.query }, tenant: ctx.get('x-tenant'), body: { ...ctx.oidc?.body } });
    });
    server.on('request', provider.callback());
    endpoint = `${origin}/token`;
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
    vi.restoreAllMocks();
  });

  test.each([
    ['in header', false],
    ['in-body', true],
  ])('gives a token to the client %s', async (clientId, clientCredentialsInBody) => {
    const credential = externalCredential({ tokenEndpoint: endpoint, clientCredentialsInBody });
    const authorization = await authorize(credential, { clientId, clientSecret: SECRET });
    expect(authorization.header).toMatch(/^Bearer [\w-]{20,}$/);
    expect(authorization).toMatchObject({
      identity: null,
      parameters: { clientId, clientSecret: SECRET },
      standard: { AuthorizationMethod: 'Bearer', AuthorizationHeaderValue: authorization.header },
    });
  });

  test('gets the custom parameters and headers of an external auth identity provider', async () => {
    const nothing = { query: {}, headers: {}, body: {} };
    const token = { query: { v: '2' }, headers: { 'X-Tenant': 'acme' }, body: { audience: 'https://api.example.com' } };
    const credential = externalCredential({
      tokenEndpoint: endpoint,
      requests: { authorize: {}, token, refresh: { ...nothing, body: { never: 'sent' } } },
    });
    const { header } = await authorize(credential, { clientId: 'in header', clientSecret: SECRET });
    expect(header).toMatch(/^Bearer /);
    expect(asked.at(-1)).toEqual({
      query: { v: '2' },
      tenant: 'acme',
      body: { grant_type: 'client_credentials', audience: 'https://api.example.com' },
    });
  });

  test.each([false, true])(
    'takes a scope it knows and refuses another (in body: %s)',
    async (clientCredentialsInBody) => {
      const secrets = { clientId: clientCredentialsInBody ? 'in-body' : 'in header', clientSecret: SECRET };
      const credential = externalCredential({ tokenEndpoint: endpoint, clientCredentialsInBody });
      expect((await authorize({ ...credential, scope: 'api' }, secrets)).header).toContain('Bearer');
      expect(await faultOf({ ...credential, scope: 'admin' }, secrets)).toMatchObject({
        code: 'TOKEN_REFUSED',
        help: expect.stringContaining('remove "scope" from org/external-credentials/Target_Org.yaml'),
      });
    },
  );

  test.each([
    ['a wrong secret', 'in header', 'wrong-secret-1', false],
    ['a wrong secret in the body', 'in-body', 'wrong-secret-1', true],
    ['an unknown client', 'nobody', SECRET, false],
  ])('refuses %s', async (_, clientId, clientSecret, clientCredentialsInBody) => {
    const credential = externalCredential({ tokenEndpoint: endpoint, clientCredentialsInBody });
    const fault = await faultOf(credential, { clientId, clientSecret });
    expect(fault).toMatchObject({
      code: 'TOKEN_REFUSED',
      message: expect.stringMatching(
        /^Unable to fetch the OAuth token\. Error: invalid_client\. Error description: \w.*\.$/,
      ),
      help: expect.stringContaining('flowrun credential set Target_Org Integration clientSecret'),
      detail: { step: 'client', error: 'invalid_client' },
    });
    expect(JSON.stringify(fault)).not.toContain(clientSecret);
  });

  test('refuses a client without this flow', async () => {
    const credential = externalCredential({ tokenEndpoint: endpoint });
    expect(await faultOf(credential, { clientId: 'other-flow', clientSecret: SECRET })).toMatchObject({
      code: 'TOKEN_REFUSED',
      help: expect.stringContaining('enable the client credentials flow'),
    });
  });
});

const secrets = { clientId: 'key', clientSecret: SECRET };
const at = (url: string) => externalCredential({ tokenEndpoint: `${url}/services/oauth2/token` });

describe('replies as Salesforce sends them', () => {
  const success = {
    access_token: '00D000000000001!AQ.token',
    signature: 'c2ln',
    scope: 'api',
    instance_url: 'https://x.my.salesforce.com',
    id: 'https://login.salesforce.com/id/00D000000000001AAA/005000000000001AAA',
    token_type: 'Bearer',
    issued_at: '1700000000000',
  };

  test('no expires_in, further members; what was sent and what is kept', async () => {
    const server = await serve((_, response) => json(response, 200, success));
    const made = authorizer(secrets);
    const credential = at(server.url);
    const [principal] = credential.principals;
    if (principal === undefined) throw new TypeError('a principal is needed');
    const authorization = await made.authorize({ credential, principal, user: 'flow' }, never);
    expect(authorization).toMatchObject({ header: 'Bearer 00D000000000001!AQ.token', identity: success.id });
    expect(server.seen).toMatchObject([
      {
        method: 'POST',
        url: '/services/oauth2/token',
        body: 'grant_type=client_credentials',
        headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
      },
    ]);
    expect(made.redactor.text(`a ${SECRET} b AQ.token c key`)).toBe('a *** b AQ.token c key');
    expect(made.redactor.text(authorization.header ?? '')).toBe('Bearer ***');
  });

  test('an id_token of the openid scope is no part of this flow', async () => {
    const server = await serve((_, response) => json(response, 200, { ...success, id_token: 'not.checked.here' }));
    expect((await authorize(at(server.url), secrets)).header).toBe('Bearer 00D000000000001!AQ.token');
  });

  test('a plain token that looks like nothing is known to the redactor', async () => {
    const server = await serve((_, response) =>
      json(response, 200, { access_token: 'plainword', token_type: 'bearer' }),
    );
    const made = authorizer(secrets);
    const credential = at(server.url);
    const [principal] = credential.principals;
    if (principal === undefined) throw new TypeError('a principal is needed');
    await made.authorize({ credential, principal, user: 'flow' }, never);
    expect(made.redactor.text('the plainword shows')).toBe('the *** shows');
  });

  test.each([
    ['no access_token', 200, '{"token_type":"Bearer"}'],
    ['no token_type', 200, '{"access_token":"x"}'],
    ['HTML', 200, '<html>login</html>'],
    ['a redirect to a login page', 302, ''],
    ['an empty 204', 204, ''],
    ['a server error', 500, 'boom'],
    ['an error that is no text', 400, '{"error":{"a":1}}'],
  ])('%s is a refusal that says so', async (_, status, body) => {
    const server = await serve((_request, response) => {
      response.writeHead(status, { 'content-type': 'application/json', location: '/login' });
      response.end(body);
    });
    const fault = await faultOf(at(server.url), secrets);
    expect(fault).toMatchObject({
      code: 'TOKEN_REFUSED',
      message: 'Unable to fetch the OAuth token. Error: . Error description: .',
      help: expect.stringContaining(`status ${status}`),
    });
    expect(server.seen).toHaveLength(1);
  });
});

describe('before anything is sent', () => {
  test.each([
    [{ tokenEndpoint: null }, 'CREDENTIAL_NOT_CONFIGURED', 'add "tokenEndpoint:"'],
    [{ variant: null }, 'CREDENTIAL_NOT_CONFIGURED', 'variant: Client Credentials with Client Secret'],
    [{ tokenEndpoint: 'http://x.example.com/token' }, 'CREDENTIAL_INVALID', 'https://'],
  ])('%j', async (changes, code, help) => {
    expect(await faultOf(externalCredential(changes), secrets)).toMatchObject({
      code,
      help: expect.stringContaining(help),
    });
  });

  test('a principal without a secret', async () => {
    expect(await faultOf(externalCredential(), { clientId: 'key' })).toEqual({
      code: 'CREDENTIAL_NOT_CONFIGURED',
      message: "The external credential isn't fully configured.",
      help: 'the principal "Integration" has no clientSecret: run "flowrun credential set Target_Org Integration clientSecret" or set FLOWRUN_SECRET_TARGET_ORG_INTEGRATION_CLIENTSECRET',
      detail: { parameter: 'clientSecret' },
    });
  });

  test('an endpoint that does not answer', async () => {
    const server = await serve(() => undefined);
    await server.close();
    expect(await faultOf(at(server.url), secrets)).toMatchObject({
      code: 'TOKEN_UNREACHABLE',
      message: "The expired credentials couldn't be refreshed. Try again later.",
      help: expect.stringContaining('nothing accepts connections at'),
      detail: { kind: 'refused' },
    });
  });
});
