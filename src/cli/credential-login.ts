import { spawn } from 'node:child_process';
import { tokenHolder } from '../credentials/authorizer.ts';
import { identitiesOf } from '../credentials/certificates.ts';
import { loginInBrowser } from '../credentials/oauth/browser-login.ts';
import { type Revocation, revokeToken } from '../credentials/oauth/revoke-token.ts';
import { readParameters, secretKeyOf } from '../credentials/parameters.ts';
import { PROTOCOL_DEFINITIONS, protocolOf } from '../credentials/protocols/index.ts';
import { openTokenCache } from '../credentials/token-cache.ts';
import { FaultError, UsageError } from '../errors.ts';
import { createHttpClient } from '../http/client.ts';
import type { ExternalCredential, Principal } from '../model/credentials.ts';
import type { OrgDefinition } from '../model/org.ts';
import { connect, createRedactor, findUser, orgDataDirectory } from '../project/index.ts';
import type { CliIo } from './io.ts';
import { printJson, printLine } from './io.ts';
import { redactedIo } from './redacted-io.ts';

export interface LogoutTask {
  readonly org: OrgDefinition;
  readonly directory: string;
  readonly credential: ExternalCredential;
  readonly principal: Principal;
  /** `--as`: whose login it is, where the principal is per user. */
  readonly as: string | null;
  readonly json: boolean;
}

export interface LoginTask extends LogoutTask {
  readonly openBrowser: boolean;
  /** Milliseconds. */
  readonly timeout?: number;
}

/** Whose login a principal holds: the running user's where it is per user. */
function loginUser(org: OrgDefinition, as: string | null): string {
  return findUser(org, as)?.username ?? '';
}

/** Refuses credentials whose protocol knows no login. */
function requireLogin(credential: ExternalCredential): void {
  if (protocolOf(credential) === PROTOCOL_DEFINITIONS['Browser Flow']) return;
  throw new UsageError(
    `${credential.name} needs no login: its tokens are fetched without a browser`,
    'only "variant: Browser Flow" has one; for others: flowrun credential set',
  );
}

/** Logs in for a principal and stores its refresh token encrypted; the address to open is shown in any case. */
export async function logIn(task: LoginTask, io: CliIo): Promise<0> {
  const { org, directory, credential, principal, as, json, timeout } = task;
  requireLogin(credential);
  const user = loginUser(org, as);
  if (principal.type === 'Per User Principal' && user === '') {
    throw new UsageError(`${principal.name} is per user: who is it?`, 'name the user with --as');
  }
  const redactor = createRedactor();
  const masked = redactedIo(io, redactor);
  const dataDirectory = (name: string) => orgDataDirectory({ directory }, name);
  const connection = connect({ org, directory, env: io.env, redactor, dataDirectory });
  const http = createHttpClient(connection.proxy ? { proxy: connection.proxy } : {});
  try {
    const { secrets, resolveUrl } = connection;
    const parameters = await readParameters(credential, principal, secrets, redactor, user, { login: true });
    const key = secretKeyOf(credential, principal, 'refreshToken', user);
    const context = {
      credential,
      principal,
      parameters,
      identities: identitiesOf({ org, secrets, redactor }),
      http,
      redactor,
      resolveUrl,
      now: Date.now,
      text: (template: string) => template,
      keep: async (parameter: string, value: string) => {
        await secrets.set({ ...key, parameter }, value);
      },
    };
    const token = await loginInBrowser(context, {
      signal: io.signal,
      ...(timeout === undefined ? {} : { timeout }),
      show: (url) => {
        io.stderr.write(`Log in at this address:\n\n  ${url}\n\n`);
        if (task.openBrowser) openInBrowser(url, io.env);
      },
    });
    await secrets.set(key, token);
    if (json) printJson(masked, { loggedIn: { externalCredential: credential.name, principal: key.principal } });
    else printLine(masked, `${credential.name} ${key.principal} is logged in`);
    return 0;
  } finally {
    http.close();
    await connection.close();
  }
}

/**
 * Forgets the login of a principal, and tells the server, which then takes neither its refresh token nor what came of it.
 * A server that cannot be told is named; what is kept here is gone all the same.
 * @throws UsageError where nobody is logged in.
 */
export async function logOut(task: LogoutTask, io: CliIo): Promise<0> {
  const { org, directory, credential, principal, as, json } = task;
  requireLogin(credential);
  const redactor = createRedactor();
  const masked = redactedIo(io, redactor);
  const dataDirectory = (name: string) => orgDataDirectory({ directory }, name);
  const connection = connect({ org, directory, env: io.env, redactor, dataDirectory });
  const http = createHttpClient(connection.proxy ? { proxy: connection.proxy } : {});
  try {
    const { secrets, resolveUrl } = connection;
    const user = loginUser(org, as);
    const key = secretKeyOf(credential, principal, 'refreshToken', user);
    // Read before they are forgotten; where the client is not set up, the server cannot be told.
    const parameters = await readParameters(credential, principal, secrets, redactor, user, { login: true }).catch(
      (error: unknown) => {
        if (error instanceof FaultError) return null;
        throw error;
      },
    );
    const holder = tokenHolder({ credential, principal, user: findUser(org, as)?.name ?? '' });
    const tokens = openTokenCache({ directory, env: io.env, environment: org.environment });
    await tokens.remove({ credential, holder });
    if (!(await secrets.remove(key))) {
      throw new UsageError(`${credential.name} ${key.principal} is not logged in`, 'see `flowrun credential list`');
    }
    const told: Revocation = parameters
      ? await revokeToken({ credential, parameters, http, resolveUrl })
      : { revoked: false, why: 'the client id or secret is not set' };
    const loggedOut = { externalCredential: credential.name, principal: key.principal };
    if (json) printJson(masked, { loggedOut, ...told });
    else {
      printLine(masked, `${credential.name} ${key.principal} is logged out`);
      if (!told.revoked) masked.stderr.write(`warning: the server was not told to revoke the token: ${told.why}\n`);
    }
    return 0;
  } finally {
    http.close();
    await connection.close();
  }
}

/** Opens the person's browser, as well as it goes: the address is on the screen too. */
function openInBrowser(url: string, env: CliIo['env']): void {
  const [command, ...words] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', url]
        : [env.BROWSER || 'xdg-open', url];
  const child = spawn(command ?? '', words, { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
}
