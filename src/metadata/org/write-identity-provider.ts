import type { ExternalCredential, TokenRequestParts } from '../../model/credentials.ts';
import { branch, leaf, type XmlElement } from '../xml.ts';
import { metadataXml } from '../xml-writer.ts';
import { labelOf, overExisting, refuseEmbedded } from './write-parts.ts';

/** Whether an org needs an identity provider for a credential: it holds the endpoints, and what requests hold besides. */
export function needsIdentityProvider({ variant, requests, identityProvider }: ExternalCredential): boolean {
  return variant === 'Browser Flow' || requests !== undefined || identityProvider !== undefined;
}

/** Name of the identity provider of a credential. */
export function identityProviderName({ name, identityProvider }: ExternalCredential): string {
  return identityProvider ?? name;
}

const LIST = 'externalAuthIdentityProviderParameters';

/**
 * The external auth identity provider that a credential refers to (reference: credentials A6). Client id and secret are no
 * part of it: an admin enters them in Setup.
 * @throws NotExportableError for endpoints of an embedded org.
 */
export function identityProviderXml(credential: ExternalCredential, existing: string | null): string {
  const { variant, authorizeEndpoint, tokenEndpoint, clientCredentialsInBody, requests } = credential;
  const endpoints = { AuthorizeUrl: authorizeEndpoint ?? null, TokenUrl: tokenEndpoint };
  const known = Object.entries(endpoints).flatMap(([type, url]) => (url === null ? [] : [endpoint(type, url)]));
  const made = branch('ExternalAuthIdentityProvider', [
    leaf('authenticationFlow', variant === 'Browser Flow' ? 'AuthorizationCode' : 'ClientCredentials'),
    leaf('authenticationProtocol', 'OAuth'),
    ...known,
    parameter(
      'ClientAuthentication',
      'ClientAuthentication',
      clientCredentialsInBody ? 'ClientSecretPost' : 'ClientSecretBasic',
    ),
    // The browser flow here always sends a code challenge.
    ...(variant === 'Browser Flow' ? [parameter('PkceEnabled', 'IdentityProviderOptions', 'true')] : []),
    ...custom('AuthorizeRequestQueryParameter', requests?.authorize ?? {}),
    ...customOf('Token', requests?.token),
    ...customOf('Refresh', requests?.refresh),
    leaf('label', credential.label ?? labelOf(identityProviderName(credential))),
  ]);
  return metadataXml(overExisting(made, existing));
}

function endpoint(type: string, url: string): XmlElement {
  refuseEmbedded(url);
  return parameter(type, type, url);
}

function customOf(request: 'Token' | 'Refresh', parts: TokenRequestParts | undefined): readonly XmlElement[] {
  if (parts === undefined) return [];
  return [
    ...custom(`${request}RequestQueryParameter`, parts.query),
    ...custom(`${request}RequestHttpHeader`, parts.headers),
    ...custom(`${request}RequestBodyParameter`, parts.body),
  ];
}

function custom(type: string, values: Readonly<Record<string, string>>): readonly XmlElement[] {
  return Object.entries(values).map(([name, value]) => parameter(name, type, value));
}

function parameter(name: string, type: string, value: string): XmlElement {
  return branch(LIST, [leaf('parameterName', name), leaf('parameterType', type), leaf('parameterValue', value)]);
}
