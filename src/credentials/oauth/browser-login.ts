import { createServer, type Server, type ServerResponse } from 'node:http';
import { FlowrunError } from '../../errors.ts';
import { isLoopback, whyAddressIsRefused } from '../../http/address.ts';
import type { AuthorizationContext } from '../protocols/define-protocol.ts';
import { clientAuthentication } from './client-authentication.ts';
import { fetchToken } from './fetch-token.ts';

/** Where a browser comes back to unless the credential says otherwise; `sf` uses the same, so that apps often have it. */
export const DEFAULT_CALLBACK_URL = 'http://127.0.0.1:1717/OauthRedirect';
/** How long a person may take. */
const LOGIN_MS = 5 * 60_000;

export interface BrowserLoginOptions {
  /** Told the address that a browser has to open. */
  readonly show: (url: string) => void | Promise<void>;
  readonly signal: AbortSignal;
  /** Milliseconds to wait for the person; five minutes unless given. */
  readonly timeout?: number;
}

/**
 * Lets a person log in: listens on loopback (RFC 8252 7.3), shows the address to open, waits for the browser to come back,
 * and redeems the code with PKCE.
 * @returns the refresh token, which the redactor knows from here on.
 * @throws FlowrunError `CREDENTIAL` where it was denied, another state came back, the time is over, or there is no refresh
 *   token; `CANCELLED` when the signal fires; FaultError `TOKEN_REFUSED` or `TOKEN_UNREACHABLE` of the token endpoint.
 */
export async function loginInBrowser(context: AuthorizationContext, options: BrowserLoginOptions): Promise<string> {
  const { credential, parameters, redactor } = context;
  const oauth = await import('oauth4webapi');
  const endpoint = await authorizeEndpointOf(context);
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  redactor.add(verifier);
  const listener = await listen(callbackUrlOf(context));
  try {
    const url = new URL(endpoint);
    const asked = {
      ...credential.requests?.authorize,
      response_type: 'code',
      client_id: parameters.clientId ?? '',
      redirect_uri: listener.url,
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(credential.scope === null ? {} : { scope: credential.scope }),
      // OpenID Connect gives offline access only with consent (Core 1.0, 11).
      ...(credential.scope?.split(' ').includes('offline_access') ? { prompt: 'consent' } : {}),
    };
    for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
    await options.show(url.href);

    const { query, answer } = await listener.next(options.signal, options.timeout ?? LOGIN_MS, credential.name);
    try {
      // The credential names endpoints and no issuer, so that there is nothing to compare `iss` with.
      query.delete('iss');
      if (query.get('state') !== state) {
        throw loginError(
          'the browser came back with another state than it was sent with',
          'somebody may have tampered with the login, or it belongs to an earlier one: run the command again',
        );
      }
      const error = query.get('error');
      if (error !== null) throw denied(error, query.get('error_description'));
      const reply = await fetchToken(context, {
        kind: 'token',
        send: (module, server, client, sending) =>
          module.authorizationCodeGrantRequest(
            server,
            client,
            clientAuthentication(module, context),
            module.validateAuthResponse(server, client, query, state),
            listener.url,
            verifier,
            sending,
          ),
        read: (module, server, client, found) => module.processAuthorizationCodeResponse(server, client, found),
      });
      if (reply.refreshToken === null) {
        throw loginError(
          'the login worked, but it gave no refresh token',
          `add the scope refresh_token (Salesforce) or offline_access (OpenID Connect) to "scope" in ${credential.file}, and allow it in the app`,
        );
      }
      answer(true);
      return reply.refreshToken;
    } catch (failure) {
      answer(false);
      throw failure;
    }
  } finally {
    await listener.close();
  }
}

const loginError = (message: string, help: string): FlowrunError => new FlowrunError('CREDENTIAL', message, { help });

function denied(error: string, description: string | null): FlowrunError {
  const said = description === null || description === '' ? error : `${error}: ${description}`;
  return error === 'access_denied'
    ? loginError(`access was denied (${said})`, 'run the command again and allow access')
    : loginError(`the server refused the login (${said})`, 'check the app: its callback URL, scopes and policies');
}

async function authorizeEndpointOf({ credential, resolveUrl }: AuthorizationContext): Promise<string> {
  const { authorizeEndpoint, file } = credential;
  if (!authorizeEndpoint) {
    throw loginError(
      `${credential.name} does not say where to log in`,
      `add "authorizeEndpoint:" to ${file}; in Salesforce it is the My Domain address and /services/oauth2/authorize`,
    );
  }
  const url = await resolveUrl(authorizeEndpoint);
  const refused = whyAddressIsRefused(url);
  if (refused !== null) throw loginError(`authorizeEndpoint in ${file} cannot be used: ${refused}`, 'mend it');
  return url;
}

function callbackUrlOf({ credential }: AuthorizationContext): URL {
  const text = credential.callbackUrl ?? DEFAULT_CALLBACK_URL;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'http:' && isLoopback(url.hostname) && url.search === '' && url.hash === '') return url;
  throw loginError(
    `callbackUrl in ${credential.file} is no address on this machine`,
    `write an http:// address on 127.0.0.1 that the app lists too, such as ${DEFAULT_CALLBACK_URL}`,
  );
}

interface Callback {
  readonly query: URLSearchParams;
  /** Shows the person how it ended. */
  answer(ok: boolean): void;
}

interface Listener {
  /** What the server sends the browser back to. */
  readonly url: string;
  next(signal: AbortSignal, timeout: number, credential: string): Promise<Callback>;
  close(): Promise<void>;
}

/** Listens at a callback URL; port 0 is any free one, for servers that take every port of loopback (RFC 8252 7.3). */
async function listen(callback: URL): Promise<Listener> {
  let arrived: (callback: Callback) => void = () => undefined;
  const first = new Promise<Callback>((resolve) => {
    arrived = resolve;
  });
  const server = createServer((request, response) => {
    const asked = new URL(request.url ?? '/', callback);
    if (request.method !== 'GET' || asked.pathname !== callback.pathname) {
      show(response, 404, 'There is nothing here.');
      return;
    }
    const answer = (ok: boolean): void =>
      ok
        ? show(response, 200, 'You are logged in. You can close this window and go back to the terminal.')
        : show(response, 400, 'The login failed: the terminal says why. You can close this window.');
    arrived({ query: asked.searchParams, answer });
  });
  const port = await bind(server, callback);
  const url = new URL(callback);
  url.port = String(port);
  return {
    url: url.href,
    next: (signal, timeout, credential) =>
      new Promise((resolve, reject) => {
        const settle = (work: () => void) => () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', cancel);
          work();
        };
        const cancel = settle(() => reject(new FlowrunError('CANCELLED', 'the login was cancelled')));
        const over = settle(() =>
          reject(
            loginError(
              `nobody logged in within ${Math.round(timeout / 1000)} seconds`,
              `run "flowrun credential login ${credential}" again, and open the address it shows`,
            ),
          ),
        );
        const timer = setTimeout(over, timeout);
        signal.addEventListener('abort', cancel, { once: true });
        if (signal.aborted) cancel();
        first.then((found) => settle(() => resolve(found))());
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 500).unref();
      }),
  };
}

function bind(server: Server, callback: URL): Promise<number> {
  const wanted = Number(callback.port || '80');
  const host = callback.hostname === '[::1]' ? '::1' : '127.0.0.1';
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'another program uses it' : (error.code ?? error.message);
      const help = 'stop that program, or choose another port in "callbackUrl" and in the app';
      reject(loginError(`cannot listen on port ${wanted} for the browser to come back: ${why}`, help));
    });
    server.listen(wanted, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : wanted);
    });
  });
}

function show(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'",
    // The address holds a code.
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
    Connection: 'close',
  });
  response.end(
    `<!doctype html><html lang="en"><title>flowrun</title><body><h1>flowrun</h1><p>${text}</p></body></html>`,
  );
}
