import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { FlowrunError } from '../errors.ts';
import type { ExternalCredential } from '../model/credentials.ts';
import type { Authorization } from './protocols/define-protocol.ts';
import { encryptedFileSecrets, fileOfEnvironment } from './secrets/encrypted-file.ts';
import { encryptionKey } from './secrets/encryption-key.ts';
import { withFileLock } from './secrets/file-lock.ts';

/** What a token stands in the cache for: who got it. */
export interface CachedFor {
  readonly credential: ExternalCredential;
  /** The principal, and the user where the token is a user's. */
  readonly holder: string;
}

/** Access tokens that outlive a run, encrypted. What cannot be read or written is left out: a token is fetched then. */
export interface TokenCache {
  /** @returns null where there is none, or what it was fetched with has changed since. */
  get(who: CachedFor, parameters: Authorization['parameters']): Promise<Authorization | null>;
  set(who: CachedFor, authorization: Authorization): Promise<void>;
  /** @returns whether there was one */
  remove(who: CachedFor): Promise<boolean>;
  /** Runs work while no other process does so for this token: a refresh token that rotates is good for one of them. */
  exclusively<T>(who: CachedFor, work: () => Promise<T>): Promise<T>;
}

/** What is kept: everything but the parameters, which the secret stores hold. */
interface Kept extends Pick<Authorization, 'header' | 'standard' | 'identity' | 'expiresAt'> {
  readonly madeFrom: string;
}

/** Opens the cache of a project: `.flowrun/tokens.enc`, with the key of `.flowrun/secrets.enc` (reference: credentials E5). */
export function openTokenCache(options: {
  readonly directory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Each environment has a cache of its own; left out or null = none. */
  readonly environment?: string | null;
}): TokenCache {
  const folder = join(options.directory, '.flowrun');
  const name = fileOfEnvironment('tokens', options.environment ?? null);
  const keys = encryptionKey(options.env, join(folder, 'key'));
  const entries = encryptedFileSecrets(join(folder, name), keys, `.flowrun/${name}`);
  const keyOf = ({ credential, holder }: CachedFor) => ({
    externalCredential: credential.name,
    principal: holder,
    parameter: 'accessToken',
  });
  return {
    async get(who, parameters) {
      const text = isCacheable(who.credential) ? await unlessBroken(entries.get(keyOf(who)), null) : null;
      if (text === null) return null;
      const { madeFrom, ...kept } = JSON.parse(text) as Kept;
      return madeFrom === fingerprint(who.credential, parameters) ? { ...kept, parameters } : null;
    },
    async set(who, { header, standard, identity, expiresAt, parameters }) {
      if (!isCacheable(who.credential)) return;
      const kept: Kept = {
        header,
        standard,
        identity,
        ...(expiresAt === undefined ? {} : { expiresAt }),
        madeFrom: fingerprint(who.credential, parameters),
      };
      await unlessBroken(entries.set(keyOf(who), JSON.stringify(kept)), undefined);
    },
    remove: (who) => unlessBroken(entries.remove(keyOf(who)), false),
    exclusively: ({ credential, holder }, work) => {
      const token = createHash('sha256').update(`${credential.name} ${holder} ${name}`.toLowerCase()).digest('hex');
      return withFileLock(join(folder, `${token.slice(0, 16)}.lock`), work);
    },
  };
}

/** Tokens only: signatures and passwords are nothing to fetch. An embedded org has another address in each run. */
function isCacheable({ protocol, tokenEndpoint }: ExternalCredential): boolean {
  return protocol === 'OAuth 2.0' && !tokenEndpoint?.startsWith('org://');
}

/** Changes with everything that a token is fetched with: endpoint, scope, claims, client id and secret. */
function fingerprint(credential: ExternalCredential, parameters: Authorization['parameters']): string {
  const { tokenEndpoint, scope, jwt, variant, clientCredentialsInBody, requests } = credential;
  const given = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  const all = [tokenEndpoint, scope, jwt, variant, clientCredentialsInBody, requests, given];
  return createHash('sha256').update(JSON.stringify(all)).digest('base64url');
}

async function unlessBroken<T>(work: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof FlowrunError) return otherwise;
    throw error;
  }
}
