import type { FaultError } from '../../errors.ts';
import { setCommand } from '../command-lines.ts';
import { credentialFault } from '../faults.ts';
import type { AuthorizationContext } from '../protocols/define-protocol.ts';
import { type AwsKeys, awsOptions } from './authorization.ts';
import { noSessionKeys, sessionEndpoint } from './session-service.ts';
import { signAwsRequest } from './sign-request.ts';

/**
 * The keys of a role's session: `sts:AssumeRole`, signed with the principal's own key (AWS Security Token Service API
 * Reference, AssumeRole).
 * @throws FaultError `TOKEN_REFUSED` with what the service said, `TOKEN_UNREACHABLE`, `CREDENTIAL_INVALID`.
 */
export async function assumeRole(context: AuthorizationContext): Promise<AwsKeys> {
  const { parameters, http, redactor, now, credential } = context;
  const { region, stsExternalId, stsDuration, stsEndpoint } = awsOptions(context);
  const url = await sessionEndpoint(context, stsEndpoint ?? `https://sts.${region}.amazonaws.com/`, 'stsEndpoint');
  const body = new URLSearchParams({
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn: parameters.awsRoleArn ?? '',
    RoleSessionName: `flowrun-${credential.name}`.slice(0, 64),
    ...(stsExternalId === null ? {} : { ExternalId: stsExternalId }),
    ...(stsDuration === null ? {} : { DurationSeconds: String(stsDuration) }),
  }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  const { awsAccessKeyId = '', awsSecretAccessKey = '' } = parameters;
  const credentials = { accessKeyId: awsAccessKeyId, secretAccessKey: awsSecretAccessKey, sessionToken: null };
  const request = { method: 'POST', url, headers, body };
  const signature = await signAwsRequest(request, { service: 'sts', region, credentials, at: now() });
  const reply = await http.send({ ...request, headers: { ...headers, ...signature.headers } });
  if (!reply.ok) throw noSessionKeys(context, url, reply.message);
  const keys = reply.status === 200 ? keysOf(reply.body) : null;
  if (keys === null) throw refused(context, url, reply.status, reply.body);
  redactor.add(keys.secretAccessKey);
  redactor.add(keys.sessionToken ?? '');
  return keys;
}

/** The service answers in JSON where it is asked to, else in XML. */
function keysOf(body: string): AwsKeys | null {
  const accessKeyId = member(body, 'AccessKeyId');
  const secretAccessKey = member(body, 'SecretAccessKey');
  const sessionToken = member(body, 'SessionToken');
  if (accessKeyId === null || secretAccessKey === null || sessionToken === null) return null;
  const expiration = member(body, 'Expiration');
  // Seconds in JSON, ISO 8601 in XML.
  const expires =
    expiration === null
      ? Number.NaN
      : /^[\d.]+(?:E\d+)?$/i.test(expiration)
        ? Number(expiration) * 1000
        : Date.parse(expiration);
  return { accessKeyId, secretAccessKey, sessionToken, expiresAt: Number.isNaN(expires) ? null : expires };
}

/** A member of the reply by its name, which stands in it once. */
function member(body: string, name: string): string | null {
  const xml = new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1];
  const json = new RegExp(`"${name}"\\s*:\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([\\d.eE+-]+))`).exec(body);
  return xml ?? json?.[1] ?? json?.[2] ?? null;
}

function refused(
  { credential, principal }: AuthorizationContext,
  url: string,
  status: number,
  body: string,
): FaultError {
  const error = member(body, 'Code') ?? '';
  const description = member(body, 'Message') ?? '';
  return credentialFault(
    'TOKEN_REFUSED',
    `Unable to assume the AWS role. Error: ${error}. Error description: ${description}.`,
    ADVICE[error]?.((parameter) => setCommand(credential, principal, parameter)) ??
      `check the role's trust policy, its external id, and the keys of the principal "${principal.name}"`,
    { status, error, error_description: description, tokenEndpoint: url },
  );
}

const ADVICE: Readonly<Record<string, (set: (parameter: string) => string) => string>> = {
  InvalidClientTokenId: (set) => `AWS knows no such access key: set it again with "${set('awsAccessKeyId')}"`,
  SignatureDoesNotMatch: (set) => `the secret access key is wrong: set it again with "${set('awsSecretAccessKey')}"`,
  AccessDenied: () => "the role's trust policy does not let this key assume it, or asks for another external id",
};
