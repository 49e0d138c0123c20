import { NotExportableError } from '../../errors.ts';
import type { ExternalCredential, NamedCredential } from '../../model/credentials.ts';
import { branch, leaf, NOWHERE, type XmlElement } from '../xml.ts';
import { metadataXml } from '../xml-writer.ts';
import { identityProviderName } from './write-identity-provider.ts';
import { labelOf, overExisting, refuseEmbedded } from './write-parts.ts';

/** The metadata's word for how it authenticates; null where the old kind has none. */
function protocolWord({ protocol, variant }: ExternalCredential): string | null {
  if (protocol === 'OAuth 2.0') {
    if (variant === 'Browser Flow') return 'Oauth';
    return variant === 'JWT Bearer' ? 'JwtExchange' : null;
  }
  const words: Readonly<Record<string, string>> = {
    'No Authentication': 'NoAuthentication',
    Basic: 'Password',
    JWT: 'Jwt',
    'AWS Signature Version 4': 'AwsSv4',
  };
  return words[protocol] ?? null;
}

/**
 * A named credential of the old kind (reference: credentials A6); secrets are no part of it.
 * @throws NotExportableError for an embedded org, and for a protocol that the old kind does not have.
 */
export function legacyCredentialXml(
  named: NamedCredential,
  external: ExternalCredential,
  existing: string | null,
): string {
  refuseEmbedded(named.url);
  if (external.tokenEndpoint !== null) refuseEmbedded(external.tokenEndpoint);
  const word = protocolWord(external);
  if (word === null) {
    const what = external.variant ?? external.protocol;
    const help = 'make an external credential of it: org/external-credentials';
    throw new NotExportableError(`${what} is nothing that a named credential of the old kind can be`, NOWHERE, help);
  }
  const { jwt, aws } = external;
  const perUser = external.principals.some(({ type }) => type === 'Per User Principal');
  const made = branch('NamedCredential', [
    leaf('allowMergeFieldsInBody', 'false'),
    leaf('allowMergeFieldsInHeader', 'false'),
    ...(word === 'Oauth' ? [leaf('authProvider', identityProviderName(external))] : []),
    ...optionalLeaf('authTokenEndpointUrl', word === 'JwtExchange' ? external.tokenEndpoint : null),
    ...optionalLeaf('awsRegion', aws?.region ?? null),
    ...optionalLeaf('awsService', aws?.service ?? null),
    ...optionalLeaf('certificate', named.clientCertificate ?? null),
    leaf('endpoint', named.url),
    leaf('generateAuthorizationHeader', String(named.generateAuthorizationHeader)),
    ...optionalLeaf('jwtAudience', jwt?.audience ?? null),
    ...optionalLeaf('jwtFormulaSubject', jwt?.subject?.includes('{!') ? jwt.subject : null),
    ...optionalLeaf('jwtIssuer', jwt?.issuer ?? null),
    ...optionalLeaf('jwtSigningCertificate', jwt?.certificate ?? null),
    ...optionalLeaf('jwtTextSubject', jwt?.subject?.includes('{!') ? null : (jwt?.subject ?? null)),
    ...(jwt ? [leaf('jwtValidityPeriodSeconds', String(jwt.expiresIn))] : []),
    leaf('label', named.label ?? labelOf(named.name)),
    ...optionalLeaf('oauthScope', word === 'Oauth' ? external.scope : null),
    leaf('principalType', word === 'NoAuthentication' ? 'Anonymous' : perUser ? 'PerUser' : 'NamedUser'),
    leaf('protocol', word),
  ]);
  return metadataXml(overExisting(made, existing));
}

function optionalLeaf(tag: string, text: string | null): readonly XmlElement[] {
  return text === null ? [] : [leaf(tag, text)];
}
