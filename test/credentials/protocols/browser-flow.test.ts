import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAuthorizer } from '../../../src/credentials/authorizer.ts';
import { identitiesOf } from '../../../src/credentials/certificates.ts';
import { loginInBrowser } from '../../../src/credentials/oauth/browser-login.ts';
import { readParameters, secretKeyOf } from '../../../src/credentials/parameters.ts';
import type { SecretKey } from '../../../src/credentials/secrets/index.ts';
import { FaultError, FlowrunError } from '../../../src/errors.ts';
import { createHttpClient } from '../../../src/http/client.ts';
import { createRedactor } from '../../../src/http/redact.ts';
import type { ExternalCredential } from '../../../src/model/credentials.ts';
import { type RunningOrg, startOrg } from '../../../src/org/index.ts';
import { app, SECRET as CONSUMER_SECRET, DEFINITION, user as orgUser, POLICIES } from '../../org/client.ts';
import { visitor } from '../../org/visitor.ts';
import { externalCredential, orgDefinition, user } from '../fixtures.ts';

const CALLBACK = 'http://127.0.0.1:47113/OauthRedirect';
const never = new AbortController().signal;
const ada = { username: 'ada@example.com', password: 'analytical' };
const definition = {
  ...DEFINITION,
  users: [...DEFINITION.users, orgUser('ada', { password: 'analytical' })],
  connectedApps: [
    app('Web', {
      callbackUrls: [CALLBACK],
      scopes: ['Api', 'RefreshToken', 'OpenID'],
      policies: { ...POLICIES, rotateRefreshTokens: true },
    }),
    app('Denied', { callbackUrls: [CALLBACK], scopes: ['Api', 'RefreshToken'] }),
    app('No_Refresh', { callbackUrls: [CALLBACK], scopes: ['Api'] }),
  ],
};

/** A store that keeps what it is given, as the encrypted file does. */
function storeOf(clientId: string) {
  const kept = new Map<string, string>();
  const nameOf = (key: SecretKey) => JSON.stringify(key);
  return {
    kept,
    get: async (key: SecretKey) => {
      const given = { clientId, clientSecret: CONSUMER_SECRET }[key.parameter] ?? kept.get(nameOf(key));
      return given === undefined ? null : { value: given, store: 'test' };
    },
    set: async (key: SecretKey, value: string) => {
      kept.set(nameOf(key), value);
      return 'memory';
    },
  };
}

describe('the browser flow, at the embedded org', () => {
  let org: RunningOrg;
  const http = createHttpClient();
  beforeAll(async () => {
    org = await startOrg({ definition, directory: null });
  });
  afterAll(async () => {
    http.close();
    await org.close();
  });

  const credential = (changes: Partial<ExternalCredential> = {}) =>
    externalCredential({
      variant: 'Browser Flow',
      tokenEndpoint: `${org.url}/services/oauth2/token`,
      authorizeEndpoint: `${org.url}/services/oauth2/authorize`,
      callbackUrl: CALLBACK,
      principals: [{ name: 'Me', type: 'Per User Principal', sequence: 1, parameters: ['clientId', 'clientSecret'] }],
      ...changes,
    });

  function made(one = credential(), clientId = '3MVG9.Web') {
    const [principal] = one.principals;
    if (principal === undefined) throw new TypeError('a principal is needed');
    const redactor = createRedactor();
    const store = storeOf(clientId);
    const resolveUrl = async (url: string) => url;
    const authorizer = createAuthorizer({ secrets: store, redactor, resolveUrl, users: [user()] });
    const who = { credential: one, principal, user: 'flow' };
    const key = secretKeyOf(one, principal, 'refreshToken', user().username);
    /** @param browse what the person does at the address */
    const login = async (browse: (url: string) => Promise<unknown>, timeout?: number, signal = never) => {
      const parameters = await readParameters(one, principal, store, redactor, user().username, { login: true });
      const keep = async () => undefined;
      const text = (template: string) => template;
      const identities = identitiesOf({ org: orgDefinition(), secrets: store, redactor });
      const surroundings = { identities, http, redactor, resolveUrl, now: Date.now };
      const context = { credential: one, principal, parameters, keep, text, ...surroundings };
      let browsing: Promise<unknown> = Promise.resolve();
      const show = (url: string) => {
        browsing = browse(url);
      };
      try {
        const token = await loginInBrowser(context, { show, signal, ...(timeout === undefined ? {} : { timeout }) });
        await store.set(key, token);
        return token;
      } finally {
        await browsing;
      }
    };
    return { authorizer, who, login, store, redactor, key };
  }

  /** Logs in and allows or denies, then goes where the org sends the browser. */
  const browse =
    (action: 'approve' | 'deny', change: (callback: URL) => void = () => undefined) =>
    async (url: string) => {
      const visit = visitor();
      await visit.open(url);
      await visit.submit({ ...ada, action: 'login' });
      if (visit.redirect === null) await visit.submit({ action });
      const callback = visit.redirect;
      if (callback === null) throw new TypeError('the org sent the browser nowhere');
      change(callback);
      const reply = await fetch(callback);
      return [reply.status, await reply.text()] as const;
    };

  async function failure(work: Promise<unknown>): Promise<FlowrunError> {
    try {
      await work;
    } catch (error) {
      if (error instanceof FlowrunError) return error;
      throw error;
    }
    throw new TypeError('expected a failure');
  }

  test('before a login the fault says which command to run', async () => {
    const { authorizer, who } = made();
    const error = await failure(authorizer.authorize(who, never));
    expect(error instanceof FaultError && error.fault).toMatchObject({
      code: 'CREDENTIAL_NOT_CONFIGURED',
      message: "The external credential isn't fully configured.",
      help: expect.stringContaining('run "flowrun credential login Target_Org --as flow.user@example.com"'),
    });
  });

  test('a login gives a refresh token, callouts use it, and a rotated one is kept', async () => {
    const { authorizer, who, login, store, redactor, key } = made();
    const token = await login(browse('approve'));
    const first = await authorizer.authorize(who, never);
    expect(first.header).toMatch(/^Bearer 00D/);
    expect(first.parameters).not.toHaveProperty('refreshToken');
    const rotated = store.kept.get(JSON.stringify(key)) ?? '';
    expect(rotated).not.toBe(token);
    const second = await authorizer.renew(who, first, never);
    expect(second.header).not.toBe(first.header);
    expect(store.kept.get(JSON.stringify(key))).not.toBe(rotated);
    expect(redactor.text(`${token} ${rotated} ${second.header}`)).not.toMatch(/5Aep|00D\w{12}!/);
    // Another user's login is not this one's.
    const other = await failure(authorizer.authorize({ ...who, user: 'somebody' }, never));
    expect(other.message).toContain("isn't fully configured");
  });

  test('a login that was revoked asks for another', async () => {
    const { authorizer, who, login } = made();
    const token = await login(browse('approve'));
    await fetch(`${org.url}/services/oauth2/revoke`, { method: 'POST', body: new URLSearchParams({ token }) });
    const error = await failure(authorizer.authorize(who, never));
    expect(error instanceof FaultError && error.fault).toMatchObject({
      code: 'TOKEN_REFUSED',
      help: expect.stringContaining('flowrun credential login Target_Org"'),
    });
  });

  test('a person who denies, and a state that is not ours', async () => {
    const denied = made(credential(), '3MVG9.Denied');
    expect((await failure(denied.login(browse('deny')))).message).toContain('access was denied');
    const forged = made();
    const error = await failure(forged.login(browse('approve', (url) => url.searchParams.set('state', 'forged'))));
    expect(error.message).toContain('another state');
    expect(forged.store.kept.size).toBe(0);
  });

  test('nobody comes, or the command is cancelled', async () => {
    const { login } = made();
    const late = await failure(login(async () => undefined, 50));
    expect([late.code, late.message]).toEqual(['CREDENTIAL', expect.stringContaining('nobody logged in within')]);
    const abort = new AbortController();
    const cancelled = await failure(login(async () => abort.abort(), 5000, abort.signal));
    expect(cancelled.code).toBe('CANCELLED');
  });

  test('an app without refresh tokens, a port in use, and a callback elsewhere are said', async () => {
    const without = made(credential(), '3MVG9.No_Refresh');
    expect((await failure(without.login(browse('approve')))).help).toContain('refresh_token');
    const taken = made(credential({ callbackUrl: `http://127.0.0.1:${org.port}/x` }));
    expect((await failure(taken.login(async () => undefined))).message).toContain('another program uses it');
    const elsewhere = made(credential({ callbackUrl: 'https://example.com/cb' }));
    expect((await failure(elsewhere.login(async () => undefined))).message).toContain('no address on this machine');
  });

  test('the listener answers nothing but its path', async () => {
    const { login } = made();
    const statuses: number[] = [];
    await login(async (url) => {
      statuses.push((await fetch(new URL('/other', CALLBACK))).status);
      statuses.push((await fetch(CALLBACK, { method: 'POST' })).status);
      return browse('approve')(url);
    });
    expect(statuses).toEqual([404, 404]);
  });
});
