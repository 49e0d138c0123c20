import { FaultError, FlowrunError } from '../errors.ts';
import { createHttpClient, type HttpClientOptions } from '../http/client.ts';
import type { Redactor } from '../http/redact.ts';
import type { ExternalCredential, Principal } from '../model/credentials.ts';
import type { User } from '../model/org.ts';
import { type Identities, unknownCertificate } from './certificates.ts';
import { claimText } from './claim-text.ts';
import { credentialFault, REFRESH_FAILED_MESSAGE } from './faults.ts';
import { readParameters, secretKeyOf } from './parameters.ts';
import { principalKey, sameName } from './principals.ts';
import type { Authorization, ProtocolDefinition } from './protocols/define-protocol.ts';
import { protocolOf } from './protocols/index.ts';
import type { SecretStore } from './secrets/index.ts';
import type { TokenCache } from './token-cache.ts';

export interface AuthorizerOptions {
  /** Without `set`, what a server rotates lasts as long as this run. */
  readonly secrets: Pick<SecretStore, 'get'> & Partial<Pick<SecretStore, 'set'>>;
  /** Tokens of earlier runs; left out = each run fetches its own. */
  readonly tokens?: TokenCache;
  /** The certificates of the org with their private keys; left out = there are none. */
  readonly identities?: Identities;
  readonly redactor: Redactor;
  /** Maps `org://target/…` to the address the embedded org listens at; other addresses stay. */
  readonly resolveUrl: (url: string) => Promise<string>;
  readonly http?: HttpClientOptions;
  /** Whose fields the claims of a token may read. */
  readonly users?: readonly User[];
  /** Milliseconds since 1970; `Date.now` unless given. */
  readonly now?: () => number;
}

/** As whom a callout is made. */
export interface Caller {
  readonly credential: ExternalCredential;
  readonly principal: Principal;
  /** Name or username of the running user. */
  readonly user: string;
}

/**
 * Authorizes callouts, and keeps what it got for each principal in memory: however many callouts wait, one token request
 * is on its way.
 */
export interface Authorizer {
  /**
   * @throws FaultError with a code of `credentials/faults.ts`.
   * @throws FlowrunError `CANCELLED` when the signal fires; the token request goes on for the others who wait.
   */
  authorize(who: Caller, signal: AbortSignal): Promise<Authorization>;
  /**
   * Replaces an authorization that a callout was refused with, once: whoever comes with the same stale one gets the fresh one.
   * @throws FaultError `TOKEN_REFRESH` with the reason in its help.
   */
  renew(who: Caller, stale: Authorization, signal: AbortSignal): Promise<Authorization>;
  close(): void;
}

interface Kept {
  /** Null while it is on its way. */
  value: Authorization | null;
  readonly promise: Promise<Authorization>;
}

export function createAuthorizer(options: AuthorizerOptions): Authorizer {
  const { secrets, tokens, redactor, resolveUrl, users = [], now = Date.now } = options;
  const { identities = noIdentities } = options;
  const http = createHttpClient(options.http);
  const kept = new Map<string, Kept>();
  const isOver = ({ expiresAt = Number.POSITIVE_INFINITY }: Authorization): boolean => expiresAt <= now() + EARLY;

  /** @param stale the one that is over or was refused; null = any will do. */
  const obtain = async (who: Caller, stale: Authorization | null): Promise<Authorization> => {
    const { credential, principal, user: running } = who;
    const protocol = protocolOf(credential);
    const user = users.find(({ name, username }) => sameName(name, running) || sameName(username, running));
    const person = user?.username ?? running;
    const keep = async (parameter: string, value: string): Promise<void> => {
      await secrets.set?.(secretKeyOf(credential, principal, parameter, person), value);
    };
    const holder = { credential, holder: tokenHolder(who) };
    const once = async (): Promise<Authorization> => {
      const parameters = await readParameters(credential, principal, secrets, redactor, person);
      const text = (template: string) => claimText(template, { credential, user, parameters, at: now() });
      const known = (await tokens?.get(holder, withoutLogin(protocol, parameters))) ?? null;
      // Another process may have replaced the stale one by now.
      if (known !== null && !isOver(known) && known.header !== stale?.header) {
        redactor.add(known.standard.OAuthToken ?? '');
        return known;
      }
      const made = await protocol.authorize({
        credential,
        principal,
        parameters,
        keep,
        identities,
        http,
        redactor,
        resolveUrl,
        now,
        text,
      });
      await tokens?.set(holder, made);
      return made;
    };
    // What a login gave may be replaced with every use: it is read, used and kept by one process at a time.
    const rotates = protocol.parameters.some(({ byLogin }) => byLogin);
    return tokens && rotates ? tokens.exclusively(holder, once) : once();
  };
  const begin = (key: string, who: Caller, stale: Authorization | null): Kept => {
    const entry: Kept = { value: null, promise: obtain(who, stale) };
    kept.set(key, entry);
    entry.promise.then(
      (value) => {
        entry.value = value;
      },
      // A failure is not kept: the next callout tries again.
      () => {
        if (kept.get(key) === entry) kept.delete(key);
      },
    );
    return entry;
  };

  return {
    async authorize(who, signal) {
      const key = tokenHolder(who);
      const known = kept.get(key);
      const over = known?.value && isOver(known.value) ? known.value : null;
      const entry = known === undefined || over ? begin(key, who, over) : known;
      return entry.value ?? unlessCancelled(entry.promise, signal);
    },
    async renew(who, stale, signal) {
      const key = tokenHolder(who);
      const current = kept.get(key);
      const entry = current === undefined || current.value === stale ? begin(key, who, stale) : current;
      try {
        return entry.value ?? (await unlessCancelled(entry.promise, signal));
      } catch (error) {
        throw error instanceof FaultError ? refreshFailed(error) : error;
      }
    },
    close: http.close,
  };
}

const noIdentities: Identities = async (name) => {
  throw unknownCertificate(name, []);
};

/** Milliseconds before its end at which an authorization is not used any more: the callout takes time, too. */
const EARLY = 10_000;

/** Callouts that share a token: of one principal, and of one user where the token is a user's. */
export function tokenHolder({ credential, principal, user }: Caller): string {
  const key = principalKey(credential.name, principal.name);
  if (principal.type === 'Per User Principal') return `${key} ${user.toLowerCase()}`;
  return JSON.stringify(credential.jwt ?? '')
    .toLowerCase()
    .includes('$user')
    ? `${key} ${user.toLowerCase()}`
    : key;
}

/** Salesforce has one text for this; why it failed is what the first attempt would have said. */
function refreshFailed({ fault }: FaultError): FaultError {
  const { help = '', message, detail } = fault;
  return credentialFault('TOKEN_REFRESH', REFRESH_FAILED_MESSAGE, `${message} ${help}`.trim(), detail);
}

/** The promise, or the end of waiting for it; the work behind it is not stopped. */
function unlessCancelled<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = () => reject(new FlowrunError('CANCELLED', 'the callout was cancelled'));
    if (signal.aborted) {
      cancel();
      return;
    }
    signal.addEventListener('abort', cancel, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', cancel));
  });
}

/** What an authorization shows of the parameters: not what a login gave, which changes with every refresh. */
function withoutLogin(
  { parameters: declared }: ProtocolDefinition,
  parameters: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const hidden = new Set(declared.filter(({ byLogin }) => byLogin).map(({ name }) => name));
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !hidden.has(name)));
}
