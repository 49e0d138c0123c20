import type { JWK } from 'jose';
import type { Records } from '../records/index.ts';

export interface IdTokenClaims {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
  readonly nonce: string | null;
}

/** Signs the id_tokens of an org with a key of its own, made at the first need and kept with its records. */
export interface IdTokens {
  sign(claims: IdTokenClaims): Promise<string>;
  /** The public keys, as `/id/keys` shows them. */
  keys(): Promise<{ readonly keys: readonly JWK[] }>;
}

const PROPERTY = 'id-token-key';
/** Seconds; Salesforce's id_tokens are good for two minutes. */
const LASTS = 120;

export function idTokensOf({ store }: Records): IdTokens {
  let pair: Promise<JWK> | undefined;
  const key = (): Promise<JWK> => {
    pair ??= load();
    return pair;
  };
  const load = async (): Promise<JWK> => {
    const known = store.property(PROPERTY, Date.now());
    if (known !== undefined) return JSON.parse(known) as JWK;
    const { calculateJwkThumbprint, exportJWK, generateKeyPair } = await import('jose');
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = await exportJWK(privateKey);
    const made = { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'RS256', use: 'sig' };
    store.setProperty(PROPERTY, JSON.stringify(made), null);
    return made;
  };
  return {
    async sign({ issuer, subject, audience, nonce }) {
      const { importJWK, SignJWT } = await import('jose');
      const jwk = await key();
      return new SignJWT(nonce === null ? {} : { nonce })
        .setProtectedHeader({ alg: 'RS256', kid: jwk.kid ?? '', typ: 'JWT' })
        .setIssuer(issuer)
        .setSubject(subject)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(`${LASTS}s`)
        .sign(await importJWK(jwk, 'RS256'));
    },
    async keys() {
      const { kty, n, e, kid, alg, use } = await key();
      return { keys: [JSON.parse(JSON.stringify({ kty, n, e, kid, alg, use })) as JWK] };
    },
  };
}
