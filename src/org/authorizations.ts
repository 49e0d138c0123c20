import { createHash, randomBytes } from 'node:crypto';
import type { ConnectedApp } from '../model/org.ts';
import type { Records } from '../records/index.ts';

/** What a person allowed a client to do. */
export interface Consent {
  readonly clientId: string;
  readonly userId: string;
  readonly scopes: readonly string[];
}

/** What an authorization code stands for. */
export interface CodeGrant extends Consent {
  readonly redirectUri: string;
  /** S256 challenge of PKCE; null = none was sent. */
  readonly challenge: string | null;
  readonly nonce: string | null;
}

/** A refresh token's authorization: it ends with all that came out of it. */
export interface Redeemed extends Consent {
  readonly id: string;
}

/** Authorization codes, refresh tokens, logins and consents of an org. The database knows tokens by their hashes only. */
export interface Authorizations {
  issueCode(grant: CodeGrant): string;
  /** Takes a code, which is good once. A code that comes twice ends what it was redeemed for (RFC 6749 4.1.2). */
  redeemCode(code: string): (CodeGrant & { readonly id: string }) | undefined;
  /** @returns a refresh token, or undefined where the app's scopes or policy allow none. */
  issueRefreshToken(app: ConnectedApp, redeemed: Redeemed): string | undefined;
  /** The authorization of a refresh token; one that was replaced ends the authorization (RFC 9700 4.14.2). */
  findRefreshToken(app: ConnectedApp | undefined, token: string): Redeemed | undefined;
  /** Whether an authorization still holds. */
  holds(id: string): boolean;
  /** Ends the authorization of a refresh token. @returns whether there was one */
  revoke(token: string): boolean;
  logIn(userId: string): string;
  loggedIn(cookie: string): string | undefined;
  approve(consent: Consent): void;
  approves(consent: Consent): boolean;
}

/** Fifteen minutes, as in Salesforce. */
const CODE_MS = 15 * 60_000;
const LOGIN_MS = 2 * 60 * 60_000;
const HOUR_MS = 3_600_000;

interface Held extends Consent {
  /** Hash of the refresh token that counts; null = none was issued. */
  readonly current: string | null;
}

const random = (): string => randomBytes(48).toString('base64url');
const hash = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** Keeps authorizations with the records of an org. */
export function authorizationsOf({ store }: Records): Authorizations {
  const read = <T>(name: string): T | undefined => {
    const text = store.property(name, Date.now());
    return text === undefined ? undefined : (JSON.parse(text) as T);
  };
  const write = (name: string, value: unknown, lasts: number | null): void =>
    store.transaction(() => {
      store.expireProperties(Date.now());
      store.setProperty(name, JSON.stringify(value), lasts === null ? null : Date.now() + lasts);
    });
  const end = (id: string): void => store.setProperty(`grant:${id}`, null, null);
  const consentName = ({ clientId, userId }: Consent) => `consent:${userId}:${clientId}`;

  return {
    issueCode(grant) {
      const code = random();
      write(`code:${hash(code)}`, grant, CODE_MS);
      return code;
    },
    redeemCode(code) {
      const name = `code:${hash(code)}`;
      const known = read<CodeGrant | { readonly spent: string }>(name);
      if (known === undefined) return undefined;
      if ('spent' in known) {
        end(known.spent);
        return undefined;
      }
      const id = random();
      const { clientId, userId, scopes } = known;
      write(name, { spent: id }, CODE_MS);
      write(`grant:${id}`, { clientId, userId, scopes, current: null } satisfies Held, LOGIN_MS);
      return { ...known, id };
    },
    issueRefreshToken({ policies }, { id, clientId, userId, scopes }) {
      const allowed = scopes.includes('refresh_token') || scopes.includes('offline_access');
      if (!allowed || policies.refreshTokens === 'Zero') return undefined;
      const lasts = policies.refreshTokens === 'Infinite' ? null : policies.refreshTokenHours * HOUR_MS;
      const token = `5Aep861${random()}`;
      write(`refresh:${hash(token)}`, { id }, lasts);
      write(`grant:${id}`, { clientId, userId, scopes, current: hash(token) } satisfies Held, null);
      return token;
    },
    findRefreshToken(app, token) {
      const id = read<{ readonly id: string }>(`refresh:${hash(token)}`)?.id;
      const held = id === undefined ? undefined : read<Held>(`grant:${id}`);
      if (id === undefined || held === undefined) return undefined;
      if (held.current !== hash(token)) {
        end(id);
        return undefined;
      }
      if (app?.policies.refreshTokens === 'SpecificInactivity') {
        write(`refresh:${hash(token)}`, { id }, app.policies.refreshTokenHours * HOUR_MS);
      }
      const { clientId, userId, scopes } = held;
      return { id, clientId, userId, scopes };
    },
    holds: (id) => store.property(`grant:${id}`, Date.now()) !== undefined,
    revoke(token) {
      const id = read<{ readonly id: string }>(`refresh:${hash(token)}`)?.id;
      if (id === undefined || read(`grant:${id}`) === undefined) return false;
      end(id);
      store.setProperty(`refresh:${hash(token)}`, null, null);
      return true;
    },
    logIn(userId) {
      const cookie = random();
      write(`login:${hash(cookie)}`, userId, LOGIN_MS);
      return cookie;
    },
    loggedIn: (cookie) => read<string>(`login:${hash(cookie)}`),
    approve: (consent) => write(consentName(consent), consent.scopes, null),
    approves(consent) {
      const approved = read<readonly string[]>(consentName(consent)) ?? [];
      return consent.scopes.every((scope) => approved.includes(scope)) && approved.length > 0;
    },
  };
}
