import type { ProviderRequests, TokenRequestParts } from '../../model/credentials.ts';
import { childrenOf, textOf, type XmlElement } from '../xml.ts';
import { optional, ownName, type ProjectReading, readAll } from './reader.ts';

/** Who logs people in, as an external credential refers to it: an external auth identity provider or an auth provider. */
export interface IdentityProvider {
  readonly name: string;
  /** Which OAuth flow it is for. */
  readonly flow: 'AuthorizationCode' | 'ClientCredentials';
  readonly authorizeEndpoint: string | null;
  readonly tokenEndpoint: string;
  /** Scopes asked for where the external credential says none. */
  readonly scope: string | null;
  readonly clientCredentialsInBody: boolean;
  /** Left out = nothing but what OAuth asks for. */
  readonly requests?: ProviderRequests;
}

/**
 * The identity providers of a Salesforce project, by their names in lower case (reference: credentials A6). Consumer keys
 * and secrets that stand in them are not read: the secret store holds them.
 */
export async function readIdentityProviders(reading: ProjectReading): Promise<ReadonlyMap<string, IdentityProvider>> {
  const found = await Promise.all([
    readAll('externalAuthIdentityProvider', 'ExternalAuthIdentityProvider', reading, (root, { name }) =>
      externalAuthIdentityProvider(root, ownName(name, reading.project)),
    ),
    readAll('authprovider', 'AuthProvider', reading, (root, { name }) =>
      authProvider(root, ownName(name, reading.project)),
    ),
  ]);
  return new Map(found.flat().flatMap((one) => (one ? [[one.name.toLowerCase(), one]] : [])));
}

const LIST = 'externalAuthIdentityProviderParameters';

/** Where each kind of custom parameter goes. */
const CUSTOM: Readonly<Record<string, readonly ['token' | 'refresh', keyof TokenRequestParts]>> = {
  TokenRequestQueryParameter: ['token', 'query'],
  TokenRequestHttpHeader: ['token', 'headers'],
  TokenRequestBodyParameter: ['token', 'body'],
  RefreshRequestQueryParameter: ['refresh', 'query'],
  RefreshRequestHttpHeader: ['refresh', 'headers'],
  RefreshRequestBodyParameter: ['refresh', 'body'],
};

function externalAuthIdentityProvider(root: XmlElement, name: string): IdentityProvider | null {
  const all = childrenOf(root, LIST).map((element) => ({
    type: optional(element, 'parameterType') ?? '',
    name: optional(element, 'parameterName') ?? '',
    value: textOf(element, 'parameterValue') ?? '',
  }));
  const said = (type: string): string | null => all.find((one) => one.type === type)?.value ?? null;
  const tokenEndpoint = said('TokenUrl');
  if (tokenEndpoint === null) return null;
  const valuesOf = (type: string): Record<string, string> =>
    Object.fromEntries(all.filter((one) => one.type === type).map((one) => [one.name, one.value]));
  const empty = () => ({ query: {}, headers: {}, body: {} });
  const requests = { authorize: valuesOf('AuthorizeRequestQueryParameter'), token: empty(), refresh: empty() };
  for (const [type, [request, part]] of Object.entries(CUSTOM)) requests[request][part] = valuesOf(type);
  const hasCustom = all.some(({ type }) => type in CUSTOM || type === 'AuthorizeRequestQueryParameter');
  return {
    name,
    flow: optional(root, 'authenticationFlow') === 'ClientCredentials' ? 'ClientCredentials' : 'AuthorizationCode',
    authorizeEndpoint: said('AuthorizeUrl'),
    tokenEndpoint,
    scope: null,
    clientCredentialsInBody: said('ClientAuthentication') === 'ClientSecretPost',
    ...(hasCustom ? { requests } : {}),
  };
}

/** Kinds whose addresses are the same for everybody; others say theirs. */
const KNOWN_ADDRESSES: Readonly<Record<string, readonly [authorize: string, token: string]>> = {
  Salesforce: [
    'https://login.salesforce.com/services/oauth2/authorize',
    'https://login.salesforce.com/services/oauth2/token',
  ],
  Google: ['https://accounts.google.com/o/oauth2/v2/auth', 'https://oauth2.googleapis.com/token'],
  GitHub: ['https://github.com/login/oauth/authorize', 'https://github.com/login/oauth/access_token'],
};

function authProvider(root: XmlElement, name: string): IdentityProvider | null {
  const [authorize = null, token = null] = KNOWN_ADDRESSES[optional(root, 'providerType') ?? ''] ?? [];
  const tokenEndpoint = optional(root, 'tokenUrl') ?? token;
  if (tokenEndpoint === null) return null;
  return {
    name,
    flow: 'AuthorizationCode',
    authorizeEndpoint: optional(root, 'authorizeUrl') ?? authorize,
    tokenEndpoint,
    scope: optional(root, 'defaultScopes'),
    clientCredentialsInBody: optional(root, 'sendClientCredentialsInHeader') === 'false',
  };
}
