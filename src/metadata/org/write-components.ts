import type { CustomHeader, ExternalCredential, NamedCredential } from '../../model/credentials.ts';
import type { ObjectRightWord, PermissionSet } from '../../model/org.ts';
import { branch, leaf, textOf, type XmlElement } from '../xml.ts';
import { metadataXml } from '../xml-writer.ts';
import { identityProviderName, needsIdentityProvider } from './write-identity-provider.ts';
import { labelOf, overExisting, refuseEmbedded } from './write-parts.ts';

/**
 * Components of an org folder as Salesforce metadata (reference: credentials A6). Secrets are no part of it, nor are they of
 * the model. What a file that is there holds and the model has no words for (allowed namespaces,
 * object permissions) stays in it.
 */

/** A named credential. @throws NotExportableError for the address of an embedded org, which no org can reach. */
export function namedCredentialXml(credential: NamedCredential, existing: string | null): string {
  refuseEmbedded(credential.url);
  const parameters = [
    parameter('namedCredentialParameters', { name: 'Url', type: 'Url', value: credential.url }),
    branch('namedCredentialParameters', [
      leaf('externalCredential', credential.externalCredential),
      leaf('parameterName', 'ExternalCredential'),
      leaf('parameterType', 'Authentication'),
    ]),
    ...(credential.clientCertificate === undefined
      ? []
      : [
          branch('namedCredentialParameters', [
            leaf('certificate', credential.clientCertificate),
            leaf('parameterName', 'ClientCertificate'),
            leaf('parameterType', 'ClientCertificate'),
          ]),
        ]),
    ...headers('namedCredentialParameters', 'HttpHeader', credential.headers),
  ];
  const made = branch('NamedCredential', [
    leaf('allowMergeFieldsInBody', 'false'),
    leaf('allowMergeFieldsInHeader', String(credential.headers.length > 0)),
    leaf('calloutStatus', credential.calloutsEnabled ? 'Enabled' : 'Disabled'),
    leaf('generateAuthorizationHeader', String(credential.generateAuthorizationHeader)),
    leaf('label', credential.label ?? labelOf(credential.name)),
    ...parameters,
    leaf('namedCredentialType', 'SecuredEndpoint'),
  ]);
  return metadataXml(overExisting(made, existing));
}

const PROTOCOLS: Readonly<Record<ExternalCredential['protocol'], string>> = {
  'OAuth 2.0': 'Oauth',
  'AWS Signature Version 4': 'AwsSv4',
  Basic: 'Basic',
  Custom: 'Custom',
  // Named credentials of the old kind alone have it.
  JWT: 'Jwt',
  'No Authentication': 'Custom',
};

/** `AuthProtocolVariant`; null where the protocol has none. */
function variantOf({ protocol, variant, clientCredentialsInBody }: ExternalCredential): string | null {
  if (protocol === 'No Authentication') return 'NoAuthentication';
  if (variant === 'Client Credentials with Client Secret') {
    return clientCredentialsInBody ? 'ClientCredentialsClientSecret' : 'ClientCredentialsClientSecretBasic';
  }
  const words: Readonly<Record<string, string>> = {
    'Client Credentials with JWT Assertion': 'ClientCredentialsJwtAssertion',
    'JWT Bearer': 'JwtBearer',
    STS: 'AwsSv4_STS',
    'Roles Anywhere': 'RolesAnywhere',
  };
  return variant === null ? null : (words[variant] ?? null);
}

/**
 * An external credential, with its principals and without their secrets.
 * @throws NotExportableError for the token endpoint of an embedded org.
 */
export function externalCredentialXml(credential: ExternalCredential, existing: string | null): string {
  const { tokenEndpoint, scope, jwt, aws, protocol } = credential;
  const certificate = jwt?.certificate ?? aws?.certificate;
  const viaProvider = needsIdentityProvider(credential);
  if (tokenEndpoint !== null) refuseEmbedded(tokenEndpoint);
  const list = 'externalCredentialParameters';
  const own = (name: string, type: string, value: string | null): readonly XmlElement[] =>
    value === null ? [] : [parameter(list, { name, type, value, group: 'DefaultGroup' })];
  const claims = (type: string, entries: Readonly<Record<string, string | null>>): readonly XmlElement[] =>
    Object.entries(entries).flatMap(([name, value]) => own(name, type, value));
  const parameters = [
    ...(viaProvider
      ? [reference(list, 'ExternalAuthIdentityProvider', identityProviderName(credential))]
      : [
          ...own(PROTOCOLS[protocol], 'AuthProtocolVariant', variantOf(credential)),
          ...own('TokenEndpoint', 'AuthProviderUrl', tokenEndpoint),
        ]),
    ...(certificate === undefined ? [] : [reference(list, 'SigningCertificate', certificate)]),
    ...own('Scope', 'AuthParameter', scope),
    ...own('AwsService', 'AuthParameter', aws?.service ?? null),
    ...own('AwsRegion', 'AuthParameter', aws?.region ?? null),
    ...own('AwsTrustAnchorArn', 'AuthParameter', aws?.trustAnchorArn ?? null),
    ...own('AwsProfileArn', 'AuthParameter', aws?.profileArn ?? null),
    ...own('AwsStsExternalId', 'AuthProviderUrlQueryParameter', aws?.stsExternalId ?? null),
    ...own('AwsStsDuration', 'AuthProviderUrlQueryParameter', aws?.stsDuration ? String(aws.stsDuration) : null),
    ...claims('JwtHeaderClaim', jwt?.header ?? {}),
    ...claims('JwtBodyClaim', jwt ? { iss: jwt.issuer, sub: jwt.subject, aud: jwt.audience, ...jwt.claims } : {}),
    ...(jwt && jwt.expiresIn !== 120 ? own('exp', 'JwtBodyClaim', String(jwt.expiresIn)) : []),
    ...credential.principals.map(({ name, type, sequence }) =>
      parameter(list, { name, type: type.replaceAll(' ', ''), group: name, sequence }),
    ),
    ...headers(list, 'AuthHeader', credential.headers, 'DefaultGroup'),
    ...credential.additionalRefreshStatusCodes.flatMap((status) =>
      own(`Status${status}`, 'AdditionalRefreshStatusCode', String(status)),
    ),
  ];
  const made = branch('ExternalCredential', [
    leaf('authenticationProtocol', PROTOCOLS[protocol]),
    ...parameters,
    leaf('label', credential.label ?? labelOf(credential.name)),
  ]);
  return metadataXml(overExisting(made, existing));
}

/** A permission set: the principals and custom permissions that it gives, and its rights on records. */
export function permissionSetXml(set: PermissionSet, existing: string | null): string {
  const { name, label, principals, customPermissions, rights } = set;
  const objects = Object.entries(rights?.objects ?? {}).map(([object, words]) => objectPermissions(object, words));
  const known = objects.some((one) => textOf(one, 'object') === USER_CREDENTIALS);
  const made = branch('PermissionSet', [
    ...customPermissions.map((permission) =>
      branch('customPermissions', [leaf('enabled', 'true'), leaf('name', permission)]),
    ),
    ...principals.map((principal) =>
      branch('externalCredentialPrincipalAccesses', [
        leaf('enabled', 'true'),
        leaf('externalCredentialPrincipal', principal),
      ]),
    ),
    leaf('hasActivationRequired', 'false'),
    leaf('label', label ?? labelOf(name)),
    // Without read access to this object no user reaches the principals' credentials (reference: credentials A2).
    ...(principals.length > 0 && !known ? [objectPermissions(USER_CREDENTIALS, ['read'])] : []),
    ...objects,
    ...Object.entries(rights?.fields ?? {}).map(([field, words]) =>
      branch('fieldPermissions', [
        leaf('editable', String(words.includes('edit'))),
        leaf('field', field),
        leaf('readable', String(words.includes('read') || words.includes('edit'))),
      ]),
    ),
  ]);
  return metadataXml(overExisting(made, existing));
}

const USER_CREDENTIALS = 'UserExternalCredential';

function objectPermissions(object: string, words: readonly ObjectRightWord[]): XmlElement {
  const has = (...any: readonly ObjectRightWord[]) => String(any.some((word) => words.includes(word)));
  return branch('objectPermissions', [
    leaf('allowCreate', has('create')),
    leaf('allowDelete', has('delete', 'modifyAll')),
    leaf('allowEdit', has('edit', 'delete', 'modifyAll')),
    leaf('allowRead', has('read', 'create', 'edit', 'delete', 'viewAll', 'modifyAll')),
    leaf('modifyAllRecords', has('modifyAll')),
    leaf('object', object),
    leaf('viewAllRecords', has('viewAll', 'modifyAll')),
  ]);
}

/** The child of such a parameter that names the other component. */
const REFERENCE_TAGS = {
  ExternalAuthIdentityProvider: 'externalAuthIdentityProvider',
  SigningCertificate: 'certificate',
} as const;

function reference(list: string, type: keyof typeof REFERENCE_TAGS, name: string): XmlElement {
  return branch(list, [
    leaf(REFERENCE_TAGS[type], name),
    leaf('parameterGroup', 'DefaultGroup'),
    leaf('parameterName', type),
    leaf('parameterType', type),
  ]);
}

interface ParameterText {
  readonly name: string;
  readonly type: string;
  readonly value?: string;
  readonly group?: string;
  readonly sequence?: number;
}

function parameter(list: string, { name, type, value, group, sequence }: ParameterText): XmlElement {
  return branch(list, [
    ...(group === undefined ? [] : [leaf('parameterGroup', group)]),
    leaf('parameterName', name),
    leaf('parameterType', type),
    ...(value === undefined ? [] : [leaf('parameterValue', value)]),
    ...(sequence === undefined ? [] : [leaf('sequenceNumber', String(sequence))]),
  ]);
}

function headers(list: string, type: string, all: readonly CustomHeader[], group?: string): readonly XmlElement[] {
  return all.map(({ name, value, sequence }) =>
    parameter(list, { name, type, value, sequence, ...(group === undefined ? {} : { group }) }),
  );
}
