import { createHash, randomBytes } from 'node:crypto';
import { decodeJwt } from 'jose';
import jsforce from 'jsforce';
import * as client from 'openid-client';
import { describe, expect, it, vi } from 'vitest';
import type { AppPolicies, TargetOrg } from '../../src/model/org.ts';
import { app, DEFINITION, POLICIES, SECRET, user } from './client.ts';
import { useOrg } from './harness.ts';
import { visitor } from './visitor.ts';

const CALLBACK = 'http://127.0.0.1:1717/OauthRedirect';

function webApp(name: string, policies: Partial<AppPolicies> = {}, scopes = ['Api', 'RefreshToken', 'OpenID']) {
  return app(name, { callbackUrls: [CALLBACK], policies: { ...POLICIES, ...policies }, scopes });
}

const definition: TargetOrg = {
  ...DEFINITION,
  users: [...DEFINITION.users, user('ada', { lastName: 'Lovelace', password: 'analytical' })],
  connectedApps: [
    ...DEFINITION.connectedApps,
    webApp('Web'),
    webApp('Public', { secretRequired: false, pkceRequired: true, kind: 'External Client App' }),
    webApp('Rotating', { rotateRefreshTokens: true }),
    webApp('No_Refresh', { refreshTokens: 'Zero' }),
    webApp('Day', { refreshTokens: 'SpecificLifetime', refreshTokenHours: 24 }),
    webApp('Idle', { refreshTokens: 'SpecificInactivity', refreshTokenHours: 24 }),
    webApp('Approved', { permittedUsers: 'AdminApprovedPreAuthorized', approvedUsers: ['ADA@example.com'] }),
  ],
};

const verifier = randomBytes(32).toString('base64url');
const challenge = createHash('sha256').update(verifier).digest('base64url');

describe('the browser flow of the embedded org', () => {
  const org = useOrg({ definition });
  const authorizeUrl = (name: string, further: Record<string, string> = {}) =>
    `${org().url}/services/oauth2/authorize?${new URLSearchParams({
      response_type: 'code',
      client_id: `3MVG9.${name}`,
      redirect_uri: CALLBACK,
      state: 'st&te',
      ...further,
    })}`;
  const ada = { username: 'ada@example.com', password: 'analytical' };
  /** Logs in, consents, and gives the parameters of the callback. */
  const consent = async (name: string, further: Record<string, string> = {}): Promise<URLSearchParams> => {
    const visit = visitor();
    await visit.open(authorizeUrl(name, further));
    await visit.submit({ ...ada, action: 'login' });
    if (visit.redirect === null) await visit.submit({ action: 'approve' });
    expect(visit.redirect?.href.startsWith(`${CALLBACK}?`)).toBe(true);
    return visit.redirect?.searchParams ?? new URLSearchParams();
  };
  const redeem = (name: string, code: string | null, further: Record<string, string> = {}) =>
    org().token({
      grant_type: 'authorization_code',
      client_id: `3MVG9.${name}`,
      client_secret: SECRET,
      redirect_uri: CALLBACK,
      code: code ?? '',
      ...further,
    });
  const refresh = (name: string, token: string) =>
    org().token({
      grant_type: 'refresh_token',
      client_id: `3MVG9.${name}`,
      client_secret: SECRET,
      refresh_token: token,
    });
  const opens = async (token: string) =>
    (
      await org().plain('GET', '/services/data/v66.0/sobjects/Account', {
        headers: { authorization: `Bearer ${token}` },
      })
    ).status;

  it('goes from login over consent to a token, whose user it is', async () => {
    const visit = visitor();
    const login = await visit.open(authorizeUrl('Web'));
    expect([login.status, login.text.includes('Log in to target')]).toEqual([200, true]);
    const wrong = await visit.submit({ ...ada, password: 'wrong', action: 'login' });
    expect(wrong.status).toBe(401);
    expect(wrong.text).toContain('Please check your username and password.');
    expect(wrong.text).not.toContain('"wrong"');
    const ask = await visit.submit({ ...ada, action: 'login' });
    expect(ask.text).toContain('Allow Access?');
    await visit.submit({ action: 'approve' });
    expect(visit.redirect?.searchParams.get('state')).toBe('st&te');
    const { status, json } = await redeem('Web', visit.redirect?.searchParams.get('code') ?? null);
    expect(status).toBe(200);
    expect(Object.keys(json).sort()).toEqual([
      'access_token',
      'id',
      'id_token',
      'instance_url',
      'issued_at',
      'refresh_token',
      'scope',
      'signature',
      'token_type',
    ]);
    const identity = await org().plain('GET', new URL(json.id).pathname, {
      headers: { authorization: `Bearer ${json.access_token}` },
    });
    expect(identity.json.username).toBe('ada@example.com');
    expect(decodeJwt(json.id_token)).toMatchObject({ iss: org().url, aud: '3MVG9.Web', sub: json.id });
    // Logged in and consented: the second time nobody is asked.
    await visit.open(authorizeUrl('Web'));
    expect(visit.redirect?.searchParams.get('code')).toBeTruthy();
  });

  it('a person who denies sends the client home with access_denied', async () => {
    const visit = visitor();
    await visit.open(authorizeUrl('Day'));
    await visit.submit({ ...ada, action: 'login' });
    await visit.submit({ action: 'deny' });
    expect(Object.fromEntries(visit.redirect?.searchParams ?? [])).toEqual({
      error: 'access_denied',
      error_description: 'end-user denied authorization',
      state: 'st&te',
    });
  });

  it.each([
    ['an unknown client', { client_id: 'nobody' }, 'invalid_client_id'],
    ['another callback URL', { redirect_uri: `${CALLBACK}/more` }, 'redirect_uri_mismatch'],
    ['a callback URL with markup', { redirect_uri: '"><script>' }, 'redirect_uri_mismatch'],
  ])('%s is told to the person, not to an address', async (_, further, error) => {
    const { status, text, headers } = await org().plain('GET', authorizeUrl('Web', further).slice(org().url.length));
    expect([status, headers.get('location')]).toEqual([400, null]);
    expect(text).toContain(`error=${error}`);
    expect(text).not.toContain('<script>');
  });

  it.each([
    ['another response type', 'Web', { response_type: 'token' }, 'unsupported_response_type'],
    ['a scope the app has not', 'Web', { scope: 'api full' }, 'invalid_scope'],
    ['no challenge where one is needed', 'Public', {}, 'invalid_request'],
    [
      'a challenge in the clear',
      'Web',
      { code_challenge: verifier, code_challenge_method: 'plain' },
      'invalid_request',
    ],
  ])('%s is told to the client', async (_, name, further, error) => {
    const visit = visitor();
    await visit.open(authorizeUrl(name, further));
    expect(visit.redirect?.searchParams.get('error')).toBe(error);
    expect(visit.redirect?.searchParams.get('state')).toBe('st&te');
  });

  it('takes no form that another page or another browser sends', async () => {
    const mine = visitor();
    await mine.open(authorizeUrl('Web'));
    const page = await mine.submit({ ...ada, action: 'login', csrf: 'guessed' });
    expect(page.status).toBe(403);
    await mine.open(authorizeUrl('Web'));
    const foreign = await mine.submit({ ...ada, action: 'login' }, { origin: 'https://evil.example' });
    expect(foreign.status).toBe(403);
    const other = visitor();
    await other.open(authorizeUrl('Web'));
    const swapped = await other.submit({ ...ada, action: 'login', csrf: mine.csrf });
    expect(swapped.status).toBe(403);
  });

  it('PKCE is S256 with or without its method; a wrong verifier redeems nothing', async () => {
    for (const method of [{}, { code_challenge_method: 'S256' }]) {
      const good = await consent('Public', { code_challenge: challenge, ...method });
      const wanted = { client_secret: '', code_verifier: verifier };
      expect((await redeem('Public', good.get('code'), wanted)).status).toBe(200);
    }
    const bad = await consent('Public', { code_challenge: challenge });
    const { status, json } = await redeem('Public', bad.get('code'), { code_verifier: `${verifier}x` });
    expect({ status, json }).toEqual({
      status: 400,
      json: { error: 'invalid_grant', error_description: 'invalid code verifier' },
    });
  });

  it('a code is good once, for its client and callback; coming twice it ends what it gave', async () => {
    const code = (await consent('Web')).get('code');
    const first = await redeem('Web', code);
    expect(await opens(first.json.access_token)).toBe(200);
    const second = await redeem('Web', code);
    expect(second.json).toEqual({ error: 'invalid_grant', error_description: 'expired authorization code' });
    expect(await opens(first.json.access_token)).toBe(401);
    expect((await refresh('Web', first.json.refresh_token)).json.error).toBe('invalid_grant');

    const other = await consent('Web');
    expect((await redeem('Rotating', other.get('code'))).json.error).toBe('invalid_grant');
    const moved = await consent('Web');
    expect((await redeem('Web', moved.get('code'), { redirect_uri: `${CALLBACK}x` })).json.error).toBe(
      'redirect_uri_mismatch',
    );
    const secret = await consent('Web');
    expect((await redeem('Web', secret.get('code'), { client_secret: '' })).json.error).toBe('invalid_client');
  });

  it('refreshes; a rotated token that comes again ends everything', async () => {
    const { json } = await redeem('Web', (await consent('Web')).get('code'));
    const again = await refresh('Web', json.refresh_token);
    expect(await opens(again.json.access_token)).toBe(200);
    expect(again.json).not.toHaveProperty('refresh_token');

    const rotated = (await redeem('Rotating', (await consent('Rotating')).get('code'))).json;
    const next = (await refresh('Rotating', rotated.refresh_token)).json;
    expect(next.refresh_token).not.toBe(rotated.refresh_token);
    expect((await refresh('Rotating', rotated.refresh_token)).json).toEqual({
      error: 'invalid_grant',
      error_description: 'expired access/refresh token',
    });
    expect((await refresh('Rotating', next.refresh_token)).json.error).toBe('invalid_grant');
    expect(await opens(next.access_token)).toBe(401);
  });

  it.each([
    ['Day', 23, 2, 400],
    ['Idle', 23, 23, 200],
    ['Web', 2000, 2000, 200],
  ])('a refresh token of %s used after %i and %i more hours: %i', async (name, first, second, status) => {
    const { json } = await redeem(name, (await consent(name)).get('code'));
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      vi.setSystemTime(Date.now() + first * 3_600_000);
      expect((await refresh(name, json.refresh_token)).status).toBe(200);
      vi.setSystemTime(Date.now() + second * 3_600_000);
      expect((await refresh(name, json.refresh_token)).status).toBe(status);
    } finally {
      vi.useRealTimers();
    }
  });

  it('gives no refresh token where the policy or the scopes allow none', async () => {
    const never = await redeem('No_Refresh', (await consent('No_Refresh')).get('code'));
    expect(never.json).not.toHaveProperty('refresh_token');
    const narrow = await redeem('Web', (await consent('Web', { scope: 'api' })).get('code'));
    expect(narrow.json.scope).toBe('api');
    expect(narrow.json).not.toHaveProperty('refresh_token');
    expect(narrow.json).not.toHaveProperty('id_token');
  });

  it('an app for approved users asks them nothing, and refuses others', async () => {
    const visit = visitor();
    await visit.open(authorizeUrl('Approved'));
    await visit.submit({ ...ada, action: 'login' });
    expect(visit.redirect?.searchParams.get('code')).toBeTruthy();
    const other = visitor();
    await other.open(authorizeUrl('Approved'));
    await other.submit({ username: 'other@example.com', password: '', action: 'login' });
    expect(Object.fromEntries(other.redirect?.searchParams ?? [])).toMatchObject({
      error: 'invalid_app_access',
      error_description: 'user is not admin approved to access this app',
    });
    const machine = await org().token({
      grant_type: 'client_credentials',
      client_id: '3MVG9.Approved',
      client_secret: SECRET,
    });
    expect(machine.json.error).toBe('invalid_app_access');
  });

  it('introspects tokens of the client that asks, and no others', async () => {
    const { json } = await redeem('Web', (await consent('Web')).get('code'));
    const ask = (token: string, name = 'Web', secret = SECRET) =>
      org().plain('POST', '/services/oauth2/introspect', {
        body: new URLSearchParams({ token, client_id: `3MVG9.${name}`, client_secret: secret }),
      });
    const { json: about } = await ask(json.access_token);
    expect(about).toMatchObject({
      active: true,
      scope: 'api refresh_token openid',
      client_id: '3MVG9.Web',
      username: 'ada@example.com',
      sub: json.id,
      token_type: 'access_token',
    });
    expect(about.exp - about.iat).toBe(7200);
    expect((await ask(json.refresh_token)).json).toMatchObject({ active: true, token_type: 'refresh_token' });
    expect((await ask(json.access_token, 'Rotating')).json).toEqual({ active: false });
    expect((await ask('nonsense')).json).toEqual({ active: false });
    expect((await ask(json.access_token, 'Web', 'wrong')).json.error).toBe('invalid_client');
  });

  it('revoking a refresh token ends its access tokens', async () => {
    const { json } = await redeem('Web', (await consent('Web')).get('code'));
    const { status } = await org().plain('POST', '/services/oauth2/revoke', {
      body: new URLSearchParams({ token: json.refresh_token }),
    });
    expect(status).toBe(200);
    expect(await opens(json.access_token)).toBe(401);
    expect((await refresh('Web', json.refresh_token)).status).toBe(400);
  });

  it('the password grant takes users who have a password', async () => {
    const ask = (further: Record<string, string>) =>
      org().token({ grant_type: 'password', client_id: '3MVG9.Web', client_secret: SECRET, ...ada, ...further });
    expect((await ask({})).status).toBe(200);
    const refused = { error: 'invalid_grant', error_description: 'authentication failure' };
    expect((await ask({ password: 'wrong' })).json).toEqual(refused);
    expect((await ask({ username: 'other@example.com', password: '' })).json).toEqual(refused);
  });

  it('jsforce logs in with its own verifier, and refreshes by itself', async () => {
    const oauth2 = new jsforce.OAuth2({
      clientId: '3MVG9.Web',
      clientSecret: SECRET,
      redirectUri: CALLBACK,
      loginUrl: org().url,
      useVerifier: true,
    });
    const visit = visitor();
    await visit.open(oauth2.getAuthorizationUrl({ scope: 'api refresh_token' }));
    await visit.submit({ ...ada, action: 'login' });
    if (visit.redirect === null) await visit.submit({ action: 'approve' });
    const connection = new jsforce.Connection({ oauth2, instanceUrl: org().url });
    await connection.authorize(visit.redirect?.searchParams.get('code') ?? '');
    expect(await connection.identity()).toMatchObject({ username: 'ada@example.com' });
    const before = connection.accessToken ?? '';
    await org().plain('POST', '/services/oauth2/revoke', { body: new URLSearchParams({ token: before }) });
    expect(await connection.query('SELECT Id FROM Account')).toMatchObject({ done: true });
    expect(connection.accessToken).not.toBe(before);
  });

  it('openid-client discovers it, logs in with PKCE and nonce, checks the id_token by /id/keys and asks userinfo', async () => {
    const insecure = { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks] };
    const config = await client.discovery(new URL(org().url), '3MVG9.Web', SECRET, undefined, insecure);
    const [pkceCodeVerifier, expectedState, expectedNonce] = [client.randomPKCECodeVerifier(), 'state', 'nonce'];
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: CALLBACK,
      scope: 'openid api refresh_token',
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      state: expectedState,
      nonce: expectedNonce,
    });
    const visit = visitor();
    await visit.open(url.href);
    await visit.submit({ ...ada, action: 'login' });
    if (visit.redirect === null) await visit.submit({ action: 'approve' });
    const callback = visit.redirect ?? new URL(CALLBACK);
    const tokens = await client.authorizationCodeGrant(config, callback, {
      pkceCodeVerifier,
      expectedState,
      expectedNonce,
    });
    const { sub } = tokens.claims() ?? { sub: '' };
    const info = await client.fetchUserInfo(config, tokens.access_token, sub);
    expect(info.preferred_username).toBe('ada@example.com');
    const fresh = await client.refreshTokenGrant(config, tokens.refresh_token ?? '');
    expect(await client.tokenIntrospection(config, fresh.access_token)).toMatchObject({ active: true });
    await client.tokenRevocation(config, fresh.access_token);
    expect(await client.tokenIntrospection(config, fresh.access_token)).toMatchObject({ active: false });
  });
});
