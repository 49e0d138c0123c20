import { FaultError, FlowrunError } from '../errors.ts';
import { createHttpClient, type HttpClientOptions } from '../http/client.ts';
import type { Redactor } from '../http/redact.ts';
import type { ExternalCredential, Principal } from '../model/credentials.ts';
import { credentialFault, REFRESH_FAILED_MESSAGE } from './faults.ts';
import { readParameters } from './parameters.ts';
import { principalKey } from './principals.ts';
import type { Authorization } from './protocols/define-protocol.ts';
import { protocolOf } from './protocols/index.ts';
import type { SecretStore } from './secrets/index.ts';

export interface AuthorizerOptions {
  readonly secrets: Pick<SecretStore, 'get'>;
  readonly redactor: Redactor;
  /** Maps `org://target/…` to the address the embedded org listens at; other addresses stay. */
  readonly resolveUrl: (url: string) => Promise<string>;
  readonly http?: HttpClientOptions;
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
  authorize(credential: ExternalCredential, principal: Principal, signal: AbortSignal): Promise<Authorization>;
  /**
   * Replaces an authorization that a callout was refused with, once: whoever comes with the same stale one gets the fresh one.
   * @throws FaultError `TOKEN_REFRESH` with the reason in its help.
   */
  renew(
    credential: ExternalCredential,
    principal: Principal,
    stale: Authorization,
    signal: AbortSignal,
  ): Promise<Authorization>;
  close(): void;
}

interface Kept {
  /** Null while it is on its way. */
  value: Authorization | null;
  readonly promise: Promise<Authorization>;
}

export function createAuthorizer(options: AuthorizerOptions): Authorizer {
  const { secrets, redactor, resolveUrl } = options;
  const http = createHttpClient(options.http);
  const kept = new Map<string, Kept>();

  const obtain = async (credential: ExternalCredential, principal: Principal): Promise<Authorization> => {
    const protocol = protocolOf(credential);
    const parameters = await readParameters(credential, principal, secrets, redactor);
    return protocol.authorize({ credential, principal, parameters, http, redactor, resolveUrl });
  };
  const begin = (key: string, credential: ExternalCredential, principal: Principal): Kept => {
    const entry: Kept = { value: null, promise: obtain(credential, principal) };
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
  const keyOf = (credential: ExternalCredential, principal: Principal): string =>
    principalKey(credential.name, principal.name);

  return {
    async authorize(credential, principal, signal) {
      const key = keyOf(credential, principal);
      const entry = kept.get(key) ?? begin(key, credential, principal);
      return entry.value ?? unlessCancelled(entry.promise, signal);
    },
    async renew(credential, principal, stale, signal) {
      const key = keyOf(credential, principal);
      const current = kept.get(key);
      const entry = current === undefined || current.value === stale ? begin(key, credential, principal) : current;
      try {
        return entry.value ?? (await unlessCancelled(entry.promise, signal));
      } catch (error) {
        throw error instanceof FaultError ? refreshFailed(error) : error;
      }
    },
    close: http.close,
  };
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
