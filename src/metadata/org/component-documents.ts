import type {
  Certificate,
  CustomHeader,
  ExternalCredential,
  NamedCredential,
  TokenRequestParts,
} from '../../model/credentials.ts';
import type { DocumentNode, MapNode } from '../../model/document.ts';
import type { ExternalServiceDefinition } from '../../model/external-services.ts';
import type { ConnectedApp, PermissionSet } from '../../model/org.ts';
import { booleanNode, entry, listNode, mapNode, numberNode, textNode } from '../nodes.ts';

/** Components as the trees of their YAML form (LANGUAGE 12): keys in the order of their forms, defaults left out. */

type Plain = string | number | boolean | readonly Plain[] | PlainMap;
interface PlainMap {
  readonly [key: string]: Plain | null | undefined;
}

/**
 * A named credential.
 * @param legacy the credential that stands in one of the old kind; null = it is of the new kind.
 */
export function namedCredentialDocument(credential: NamedCredential, legacy: ExternalCredential | null): DocumentNode {
  const { label, url, externalCredential, generateAuthorizationHeader, calloutsEnabled, headers } = credential;
  const { clientCertificate } = credential;
  const [principal] = legacy?.principals ?? [];
  return mapOf({
    label,
    url,
    externalCredential: legacy ? null : externalCredential,
    authentication: legacy && {
      ...authenticationMap(legacy),
      principalType: principal?.type === 'Per User Principal' ? principal.type : null,
    },
    generateAuthorizationHeader: generateAuthorizationHeader ? null : false,
    clientCertificate,
    calloutsEnabled: calloutsEnabled ? null : false,
    headers: headersOf(headers),
  });
}

/** An external credential; the values of its parameters are no part of it. */
export function externalCredentialDocument(credential: ExternalCredential): DocumentNode {
  const { label, principals } = credential;
  return mapOf({
    label,
    ...authenticationMap(credential),
    principals: Object.fromEntries(
      principals.map(({ name, type, sequence, parameters }) => [
        name,
        { type, sequence, parameters: parameters.length > 0 ? parameters : null },
      ]),
    ),
    headers: headersOf(credential.headers),
    additionalRefreshStatusCodes:
      credential.additionalRefreshStatusCodes.length > 0 ? credential.additionalRefreshStatusCodes : null,
  });
}

/** How a credential authenticates, of either kind. */
function authenticationMap(credential: ExternalCredential): PlainMap {
  const { protocol, variant, tokenEndpoint, scope, jwt, aws } = credential;
  return {
    protocol,
    variant,
    tokenEndpoint,
    authorizeEndpoint: credential.authorizeEndpoint,
    revocationEndpoint: credential.revocationEndpoint,
    callbackUrl: credential.callbackUrl,
    scope,
    jwt: jwt && {
      issuer: jwt.issuer,
      subject: jwt.subject,
      audience: jwt.audience,
      expiresIn: jwt.expiresIn === 120 ? null : jwt.expiresIn,
      header: filled(jwt.header),
      claims: filled(jwt.claims),
      certificate: jwt.certificate,
    },
    aws: aws && {
      service: aws.service,
      region: aws.region,
      stsExternalId: aws.stsExternalId,
      stsDuration: aws.stsDuration,
      stsEndpoint: aws.stsEndpoint,
      trustAnchorArn: aws.trustAnchorArn,
      profileArn: aws.profileArn,
      certificate: aws.certificate,
      rolesAnywhereEndpoint: aws.rolesAnywhereEndpoint,
      signPayload: aws.signPayload ? null : false,
    },
    identityProvider: credential.identityProvider,
    requests: credential.requests && {
      authorize: filled(credential.requests.authorize),
      token: partsOf(credential.requests.token),
      refresh: partsOf(credential.requests.refresh),
    },
    clientCredentialsInBody: credential.clientCredentialsInBody ? true : null,
  };
}

/** An app of an embedded target org; what is as the form has it anyway is left out. */
export function connectedAppDocument(app: ConnectedApp): DocumentNode {
  const { name, label, consumerKey, consumerSecret, clientCredentialsFlow: flow, jwtBearerFlow: jwt, policies } = app;
  return mapOf({
    label: label === name.replaceAll('_', ' ') ? null : label,
    consumerKey,
    consumerSecret,
    clientCredentialsFlow: flow.enabled ? { enabled: true, runAs: flow.runAs } : null,
    jwtBearerFlow:
      jwt.certificate === null
        ? null
        : { certificate: jwt.certificate, users: jwt.users.length > 0 ? jwt.users : null },
    scopes: app.scopes.length > 0 ? app.scopes : null,
    kind: policies.kind === 'Connected App' ? null : policies.kind,
    callbackUrls: app.callbackUrls.length > 0 ? app.callbackUrls : null,
    pkceRequired: policies.pkceRequired ? true : null,
    secretRequired: policies.secretRequired ? null : false,
    permittedUsers: policies.permittedUsers === 'AllSelfAuthorized' ? null : policies.permittedUsers,
    approvedUsers: policies.approvedUsers.length > 0 ? policies.approvedUsers : null,
    refreshTokens: policies.refreshTokens === 'Infinite' ? null : policies.refreshTokens,
    refreshTokenHours: policies.refreshTokenHours === 720 ? null : policies.refreshTokenHours,
    rotateRefreshTokens: policies.rotateRefreshTokens ? true : null,
  });
}

/** A certificate; its private key is no part of it. */
export function certificateDocument({ name, label, certificate }: Certificate): DocumentNode {
  return mapOf({ label: label === name.replaceAll('_', ' ') ? null : label, certificate });
}

/** An external service, with the path of its document. */
export function externalServiceDocument(service: ExternalServiceDefinition, schema: string): DocumentNode {
  const { name, label, namedCredential, operations } = service;
  return mapOf({ label: label === name.replaceAll('_', ' ') ? null : label, namedCredential, schema, operations });
}

/** A component of which these keys are all there is to say. */
export function plainDocument(map: PlainMap): DocumentNode {
  return mapOf(map);
}

/** A user of an embedded target org of whom only the username is known. */
export function userDocument(username: string): DocumentNode {
  return mapOf({ username });
}

/** A permission set, as far as it gives principals, custom permissions and rights on records. */
export function permissionSetDocument(set: PermissionSet): DocumentNode {
  const { label, principals, customPermissions, rights } = set;
  return mapOf({
    label,
    principals: principals.length > 0 ? principals : null,
    customPermissions: customPermissions.length > 0 ? customPermissions : null,
    objects: filled(rights?.objects ?? {}),
    fields: filled(rights?.fields ?? {}),
  });
}

function partsOf({ query, headers, body }: TokenRequestParts): PlainMap | null {
  const parts = { query: filled(query), headers: filled(headers), body: filled(body) };
  return Object.values(parts).some((part) => part !== null) ? parts : null;
}

function filled(map: PlainMap): PlainMap | null {
  return Object.keys(map).length > 0 ? map : null;
}

/** In the order in which they are sent. */
function headersOf(headers: readonly CustomHeader[]): PlainMap | null {
  const sorted = headers.toSorted((a, b) => a.sequence - b.sequence);
  return filled(Object.fromEntries(sorted.map(({ name, value }) => [name, value])));
}

function mapOf(map: PlainMap): MapNode {
  return mapNode(
    Object.entries(map).flatMap(([key, value]) =>
      value === null || value === undefined ? [] : [entry(key, nodeOf(value))],
    ),
  );
}

function nodeOf(value: Plain): DocumentNode {
  if (typeof value === 'string') return textNode(value);
  if (typeof value === 'number') return numberNode(String(value));
  if (typeof value === 'boolean') return booleanNode(value);
  return isList(value) ? listNode(value.map(nodeOf)) : mapOf(value);
}

function isList(value: readonly Plain[] | PlainMap): value is readonly Plain[] {
  return Array.isArray(value);
}
