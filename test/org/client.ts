import type { AppPolicies, ConnectedApp, TargetOrg, User } from '../../src/model/org.ts';
import type { RunningOrg } from '../../src/org/index.ts';

export const SECRET = 'a secret+with/odd:characters%20=';

export function user(name: string, further: Partial<User> = {}): User {
  return {
    name,
    username: `${name}@example.com`,
    firstName: null,
    lastName: null,
    email: null,
    profile: null,
    role: null,
    timeZone: null,
    locale: null,
    language: null,
    permissionSets: [],
    fields: {},
    ...further,
  };
}

/** What an app's file says when it says nothing. */
export const POLICIES: AppPolicies = {
  kind: 'Connected App',
  pkceRequired: false,
  secretRequired: true,
  permittedUsers: 'AllSelfAuthorized',
  approvedUsers: [],
  refreshTokens: 'Infinite',
  refreshTokenHours: 720,
  rotateRefreshTokens: false,
};

export function app(name: string, further: Partial<ConnectedApp> = {}): ConnectedApp {
  return {
    name,
    label: name,
    consumerKey: `3MVG9.${name}`,
    consumerSecret: SECRET,
    jwtBearerFlow: { certificate: null, users: [] },
    clientCredentialsFlow: { enabled: true, runAs: 'integration.user@example.com' },
    scopes: ['Api'],
    callbackUrls: [],
    policies: POLICIES,
    ...further,
  };
}

/** An org with an app for every way in which the client-credentials flow can be set up. */
export const DEFINITION: TargetOrg = {
  name: 'target',
  directory: 'org/target-orgs/target',
  users: [
    user('integration.user', { firstName: 'Integration', lastName: 'User', fields: { Title: 'Robot', Nonsense: 'x' } }),
    user('other', { lastName: 'Other', email: 'other@example.org', timeZone: 'Europe/Berlin', locale: 'de_DE' }),
  ],
  connectedApps: [
    app('Good'),
    app('Flow_Off', { clientCredentialsFlow: { enabled: false, runAs: 'other@example.com' } }),
    app('No_Run_As', { clientCredentialsFlow: { enabled: true, runAs: null } }),
    app('Unknown_Run_As', { clientCredentialsFlow: { enabled: true, runAs: 'integration.user' } }),
    app('No_Api', { scopes: ['Web', 'RefreshToken'] }),
    app('Several_Scopes', { scopes: ['Api', 'Web', 'OpenID'] }),
    app('As_Other', { clientCredentialsFlow: { enabled: true, runAs: 'OTHER@example.com' } }),
  ],
};

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined when it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into replies of every shape
  readonly json: any;
}

export interface TestOrg {
  readonly url: string;
  readonly org: RunningOrg;
  /** A request with the token of the app Good. Objects are sent as JSON; text as it is, with `type`. */
  api(method: string, path: string, body?: unknown, type?: string): Promise<Reply>;
  /** A request without a token. */
  plain(method: string, path: string, init?: RequestInit): Promise<Reply>;
  /** Asks the token endpoint; `client` makes a Basic header. */
  token(form: Record<string, string>, client?: string): Promise<Reply>;
}

export async function request(url: string, init: RequestInit): Promise<Reply> {
  const response = await fetch(url, init);
  const text = await response.text();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, text, json };
}

export const clientCredentials = (name = 'Good', further: Record<string, string> = {}): Record<string, string> => ({
  grant_type: 'client_credentials',
  client_id: `3MVG9.${name}`,
  client_secret: SECRET,
  ...further,
});

export function clientOf(org: RunningOrg): TestOrg {
  let bearer: Promise<string> | undefined;
  const token = (form: Record<string, string>, client?: string) =>
    request(`${org.url}/services/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: client === undefined ? {} : { authorization: `Basic ${Buffer.from(client).toString('base64')}` },
    });
  return {
    url: org.url,
    org,
    token,
    plain: (method, path, init = {}) => request(org.url + path, { method, ...init }),
    async api(method, path, body, type = 'application/json') {
      bearer ??= token(clientCredentials()).then(({ json }) => json.access_token as string);
      return request(org.url + path, {
        method,
        headers: {
          authorization: `Bearer ${await bearer}`,
          ...(body === undefined ? {} : { 'content-type': type }),
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
    },
  };
}
