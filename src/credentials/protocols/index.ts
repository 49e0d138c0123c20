import type { ExternalCredential, Protocol, Variant } from '../../model/credentials.ts';
import { credentialFault, NOT_CONFIGURED_MESSAGE } from '../faults.ts';
import { awsRolesAnywhere } from './aws-roles-anywhere.ts';
import { awsSignatureVersion4 } from './aws-signature-version-4.ts';
import { awsSts } from './aws-sts.ts';
import { basic } from './basic.ts';
import { custom } from './custom.ts';
import type { ProtocolDefinition } from './define-protocol.ts';
import { jwt } from './jwt.ts';
import { noAuthentication } from './no-authentication.ts';
import { oauthBrowserFlow } from './oauth-browser-flow.ts';
import { oauthClientCredentialsClientSecret } from './oauth-client-credentials-client-secret.ts';
import { oauthClientCredentialsJwtAssertion } from './oauth-client-credentials-jwt-assertion.ts';
import { oauthJwtBearer } from './oauth-jwt-bearer.ts';

/** What one definition stands for: a protocol, or a variant of one. */
export type ProtocolName = Exclude<Protocol, 'OAuth 2.0'> | Variant;

/** Every protocol: a new one is a file beside this one and a line here. */
export const PROTOCOL_DEFINITIONS: Readonly<Record<ProtocolName, ProtocolDefinition>> = {
  'Client Credentials with Client Secret': oauthClientCredentialsClientSecret,
  'Client Credentials with JWT Assertion': oauthClientCredentialsJwtAssertion,
  'JWT Bearer': oauthJwtBearer,
  'Browser Flow': oauthBrowserFlow,
  'AWS Signature Version 4': awsSignatureVersion4,
  STS: awsSts,
  'Roles Anywhere': awsRolesAnywhere,
  Basic: basic,
  Custom: custom,
  JWT: jwt,
  'No Authentication': noAuthentication,
};

/** The definition that an external credential names. Throws `CREDENTIAL_NOT_CONFIGURED` for OAuth without a variant. */
export function protocolOf(credential: ExternalCredential): ProtocolDefinition {
  const { protocol, variant } = credential;
  const name: ProtocolName | null = protocol === 'OAuth 2.0' ? variant : (variant ?? protocol);
  if (name !== null) return PROTOCOL_DEFINITIONS[name];
  throw credentialFault(
    'CREDENTIAL_NOT_CONFIGURED',
    NOT_CONFIGURED_MESSAGE,
    `${credential.file} says "protocol: OAuth 2.0" but not which flow: add "variant: Client Credentials with Client Secret"`,
  );
}
