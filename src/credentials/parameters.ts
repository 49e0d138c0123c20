import type { Redactor } from '../http/redact.ts';
import type { ExternalCredential, Principal } from '../model/credentials.ts';
import { credentialFault, NOT_CONFIGURED_MESSAGE } from './faults.ts';
import { protocolOf } from './protocols/index.ts';
import { type SecretStore, secretVariable } from './secrets/index.ts';

/** Names of every parameter that a principal needs: those of its protocol, then its own. */
export function parameterNames(credential: ExternalCredential, principal: Principal): readonly string[] {
  return [...new Set([...protocolOf(credential).parameters.map(({ name }) => name), ...principal.parameters])];
}

/**
 * Reads the values of a principal from the secret stores, and makes the redactor know those that are secret.
 * @throws FaultError `CREDENTIAL_NOT_CONFIGURED` naming the first that has no value, and how to set it.
 */
export async function readParameters(
  credential: ExternalCredential,
  principal: Principal,
  secrets: Pick<SecretStore, 'get'>,
  redactor: Redactor,
): Promise<Record<string, string>> {
  const declared = protocolOf(credential).parameters;
  const values: Record<string, string> = {};
  for (const parameter of parameterNames(credential, principal)) {
    const key = { externalCredential: credential.name, principal: principal.name, parameter };
    const found = await secrets.get(key);
    if (found === null) {
      throw credentialFault(
        'CREDENTIAL_NOT_CONFIGURED',
        NOT_CONFIGURED_MESSAGE,
        `the principal "${principal.name}" has no ${parameter}: run "flowrun credential set ${credential.name} ${principal.name} ${parameter}" or set ${secretVariable(key)}`,
        { parameter },
      );
    }
    values[parameter] = found.value;
    if (declared.find(({ name }) => name === parameter)?.secret !== false) redactor.add(found.value);
  }
  return values;
}
