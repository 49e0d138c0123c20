import { createHash, createHmac, randomBytes } from 'node:crypto';
import { type Records, toId15 } from '../records/index.ts';
import type { Authorizations } from './authorizations.ts';

/** A session that an access token opens. */
export interface Session {
  readonly userId: string;
  readonly clientId: string;
  /** As OAuth spells them: `api`, `full`. */
  readonly scopes: readonly string[];
  /** The authorization it came out of: it ends with that. Left out = none. */
  readonly authorization?: string;
}

/** A session with its times, in milliseconds since 1970. */
export interface IssuedSession extends Session {
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** How long a token is good: Salesforce's default session time. */
export const SESSION_MS = 2 * 60 * 60 * 1000;

/** Access tokens of an org. The database knows them by their hashes only. */
export interface Tokens {
  /** Makes a token, `00D…!…`. */
  issue(session: Session): string;
  /** The session of a token; undefined when it is unknown, revoked or expired. */
  find(token: string): IssuedSession | undefined;
  /** @returns whether there was such a token */
  revoke(token: string): boolean;
}

const keyOf = (token: string): string => `token:${createHash('sha256').update(token).digest('base64url')}`;

/** Keeps tokens with the records of an org. */
export function tokensOf(records: Records, orgId: string, authorizations: Pick<Authorizations, 'holds'>): Tokens {
  const { store } = records;
  return {
    issue(session) {
      const now = Date.now();
      const random = randomBytes(72).toString('base64url').replaceAll('-', '.');
      const token = `${toId15(orgId)}!${random}`;
      const expiresAt = now + SESSION_MS;
      const issued: IssuedSession = { ...session, issuedAt: now, expiresAt };
      store.transaction(() => {
        store.expireProperties(now);
        store.setProperty(keyOf(token), JSON.stringify(issued), expiresAt);
      });
      return token;
    },
    find(token) {
      const text = store.property(keyOf(token), Date.now());
      if (text === undefined) return undefined;
      const session = JSON.parse(text) as IssuedSession;
      return session.authorization === undefined || authorizations.holds(session.authorization) ? session : undefined;
    },
    revoke(token) {
      const known = store.property(keyOf(token), Date.now()) !== undefined;
      if (known) store.setProperty(keyOf(token), null, null);
      return known;
    },
  };
}

/** The `signature` of a token reply: Base64 of HMAC-SHA256 over id and time (reference/credentials-and-callouts.md D1). */
export function signatureOf(consumerSecret: string, idUrl: string, issuedAt: string): string {
  return createHmac('sha256', consumerSecret)
    .update(idUrl + issuedAt)
    .digest('base64');
}
