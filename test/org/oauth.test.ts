import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { clientCredentials, SECRET, useOrg } from './harness.ts';

describe('the token endpoint, client credentials', () => {
  const org = useOrg();

  it('answers like Salesforce', async () => {
    const before = Date.now();
    const { status, json, headers } = await org().token(clientCredentials());
    expect(status).toBe(200);
    expect(Object.keys(json)).toEqual([
      'access_token',
      'signature',
      'scope',
      'instance_url',
      'id',
      'token_type',
      'issued_at',
    ]);
    expect(json).toMatchObject({ scope: 'api', instance_url: org().url, token_type: 'Bearer' });
    expect(json.access_token).toMatch(/^00D[0-9A-Za-z]{12}![0-9A-Za-z._]{80,}$/);
    expect(json.access_token.slice(0, 15)).toBe(org().org.orgId.slice(0, 15));
    expect(json.id).toMatch(new RegExp(`^${org().url}/id/${org().org.orgId}/005[0-9A-Za-z]{15}$`));
    expect(Number(json.issued_at)).toBeGreaterThanOrEqual(before);
    expect(json.signature).toBe(
      createHmac('sha256', SECRET)
        .update(json.id + json.issued_at)
        .digest('base64'),
    );
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    ['as it is', `3MVG9.Good:${SECRET}`],
    ['form-encoded, as RFC 6749 asks', `${encodeURIComponent('3MVG9.Good')}:${encodeURIComponent(SECRET)}`],
  ])('takes the client from a Basic header, %s', async (_, client) => {
    const { status, json } = await org().token({ grant_type: 'client_credentials' }, client);
    expect(status).toBe(200);
    expect(json.token_type).toBe('Bearer');
  });

  it('gives another token every time', async () => {
    const tokens = await Promise.all([1, 2, 3].map(() => org().token(clientCredentials())));
    expect(new Set(tokens.map(({ json }) => json.access_token)).size).toBe(3);
  });

  it('tells all scopes of the app, as OAuth spells them', async () => {
    const { json } = await org().token(clientCredentials('Several_Scopes'));
    expect(json.scope).toBe('api web openid');
  });

  it('names the origin that the client used', async () => {
    const other = org().url.replace('127.0.0.1', 'localhost');
    const response = await fetch(`${other}/services/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams(clientCredentials()),
    });
    const json = (await response.json()) as { instance_url: string; id: string };
    expect(json.instance_url).toBe(other);
    expect(json.id.startsWith(`${other}/id/`)).toBe(true);
  });

  it.each([
    ['no Host header', ''],
    ['a Host header that is no host', 'Host: evil.example/path?\r\n'],
  ])('with %s it never names another address than its own', async (_, host) => {
    const body = new URLSearchParams(clientCredentials()).toString();
    const type = 'Content-Type: application/x-www-form-urlencoded';
    const head = `POST /services/oauth2/token HTTP/1.0\r\n${host}${type}\r\nContent-Length: ${body.length}\r\n\r\n`;
    const socket = connect(org().org.port, '127.0.0.1').setEncoding('utf8');
    socket.end(head + body);
    let text = '';
    for await (const part of socket) text += part;
    expect(text).toMatch(/^HTTP\/1\.1 (?:200|400) /);
    expect(text).not.toContain('evil');
    if (text.startsWith('HTTP/1.1 200')) expect(text).toContain(`"instance_url":"${org().url}"`);
  });

  it('runs as the user of the app, whose name may be in any case', async () => {
    const { json } = await org().token(clientCredentials('As_Other'));
    const { json: identity } = await org().plain('GET', new URL(json.id).pathname, {
      headers: { authorization: `Bearer ${json.access_token}` },
    });
    expect(identity).toMatchObject({ username: 'other@example.com', email: 'other@example.org', locale: 'de_DE' });
  });

  const refusals: readonly (readonly [string, Record<string, string>, string, string])[] = [
    ['an unknown key', clientCredentials('Nobody'), 'invalid_client_id', 'client identifier invalid'],
    [
      'a wrong secret',
      clientCredentials('Good', { client_secret: 'wrong' }),
      'invalid_client',
      'invalid client credentials',
    ],
    [
      'an empty secret',
      clientCredentials('Good', { client_secret: '' }),
      'invalid_client',
      'invalid client credentials',
    ],
    ['a user that is not set', clientCredentials('No_Run_As'), 'invalid_grant', 'no client credentials user enabled'],
    [
      'a user that does not exist',
      clientCredentials('Unknown_Run_As'),
      'invalid_grant',
      'no client credentials user enabled',
    ],
    ['the flow switched off', clientCredentials('Flow_Off'), 'unsupported_grant_type', 'grant type not supported'],
    ['a scope', clientCredentials('Good', { scope: 'api' }), 'invalid_request', 'scope parameter not supported'],
    [
      'another grant',
      { ...clientCredentials(), grant_type: 'hybrid_refresh' },
      'unsupported_grant_type',
      'grant type not supported',
    ],
    ['no grant', { client_id: '3MVG9.Good' }, 'invalid_request', 'missing required parameter: grant_type'],
    ['no key', { grant_type: 'client_credentials' }, 'invalid_request', 'missing required parameter: client_id'],
  ];
  it.each(refusals)('refuses %s', async (_, form, error, error_description) => {
    const { status, json, text } = await org().token(form);
    expect({ status, json }).toEqual({ status: 400, json: { error, error_description } });
    expect(text).not.toContain(SECRET);
  });

  it('refuses a wrong secret in a Basic header', async () => {
    const { status, json } = await org().token({ grant_type: 'client_credentials' }, '3MVG9.Good:nope');
    expect({ status, json }).toEqual({
      status: 400,
      json: { error: 'invalid_client', error_description: 'invalid client credentials' },
    });
  });

  it.each([
    ['a Basic header that is no Base64', 'Basic !!!'],
    ['a Basic header without a colon', `Basic ${Buffer.from('3MVG9.Good').toString('base64')}`],
    ['a bad escape', `Basic ${Buffer.from('3MVG9.Good:%zz').toString('base64')}`],
  ])('answers %s with an error, not with a failure', async (_, authorization) => {
    const { status, json } = await org().plain('POST', '/services/oauth2/token', {
      headers: { authorization },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    expect(status).toBe(400);
    expect(json.error).toMatch(/^invalid_/);
  });

  it('wants POST', async () => {
    const { status, json } = await org().plain('GET', '/services/oauth2/token?grant_type=client_credentials');
    expect({ status, json }).toEqual({
      status: 400,
      json: { error: 'invalid_request', error_description: 'must use HTTP POST' },
    });
  });
});

describe('the token endpoint with scopes allowed', () => {
  const org = useOrg({ allowScopeParameter: true });

  it('narrows the token to the scopes asked for', async () => {
    const { json } = await org().token(clientCredentials('Several_Scopes', { scope: 'api openid' }));
    expect(json.scope).toBe('api openid');
  });

  it('refuses a scope that the app has not', async () => {
    const { status, json } = await org().token(clientCredentials('Good', { scope: 'api full' }));
    expect({ status, json }).toEqual({
      status: 400,
      json: { error: 'invalid_scope', error_description: 'the requested scope is not allowed' },
    });
  });
});

describe('tokens', () => {
  const org = useOrg();
  const accounts = '/services/data/v66.0/sobjects/Account';
  const using = (token: string) => org().plain('GET', accounts, { headers: { authorization: `Bearer ${token}` } });

  it('open the API, by either name of the scheme', async () => {
    const { json } = await org().token(clientCredentials());
    expect((await using(json.access_token)).status).toBe(200);
    const oauth = await org().plain('GET', accounts, { headers: { authorization: `OAuth ${json.access_token}` } });
    expect(oauth.status).toBe(200);
  });

  it.each([
    ['no header', {}],
    ['an unknown token', { authorization: 'Bearer 00D000000000001!AAAA' }],
    ['an empty token', { authorization: 'Bearer ' }],
    ['another scheme', { authorization: 'Basic abc' }],
  ])('%s gets 401', async (_, headers) => {
    const { status, json, headers: replied } = await org().plain('GET', accounts, { headers });
    expect({ status, json }).toEqual({
      status: 401,
      json: [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }],
    });
    expect(replied.get('www-authenticate')).toBe('Token');
    expect(replied.get('content-type')).toMatch(/^application\/json/);
  });

  it('end when they are revoked', async () => {
    const { json } = await org().token(clientCredentials());
    const revoke = () =>
      org().plain('POST', '/services/oauth2/revoke', { body: new URLSearchParams({ token: json.access_token }) });
    const first = await revoke();
    expect([first.status, first.text]).toEqual([200, '']);
    expect((await using(json.access_token)).status).toBe(401);
    expect((await revoke()).status).toBe(400);
  });

  it('end after two hours', async () => {
    const { json } = await org().token(clientCredentials());
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      vi.setSystemTime(Date.now() + 2 * 3_600_000 - 5000);
      expect((await using(json.access_token)).status).toBe(200);
      vi.setSystemTime(Date.now() + 10_000);
      expect((await using(json.access_token)).status).toBe(401);
    } finally {
      vi.useRealTimers();
    }
  });

  it('without the scope api do not open the API, and are not answered with 401, which clients repeat', async () => {
    const { json } = await org().token(clientCredentials('No_Api'));
    expect(json.scope).toBe('web refresh_token');
    const { status, json: body } = await using(json.access_token);
    expect(status).toBe(403);
    expect(body[0].message).toBe('This session is not valid for use with the REST API');
  });
});

describe('identity', () => {
  const org = useOrg();

  it('is what the token reply points at, with the token in the header or in the query', async () => {
    const { json } = await org().token(clientCredentials());
    const path = new URL(json.id).pathname;
    const byHeader = await org().plain('GET', path, { headers: { authorization: `Bearer ${json.access_token}` } });
    const byQuery = await org().plain(
      'GET',
      `${path}?format=json&oauth_token=${encodeURIComponent(json.access_token)}`,
    );
    expect(byHeader.json).toEqual(byQuery.json);
    expect(byHeader.json).toMatchObject({
      id: json.id,
      organization_id: org().org.orgId,
      username: 'integration.user@example.com',
      display_name: 'Integration User',
      user_type: 'STANDARD',
      active: true,
    });
  });

  it('userinfo tells the same in the words of OpenID Connect', async () => {
    const { json } = await org().token(clientCredentials());
    const { json: info } = await org().plain('GET', '/services/oauth2/userinfo', {
      headers: { authorization: `Bearer ${json.access_token}` },
    });
    expect(info).toMatchObject({
      sub: json.id,
      preferred_username: 'integration.user@example.com',
      given_name: 'Integration',
      family_name: 'User',
      zoneinfo: 'GMT',
    });
  });

  it('refuses a missing token, a bad one, another org and another user', async () => {
    const { json } = await org().token(clientCredentials());
    const path = new URL(json.id).pathname;
    const headers = { authorization: `Bearer ${json.access_token}` };
    const texts = await Promise.all([
      org().plain('GET', path),
      org().plain('GET', `${path}?oauth_token=nonsense`),
      org().plain('GET', path.replace(/00D\w{15}/, '00D000000000001AAA'), { headers }),
      org().plain('GET', path.replace(/005\w{15}/, '005000000000001AAA'), { headers }),
    ]);
    expect(texts.map(({ status, text }) => [status, text])).toEqual([
      [403, 'Missing_OAuth_Token'],
      [403, 'Bad_OAuth_Token'],
      [403, 'Wrong_Org'],
      [403, 'Bad_Id'],
    ]);
  });

  it('discovery names endpoints that exist', async () => {
    const { json } = await org().plain('GET', '/.well-known/openid-configuration');
    expect(json.issuer).toBe(org().url);
    for (const endpoint of [json.token_endpoint, json.revocation_endpoint, json.userinfo_endpoint]) {
      expect((await org().plain('POST', endpoint.slice(org().url.length))).status).not.toBe(404);
    }
  });
});
