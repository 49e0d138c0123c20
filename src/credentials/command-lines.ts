import type { Certificate, ExternalCredential, Principal } from '../model/credentials.ts';

/** Command lines that help texts tell: they name the environment, or they would set the secret of another one. */

/** `flowrun credential set Target_Org Integration clientSecret --env production`. */
export function setCommand(
  credential: ExternalCredential,
  principal: Pick<Principal, 'name'>,
  parameter: string,
): string {
  return `flowrun credential set ${credential.name} ${principal.name} ${parameter}${inEnvironment(credential)}`;
}

/**
 * `flowrun credential login Crm --principal Reader --as ada@example.com`; the principal only where there are several.
 * @param user null = the principal is nobody's own.
 */
export function loginCommand(
  credential: ExternalCredential,
  principal: Pick<Principal, 'name'>,
  user: string | null,
): string {
  const many = credential.principals.length > 1 ? ` --principal ${principal.name}` : '';
  const as = user === null ? '' : ` --as ${user}`;
  return `flowrun credential login ${credential.name}${many}${as}${inEnvironment(credential)}`;
}

/** `flowrun credential set Client_2026 --env production`: the private key of a certificate. */
export function setCertificateCommand({ name }: Pick<Certificate, 'name'>, environment: string | null): string {
  return `flowrun credential set ${name}${environment === null ? '' : inEnvironment({ environment })}`;
}

function inEnvironment({ environment }: Pick<ExternalCredential, 'environment'>): string {
  return environment === undefined ? '' : ` --env ${environment}`;
}
