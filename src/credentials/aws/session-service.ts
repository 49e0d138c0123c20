import type { FaultError } from '../../errors.ts';
import { whyAddressIsRefused } from '../../http/address.ts';
import { credentialFault, REFRESH_FAILED_MESSAGE } from '../faults.ts';
import type { AuthorizationContext } from '../protocols/define-protocol.ts';

/**
 * The address of a service that gives session keys.
 * @param key the key of `aws:` that says another one.
 * @throws FaultError `CREDENTIAL_INVALID` where no request may go there.
 */
export async function sessionEndpoint(
  { credential, resolveUrl }: AuthorizationContext,
  address: string,
  key: string,
): Promise<string> {
  const url = await resolveUrl(address);
  const why = whyAddressIsRefused(url);
  if (why === null) return url;
  throw credentialFault('CREDENTIAL_INVALID', REFRESH_FAILED_MESSAGE, `mend "${key}" in ${credential.file}: ${why}`);
}

/** The fault of a service that gave no answer. */
export function noSessionKeys({ credential }: AuthorizationContext, url: string, why: string): FaultError {
  return credentialFault(
    'TOKEN_UNREACHABLE',
    REFRESH_FAILED_MESSAGE,
    `no session keys could be fetched from ${new URL(url).origin}: ${why}; check "aws" in ${credential.file} and the network`,
  );
}
