import type { KeyObject } from 'node:crypto';
import { setCommand } from '../command-lines.ts';
import { credentialFault, NOT_CONFIGURED_MESSAGE } from '../faults.ts';
import { readPrivateKey } from '../private-key.ts';
import type { AuthorizationContext } from '../protocols/define-protocol.ts';
import { tokenEndpointOf } from './fetch-token.ts';

/** Claims that hold where the credential's `jwt:` says nothing; null = the claim is left out. */
export interface JwtDefaults {
  readonly issuer: string;
  readonly subject: string | null;
}

/**
 * A JSON Web Token signed with the principal's private key: RS256, valid for two minutes unless the credential says
 * otherwise; claims may be formulas (reference: credentials A1).
 * @throws FaultError `CREDENTIAL_NOT_CONFIGURED` where the key cannot be read, `CREDENTIAL_INVALID` for a formula.
 */
export async function signJwt(context: AuthorizationContext, defaults: JwtDefaults): Promise<string> {
  const { credential, now, text, redactor } = context;
  const { jwt } = credential;
  const { SignJWT } = await import('jose');
  const read = (claim: string | null | undefined): string | null =>
    claim === null || claim === undefined ? null : text(claim);
  const texts = (claims: Readonly<Record<string, string>> = {}): Record<string, string> =>
    Object.fromEntries(Object.entries(claims).map(([name, claim]) => [name, text(claim)]));
  const issued = Math.floor(now() / 1000);
  const subject = read(jwt?.subject) ?? defaults.subject;
  const token = new SignJWT(texts(jwt?.claims))
    .setProtectedHeader({ typ: 'JWT', ...texts(jwt?.header), alg: 'RS256' })
    .setIssuer(read(jwt?.issuer) ?? defaults.issuer)
    .setAudience(read(jwt?.audience) ?? (await tokenEndpointOf(context)))
    .setIssuedAt(issued)
    .setNotBefore(issued)
    .setExpirationTime(issued + (jwt?.expiresIn ?? 120))
    // Servers refuse an assertion that they have seen.
    .setJti(crypto.randomUUID());
  const signed = await (subject === null ? token : token.setSubject(subject)).sign(privateKey(context));
  redactor.add(signed);
  return signed;
}

function privateKey({ parameters, credential, principal }: AuthorizationContext): KeyObject {
  const key = readPrivateKey(parameters.privateKey ?? '');
  if (key !== null) return key;
  throw credentialFault(
    'CREDENTIAL_NOT_CONFIGURED',
    NOT_CONFIGURED_MESSAGE,
    `the privateKey of the principal "${principal.name}" is no private key in PEM: set it again with "${setCommand(credential, principal, 'privateKey')} < key.pem"`,
    { parameter: 'privateKey' },
  );
}
