import { FlowrunError } from '../errors.ts';
import type { Redactor } from '../http/redact.ts';
import type { OrgDefinition } from '../model/org.ts';
import { certificateKeyOf } from './certificates.ts';
import { parameterNames, secretKeyOf } from './parameters.ts';
import { protocolOf } from './protocols/index.ts';
import type { SecretKey, SecretStore } from './secrets/index.ts';

/**
 * Makes the redactor know every secret that the org's credentials have a value for, before anything is shown: a value that
 * is typed into a screen by mistake is masked there too.
 */
export async function learnSecrets(
  org: OrgDefinition,
  secrets: Pick<SecretStore, 'get'>,
  redactor: Redactor,
): Promise<void> {
  for (const certificate of org.certificates ?? []) await learn(certificateKeyOf(certificate), secrets, redactor);
  for (const credential of org.externalCredentials) {
    const open = protocolOf(credential).parameters.filter(({ secret }) => secret === false);
    for (const principal of credential.principals) {
      for (const parameter of parameterNames(credential, principal)) {
        if (open.some(({ name }) => name === parameter)) continue;
        const keys = org.users.map(({ username }) => secretKeyOf(credential, principal, parameter, username));
        const distinct = new Map(
          [secretKeyOf(credential, principal, parameter, ''), ...keys].map((key) => [key.principal, key]),
        );
        for (const key of distinct.values()) await learn(key, secrets, redactor);
      }
    }
  }
}

/** What cannot be read is left to the callout that needs it. */
async function learn(key: SecretKey, secrets: Pick<SecretStore, 'get'>, redactor: Redactor): Promise<void> {
  try {
    const found = await secrets.get(key);
    if (found !== null) redactor.add(found.value);
  } catch (error) {
    if (!(error instanceof FlowrunError)) throw error;
  }
}
