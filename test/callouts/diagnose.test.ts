import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type DiagnoseOptions, type DiagnosisStep, diagnose } from '../../src/callouts/diagnose.ts';
import { createRedactor } from '../../src/http/redact.ts';
import { certificate, orgDefinition, SECRET, secretsOf, user } from '../credentials/fixtures.ts';
import { authority } from '../http/self-signed.ts';
import { json, type LoopbackServer, serve } from '../http/serve.ts';
import { orgAt } from './fixtures.ts';

async function steps(options: Partial<DiagnoseOptions>): Promise<readonly DiagnosisStep[]> {
  const found: DiagnosisStep[] = [];
  for await (const step of diagnose({
    org: orgDefinition(),
    secrets: secretsOf({ clientId: '3MVG9.key', clientSecret: SECRET }),
    redactor: createRedactor(),
    resolveUrl: async (url) => url,
    namedCredential: 'Target_Org',
    user: 'flow',
    ...options,
  })) {
    found.push(step);
  }
  expect(found.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(JSON.stringify(found)).not.toContain(SECRET);
  return found;
}
/** `+` fine, `-` failed, `.` not checked. */
const marks = (found: readonly DiagnosisStep[]): string =>
  found.map(({ ok }) => (ok === null ? '.' : ok ? '+' : '-')).join('');
const failure = (found: readonly DiagnosisStep[]): DiagnosisStep | undefined => found.find(({ ok }) => ok === false);

function target(token: { status: number; body: object }, api = 200): Promise<LoopbackServer> {
  return serve((request, response) =>
    request.url === '/token' ? json(response, token.status, token.body) : json(response, api, []),
  );
}
const issued = {
  status: 200,
  body: {
    access_token: 't',
    token_type: 'Bearer',
    id: 'https://x.example.com/id/00D000000000001AAA/005000000000001AAA',
  },
};
const refusedWith = (error: string, error_description: string) => ({ status: 400, body: { error, error_description } });

test('all six steps pass, and say what they found', async () => {
  const server = await target(issued);
  const found = await steps({ org: orgAt(server.url) });
  expect(marks(found)).toBe('++++++');
  expect(found.map(({ detail }) => detail)).toEqual([
    `${server.url}/token answers`,
    'clientId from test, clientSecret from test',
    'a token was issued for https://x.example.com/id/00D000000000001AAA/005000000000001AAA',
    `${server.url}, with the external credential Target_Org`,
    'the user "flow" may use Target_Org-Integration',
    'GET /services/data answered with status 200',
  ]);
  expect(server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /token', 'GET /services/data']);
});

describe('the token endpoint', () => {
  test.each([
    ['invalid_client_id', 'client identifier invalid', '+-.++.', 'no connected app with this consumer key'],
    [
      'invalid_client',
      'invalid client credentials',
      '+-.++.',
      'flowrun credential set Target_Org Integration clientSecret',
    ],
    ['invalid_grant', 'no client credentials user enabled', '++-++.', 'run-as user'],
    ['invalid_grant', 'request not supported on this domain', '-..++.', 'My Domain'],
    ['unsupported_grant_type', 'grant type not supported', '-..++.', 'enable the client credentials flow'],
    ['invalid_request', 'scope parameter not supported', '-..++.', 'remove "scope"'],
    ['invalid_app_access', 'user is not admin approved', '++-++.', 'permission set or profile of the app'],
    ['app_not_found', 'not installed', '-..++.', 'not installed'],
    ['something_new', 'what', '-..++.', 'something_new'],
  ])('%s, %s', async (error, description, expected, help) => {
    const server = await target(refusedWith(error, description));
    const found = await steps({ org: orgAt(server.url) });
    expect(marks(found)).toBe(expected);
    expect(failure(found)?.help).toContain(help);
    expect(failure(found)?.detail).toBe(
      `Unable to fetch the OAuth token. Error: ${error}. Error description: ${description}.`,
    );
  });

  test('a reply that is no OAuth', async () => {
    const server = await target({ status: 404, body: {} });
    const found = await steps({ org: orgAt(server.url) });
    expect(marks(found)).toBe('-..++.');
    expect(failure(found)?.detail).toBe('Unable to fetch the OAuth token. Error: . Error description: .');
    expect(failure(found)?.help).toContain('status 404');
  });

  test('nothing listens, with and without a secret', async () => {
    const server = await target(issued);
    await server.close();
    const org = orgAt(server.url);
    expect(marks(await steps({ org }))).toBe('-..++.');
    const withoutSecret = await steps({ org, secrets: secretsOf({}) });
    expect(marks(withoutSecret)).toBe('-..++.');
    expect(failure(withoutSecret)?.detail).toContain('nothing accepts connections');
  });
});

test('a missing secret is step two, and says how to set it', async () => {
  const server = await target(issued);
  const found = await steps({ org: orgAt(server.url), secrets: secretsOf({ clientId: 'x' }) });
  expect(marks(found)).toBe('+-.++.');
  expect(failure(found)).toMatchObject({
    detail: "The external credential isn't fully configured.",
    help: expect.stringContaining('flowrun credential set Target_Org Integration clientSecret'),
  });
});

test('a missing permission set is step five; the token is tried all the same', async () => {
  const server = await target(issued);
  const found = await steps({ org: { ...orgAt(server.url), users: [user({ permissionSets: [] })] } });
  expect(marks(found)).toBe('++++-.');
  expect(failure(found)?.help).toContain('lacks the permission set "Callers"');
});

test('a named credential that does not exist, and one with a query', async () => {
  const missing = await steps({ namedCredential: 'Nope' });
  expect(marks(missing)).toBe('...-..');
  expect(failure(missing)?.detail).toContain('named credential "Nope" might not exist');
  const server = await target(issued);
  const query = await steps({ org: orgAt(server.url, { named: { url: `${server.url}/?a=b` } }) });
  expect(marks(query)).toBe('+++-+.');
});

test.each([
  [401, false],
  [403, true],
  [404, true],
  [503, false],
])('an API that answers %i', async (status, ok) => {
  const server = await target(issued, status);
  const [, , , , , callout] = await steps({ org: orgAt(server.url), path: '/v1/ping' });
  expect(callout).toMatchObject({ ok, detail: expect.stringContaining(`GET /v1/ping answered with status ${status}`) });
});

test('protocols without a token skip steps one and three', async () => {
  const server = await target(issued);
  const external = { protocol: 'Basic', variant: null };
  const org = orgAt(server.url, { external });
  const found = await steps({ org, secrets: secretsOf({ Username: 'me', Password: SECRET }) });
  expect(marks(found)).toBe('.+.+++');
  expect(found[1]?.detail).toBe('Username from test, Password from test');
  expect(server.seen.map(({ url }) => url)).toEqual(['/']);
  expect(marks(await steps({ org, secrets: secretsOf({ Username: 'me' }) }))).toBe('.-.++.');
});

test('a signal ends it', async () => {
  const server = await serve(() => undefined);
  await expect(steps({ org: orgAt(server.url), signal: AbortSignal.timeout(50) })).rejects.toMatchObject({
    code: 'CANCELLED',
  });
});

describe('a token that is signed', () => {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const issued = authority().issue({ name: 'Signer', keys });
  const jwt = { issuer: 'me', subject: 'you', audience: 'them', expiresIn: 60, header: {}, claims: {} };
  const orgSigning = (url: string, named: object) => ({
    ...orgAt(url, { external: { protocol: 'JWT', variant: null, jwt: { ...jwt, ...named } } }),
    certificates: [certificate({ certificate: issued.cert })],
  });

  test('by a certificate of the org: says which', async () => {
    const server = await serve((_request, response) => json(response, 200, {}));
    const org = orgSigning(server.url, { certificate: 'Client_2026' });
    const secrets = {
      get: async ({ principal }: { readonly principal: string }) =>
        principal === 'Certificate' ? { value: issued.key, store: 'test' } : null,
    };
    const found = await steps({ org, secrets });
    expect(marks(found)).toBe('.+.+++');
    expect(found[1]?.detail).toBe('certificate Client_2026 (CN=Signer, until 2049-12-31)');
  });

  test('by nothing at all', async () => {
    const found = await steps({ org: orgSigning('http://127.0.0.1:1', {}), secrets: secretsOf({}) });
    expect(marks(found)).toBe('.-.++.');
    expect(failure(found)?.help).toContain('FLOWRUN_SECRET_TARGET_ORG_INTEGRATION_PRIVATEKEY');
  });
});
