import type { KeyObject } from 'node:crypto';
import { setCommand } from '../command-lines.ts';
import { credentialFault, NOT_CONFIGURED_MESSAGE } from '../faults.ts';
import { readPrivateKey } from '../private-key.ts';
import type { AuthorizationContext } from '../protocols/define-protocol.ts';
import { secretVariable } from '../secrets/index.ts';
import { tokenEndpointOf } from './fetch-token.ts';

/** Claims that hold where the credential's `jwt:` says nothing; null = the claim is left out. */
export interface JwtDefaults {
  readonly issuer: string;
  readonly subject: string | null;
}

/**
 * A JSON Web Token signed with the private key of the principal, or of the certificate that the credential names: RS256, valid for two minutes unless the credential says
 * otherwise; claims may be formulas (reference: credentials A1).
 * @throws FaultError `CREDENTIAL_NOT_CONFIGURED` where the key cannot be read, `CREDENTIAL_INVALID` for a formula or a key of
 *   another kind.
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
  const signed = await (subject === null ? token : token.setSubject(subject)).sign(await signingKey(context));
  redactor.add(signed);
  return signed;
}

/** The principal's own key; where it has none, that of the certificate which the credential names. */
async function signingKey(context: AuthorizationContext): Promise<KeyObject> {
  const { parameters, credential, principal, identities } = context;
  const { privateKey } = parameters;
  const certificate = credential.jwt?.certificate;
  if (privateKey === undefined && certificate !== undefined) {
    const { key, name } = await identities(certificate);
    if (key.asymmetricKeyType === 'rsa') return key;
    const help = `the certificate "${name}" has no RSA key: tokens are signed with RS256, as in an org`;
    throw credentialFault('CREDENTIAL_INVALID', `The certificate "${name}" cannot be used.`, help);
  }
  const key = readPrivateKey(privateKey ?? '');
  if (key !== null) return key;
  const set = setCommand(credential, principal, 'privateKey');
  const slot = { externalCredential: credential.name, principal: principal.name, parameter: 'privateKey' };
  const help =
    privateKey === undefined
      ? `the principal "${principal.name}" has no privateKey: run "${set} < key.pem", set ${secretVariable(slot)}, or name a certificate of org/certificates under "jwt" in ${credential.file}`
      : `the privateKey of the principal "${principal.name}" is no private key in PEM: set it again with "${set} < key.pem"`;
  throw credentialFault('CREDENTIAL_NOT_CONFIGURED', NOT_CONFIGURED_MESSAGE, help, { parameter: 'privateKey' });
}
