import type { FaultError } from '../../errors.ts';
import type { AwsOptions } from '../../model/credentials.ts';
import type { Identity } from '../certificates.ts';
import { setCommand } from '../command-lines.ts';
import { credentialFault, NOT_CONFIGURED_MESSAGE } from '../faults.ts';
import type { AuthorizationContext } from '../protocols/define-protocol.ts';
import { type AwsKeys, awsOptions } from './authorization.ts';
import { noSessionKeys, sessionEndpoint } from './session-service.ts';
import { signWithCertificate } from './sign-with-certificate.ts';

const SERVICE = 'rolesanywhere';

/**
 * The keys of a role's session for who has a certificate that a trust anchor knows: `CreateSession`, signed with the key of the
 * certificate (AWS IAM Roles Anywhere User Guide, "CreateSession API").
 * @throws FaultError `CREDENTIAL_NOT_CONFIGURED` where `aws:` lacks something or the certificate cannot be used, `TOKEN_REFUSED`
 *   with what the service said, `TOKEN_UNREACHABLE`, `CREDENTIAL_INVALID`.
 */
export async function createSession(context: AuthorizationContext): Promise<AwsKeys> {
  const { parameters, http, redactor, now, identities } = context;
  const { stsDuration, region: signedFor, rolesAnywhereEndpoint } = awsOptions(context);
  const { trustAnchorArn, profileArn, certificate } = ownOptions(context);
  const identity = await identities(certificate);
  if (!['rsa', 'ec'].includes(identity.key.asymmetricKeyType ?? '')) throw wrongKind(identity);
  // The trust anchor says where it stands; what is signed later may stand elsewhere.
  const region = trustAnchorArn.split(':')[3] || signedFor;
  const address = rolesAnywhereEndpoint ?? `https://${SERVICE}.${region}.amazonaws.com`;
  const origin = await sessionEndpoint(context, address, 'rolesAnywhereEndpoint');
  const query = new URLSearchParams({ profileArn, roleArn: parameters.awsRoleArn ?? '', trustAnchorArn });
  const url = `${origin.replace(/\/+$/, '')}/sessions?${query}`;
  const body = JSON.stringify(stsDuration === null ? {} : { durationSeconds: stsDuration });
  const request = { method: 'POST', url, headers: { 'content-type': 'application/json' }, body };
  const signature = signWithCertificate(request, { service: SERVICE, region, identity, at: now() });
  const reply = await http.send({ ...request, headers: { ...request.headers, ...signature } });
  if (!reply.ok) throw noSessionKeys(context, url, reply.message);
  const keys = reply.status === 201 || reply.status === 200 ? keysOf(reply.body) : null;
  if (keys === null) throw refused(context, url, reply.status, errorOf(reply.headers, reply.body));
  redactor.add(keys.secretAccessKey);
  redactor.add(keys.sessionToken);
  return keys;
}

type OwnOptions = Required<Pick<AwsOptions, 'trustAnchorArn' | 'profileArn' | 'certificate'>>;

function ownOptions(context: AuthorizationContext): OwnOptions {
  const { trustAnchorArn, profileArn, certificate } = awsOptions(context);
  if (trustAnchorArn !== undefined && profileArn !== undefined && certificate !== undefined) {
    return { trustAnchorArn, profileArn, certificate };
  }
  const help = `add "trustAnchorArn", "profileArn" and "certificate" to "aws" in ${context.credential.file}`;
  throw credentialFault('CREDENTIAL_NOT_CONFIGURED', NOT_CONFIGURED_MESSAGE, help);
}

function wrongKind({ name }: Identity): FaultError {
  const help = `the certificate "${name}" has neither an RSA nor an elliptic-curve key: AWS takes no other`;
  return credentialFault('CREDENTIAL_INVALID', `The certificate "${name}" cannot be used.`, help);
}

type Json = Readonly<Record<string, unknown>>;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Json)[name] : undefined;
}

/** The keys of the first role, which is the one that was asked for; null where there are none. */
function keysOf(body: string): (AwsKeys & { readonly sessionToken: string }) | null {
  const set = member(jsonOf(body), 'credentialSet');
  const credentials = Array.isArray(set) ? member(set[0], 'credentials') : undefined;
  const [accessKeyId, secretAccessKey, sessionToken, expiration] = [
    'accessKeyId',
    'secretAccessKey',
    'sessionToken',
    'expiration',
  ].map((name) => member(credentials, name));
  if (typeof accessKeyId !== 'string' || typeof secretAccessKey !== 'string' || typeof sessionToken !== 'string') {
    return null;
  }
  const expires = typeof expiration === 'string' ? Date.parse(expiration) : Number.NaN;
  return { accessKeyId, secretAccessKey, sessionToken, expiresAt: Number.isNaN(expires) ? null : expires };
}

interface Refusal {
  readonly error: string;
  readonly description: string;
}

/** The kind of error stands in a header, as in all JSON services of AWS; anything behind a colon is an address. */
function errorOf(headers: Readonly<Record<string, string>>, body: string): Refusal {
  const json = jsonOf(body);
  const description = member(json, 'message');
  const kind = headers['x-amzn-errortype'] ?? member(json, '__type');
  const [error = ''] = (typeof kind === 'string' ? kind : '').split(':');
  return { error, description: typeof description === 'string' ? description : '' };
}

function refused(context: AuthorizationContext, url: string, status: number, refusal: Refusal): FaultError {
  const { credential, principal } = context;
  const { error, description } = refusal;
  const set = setCommand(credential, principal, 'awsRoleArn');
  const help =
    ADVICE[error]?.(set, credential.file) ??
    `check the ARNs under "aws" in ${credential.file}, the role ("${set}") and the certificate`;
  return credentialFault(
    'TOKEN_REFUSED',
    `Unable to create the AWS session. Error: ${error}. Error description: ${description}.`,
    help,
    { status, error, error_description: description, tokenEndpoint: new URL(url).origin },
  );
}

const ADVICE: Readonly<Record<string, (set: string, file: string) => string>> = {
  AccessDeniedException: (set, file) =>
    `the trust anchor has to know the authority of the certificate, which must not be expired; the profile has to be enabled and hold the role ("${set}"), whose trust policy lets rolesanywhere.amazonaws.com assume it; see "aws" in ${file}`,
  ResourceNotFoundException: (_, file) =>
    `mend trustAnchorArn or profileArn under "aws" in ${file}: AWS has no such one`,
  ValidationException: (set, file) => `mend the ARNs under "aws" in ${file}, or the one of the role with "${set}"`,
};
