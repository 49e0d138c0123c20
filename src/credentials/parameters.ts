import type { Redactor } from '../http/redact.ts';
import type { ExternalCredential, Principal } from '../model/credentials.ts';
import { loginCommand, setCommand } from './command-lines.ts';
import { credentialFault, NOT_CONFIGURED_MESSAGE } from './faults.ts';
import { protocolOf } from './protocols/index.ts';
import { type SecretKey, type SecretStore, secretVariable } from './secrets/index.ts';

/** Names of every parameter that a principal needs: those of its protocol, then its own. */
export function parameterNames(credential: ExternalCredential, principal: Principal): readonly string[] {
  return [...new Set([...protocolOf(credential).parameters.map(({ name }) => name), ...principal.parameters])];
}

/**
 * Reads the values of a principal from the secret stores, and makes the redactor know those that are secret.
 * @param user username of the running user, for what a login gave each user
 * @param options login = go without what a login is about to obtain
 * @throws FaultError `CREDENTIAL_NOT_CONFIGURED` naming the first that has no value, and how to set it.
 */
export async function readParameters(
  credential: ExternalCredential,
  principal: Principal,
  secrets: Pick<SecretStore, 'get'>,
  redactor: Redactor,
  user: string,
  options: { readonly login?: boolean } = {},
): Promise<Record<string, string>> {
  const declared = protocolOf(credential).parameters;
  const values: Record<string, string> = {};
  for (const parameter of parameterNames(credential, principal)) {
    const definition = declared.find(({ name }) => name === parameter);
    const key = secretKeyOf(credential, principal, parameter, user);
    const found = await secrets.get(key);
    if (found === null && (definition?.optional || (definition?.byLogin && options.login))) continue;
    if (found === null && definition?.byLogin) throw notLoggedIn(credential, principal, user);
    if (found === null) {
      throw credentialFault(
        'CREDENTIAL_NOT_CONFIGURED',
        NOT_CONFIGURED_MESSAGE,
        `the principal "${principal.name}" has no ${parameter}: run "${setCommand(credential, principal, parameter)}" or set ${secretVariable(key)}`,
        { parameter },
      );
    }
    values[parameter] = found.value;
    if (definition?.secret !== false) redactor.add(found.value);
  }
  return values;
}

/** Where the value of a parameter is stored: what a login obtained is each user's own where the principal is per user. */
export function secretKeyOf(
  credential: ExternalCredential,
  principal: Principal,
  parameter: string,
  user: string,
): SecretKey {
  const byLogin = protocolOf(credential).parameters.some((one) => one.name === parameter && one.byLogin);
  const own = byLogin && principal.type === 'Per User Principal';
  return {
    externalCredential: credential.name,
    principal: own ? `${principal.name}/${user.toLowerCase()}` : principal.name,
    parameter,
  };
}

function notLoggedIn(credential: ExternalCredential, principal: Principal, user: string) {
  const command = loginCommand(credential, principal, principal.type === 'Per User Principal' ? user : null);
  return credentialFault(
    'CREDENTIAL_NOT_CONFIGURED',
    NOT_CONFIGURED_MESSAGE,
    `nobody has logged in for the principal "${principal.name}": run "${command}"`,
    { parameter: 'refreshToken' },
  );
}
