import { createHmac, randomBytes } from 'node:crypto';
import { getCookie, setCookie } from 'hono/cookie';
import type { ConnectedApp } from '../../model/org.ts';
import { type OrgContext, type OrgRequest, originOf, type Routes } from '../context.ts';
import { isApproved, isPermitted } from '../grants/authenticate.ts';
import { isSame } from '../grants/client.ts';
import { REFUSALS, type Refusal } from '../grants/refusals.ts';
import { consentPage, errorPage, loginPage } from '../pages.ts';
import { oauthScopes } from '../scopes.ts';
import { formOf } from './token.ts';

const PATH = '/services/oauth2/authorize';
/** Binds forms to a browser, and a login to it. */
const BROWSER_COOKIE = 'flowrun-browser';
const LOGIN_COOKIE = 'flowrun-login';
const BAD_LOGIN =
  "Please check your username and password. If you still can't log in, contact your Salesforce administrator.";

/** What a client asks a person for. */
interface Asked {
  readonly app: ConnectedApp;
  readonly redirectUri: string;
  readonly state: string | null;
  readonly scopes: readonly string[];
  readonly challenge: string | null;
  readonly nonce: string | null;
  /** `prompt=login`, `prompt=consent` or both. */
  readonly prompt: readonly string[];
  readonly loginHint: string;
}

/**
 * The authorization endpoint (RFC 6749 4.1): a login page, a consent page, and back to the client with a code. An unknown
 * client or callback URL is told to the person, all else to the client (reference: credentials D1).
 */
export const authorizeRoutes: Routes = (app, org) => {
  // A form is only taken from a page that this process has made.
  const formKey = randomBytes(32);
  const csrfOf = (browser: string, query: string) =>
    createHmac('sha256', formKey).update(`${browser}\n${query}`).digest('base64url');

  app.on(['GET', 'POST'], PATH, async (c) => {
    c.header('Cache-Control', 'no-store');
    c.header(
      'Content-Security-Policy',
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
    );
    c.header('X-Frame-Options', 'DENY');
    c.header('Referrer-Policy', 'same-origin');
    const query = new URL(c.req.url).searchParams;
    const asked = read(query, org);
    if ('error' in asked) return c.html(errorPage(asked.error, asked.error_description), 400);
    const refusal = refusalOf(query, asked);
    if (refusal !== null) return back(c, asked, refusal);

    const browser = getCookie(c, BROWSER_COOKIE) ?? randomBytes(24).toString('base64url');
    setCookie(c, BROWSER_COOKIE, browser, { httpOnly: true, sameSite: 'Lax', path: PATH });
    const csrf = csrfOf(browser, query.toString());
    const showLogin = (username: string, error: string | null) =>
      c.html(loginPage(org.definition.name, csrf, username, error), error === null ? 200 : 401);

    const cookie = getCookie(c, LOGIN_COOKIE);
    const userId = cookie === undefined ? undefined : org.authorizations.loggedIn(cookie);
    const form = c.req.method === 'POST' ? await formOf(c) : null;
    if (form === null) {
      if (userId === undefined || asked.prompt.includes('login')) return showLogin(asked.loginHint, null);
      return decide(c, org, asked, userId, csrf);
    }

    const origin = c.req.header('origin');
    const genuine = isSame(form.get('csrf') ?? '', csrf) && (origin === undefined || origin === originOf(c, org));
    if (!genuine) {
      return c.html(
        errorPage('invalid_request', 'this form is out of date or came from another page: go back and begin anew'),
        403,
      );
    }
    const action = form.get('action');
    if (action === 'login') {
      const username = form.get('username') ?? '';
      const loggedIn = logIn(org, username, form.get('password') ?? '');
      if (loggedIn === undefined) return showLogin(username, BAD_LOGIN);
      setCookie(c, LOGIN_COOKIE, org.authorizations.logIn(loggedIn), { httpOnly: true, sameSite: 'Lax', path: PATH });
      return decide(c, org, asked, loggedIn, csrf);
    }
    if (userId === undefined) return showLogin(asked.loginHint, null);
    if (action !== 'approve') return back(c, asked, REFUSALS.denied);
    const username = usernameOf(org, userId);
    if (!isPermitted(asked.app, username)) return back(c, asked, REFUSALS.notPermitted);
    org.authorizations.approve({ clientId: asked.app.consumerKey, userId, scopes: asked.scopes });
    return grant(c, org, asked, userId);
  });
};

/** @returns a refusal where the client or its callback URL is not known: nobody may be sent anywhere then */
function read(query: URLSearchParams, org: OrgContext): Asked | Refusal {
  const clientId = query.get('client_id');
  if (!clientId) return REFUSALS.noClientId;
  const app = org.definition.connectedApps.find(({ consumerKey }) => consumerKey === clientId);
  if (app === undefined) return REFUSALS.clientId;
  const redirectUri = query.get('redirect_uri');
  if (redirectUri === null || !app.callbackUrls.includes(redirectUri)) return REFUSALS.redirectUri;
  const scopes =
    query
      .get('scope')
      ?.split(/[\s+]+/)
      .filter(Boolean) ?? [];
  return {
    app,
    redirectUri,
    state: query.get('state'),
    scopes: scopes.length > 0 ? [...new Set(scopes)] : oauthScopes(app.scopes),
    challenge: query.get('code_challenge'),
    nonce: query.get('nonce'),
    prompt: query.get('prompt')?.split(' ') ?? [],
    loginHint: query.get('login_hint') ?? '',
  };
}

function refusalOf(query: URLSearchParams, { app, scopes, challenge }: Asked): Refusal | null {
  if (query.get('response_type') !== 'code') return REFUSALS.responseType;
  const allowed = oauthScopes(app.scopes);
  if (scopes.some((scope) => !allowed.includes(scope))) return REFUSALS.scope;
  if (challenge === null) return app.policies.pkceRequired ? REFUSALS.noChallenge : null;
  // RFC 7636 would take a missing method for `plain`; Salesforce takes it for S256, and jsforce leaves it out.
  return (query.get('code_challenge_method') ?? 'S256') === 'S256' ? null : REFUSALS.challengeMethod;
}

function logIn(org: OrgContext, username: string, password: string): string | undefined {
  const user = org.definition.users.find((one) => one.username.toLowerCase() === username.toLowerCase());
  if (user === undefined) return undefined;
  return user.password && !isSame(password, user.password) ? undefined : org.userId(user.username);
}

function usernameOf(org: OrgContext, userId: string): string {
  return org.definition.users.find(({ username }) => org.userId(username) === userId)?.username ?? '';
}

/** Sends back who is logged in, or asks for consent. */
function decide(c: OrgRequest, org: OrgContext, asked: Asked, userId: string, csrf: string) {
  const { app, scopes, prompt } = asked;
  const username = usernameOf(org, userId);
  if (!isPermitted(app, username)) return back(c, asked, REFUSALS.notPermitted);
  const preAuthorized = isApproved(app.policies.approvedUsers, username);
  const approved = preAuthorized || org.authorizations.approves({ clientId: app.consumerKey, userId, scopes });
  if (approved && !prompt.includes('consent')) return grant(c, org, asked, userId);
  return c.html(consentPage(app.label, username, scopes, csrf));
}

function grant(c: OrgRequest, org: OrgContext, asked: Asked, userId: string) {
  const { app, redirectUri, scopes, challenge, nonce } = asked;
  const code = org.authorizations.issueCode({
    clientId: app.consumerKey,
    userId,
    scopes,
    redirectUri,
    challenge,
    nonce,
  });
  return back(c, asked, { code });
}

function back(c: OrgRequest, { redirectUri, state }: Asked, answer: Refusal | { readonly code: string }) {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (state !== null) url.searchParams.set('state', state);
  return c.redirect(url.href, 302);
}
