import type { AwsOptions } from '../../model/credentials.ts';
import { credentialFault, NOT_CONFIGURED_MESSAGE } from '../faults.ts';
import type { Authorization, AuthorizationContext } from '../protocols/define-protocol.ts';
import { type AwsCredentials, signAwsRequest } from './sign-request.ts';

/** Keys, and until when they are good; null = for ever. */
export interface AwsKeys extends AwsCredentials {
  readonly expiresAt: number | null;
}

/** `aws:` of the credential. @throws FaultError `CREDENTIAL_NOT_CONFIGURED` where it is missing. */
export function awsOptions({ credential }: AuthorizationContext): AwsOptions {
  if (credential.aws) return credential.aws;
  const help = `add "aws: { service: …, region: … }" to ${credential.file}`;
  throw credentialFault('CREDENTIAL_NOT_CONFIGURED', NOT_CONFIGURED_MESSAGE, help);
}

/** An authorization that signs every request with these keys. */
export function signing(context: AuthorizationContext, keys: AwsKeys): Authorization {
  const { service, region, signPayload } = awsOptions(context);
  return {
    header: null,
    parameters: context.parameters,
    standard: {},
    identity: null,
    ...(keys.expiresAt === null ? {} : { expiresAt: keys.expiresAt }),
    sign: async ({ method, url, headers, body }) => {
      const given = Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : value.join(',')]),
      );
      const unsigned = signPayload ? {} : { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
      const request = { method, url, headers: { ...given, ...unsigned }, body };
      const options = { service, region, credentials: keys, at: context.now(), normalizePath: service !== 's3' };
      const signature = await signAwsRequest(request, options);
      return { ...unsigned, ...signature.headers };
    },
  };
}
