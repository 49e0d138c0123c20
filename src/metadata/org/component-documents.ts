import type { CustomHeader, ExternalCredential, NamedCredential } from '../../model/credentials.ts';
import type { DocumentNode, MapNode } from '../../model/document.ts';
import type { PermissionSet } from '../../model/org.ts';
import { booleanNode, entry, listNode, mapNode, numberNode, textNode } from '../nodes.ts';

/** Components as the trees of their YAML form (LANGUAGE 12): keys in the order of their forms, defaults left out. */

type Plain = string | number | boolean | readonly Plain[] | PlainMap;
interface PlainMap {
  readonly [key: string]: Plain | null | undefined;
}

/** A named credential. */
export function namedCredentialDocument(credential: NamedCredential): DocumentNode {
  const { label, url, externalCredential, generateAuthorizationHeader, calloutsEnabled, headers } = credential;
  return mapOf({
    label,
    url,
    externalCredential,
    generateAuthorizationHeader: generateAuthorizationHeader ? null : false,
    calloutsEnabled: calloutsEnabled ? null : false,
    headers: headersOf(headers),
  });
}

/** An external credential; the values of its parameters are no part of it. */
export function externalCredentialDocument(credential: ExternalCredential): DocumentNode {
  const { label, protocol, variant, tokenEndpoint, scope, jwt, aws, principals, headers } = credential;
  return mapOf({
    label,
    protocol,
    variant,
    tokenEndpoint,
    scope,
    jwt: jwt && {
      issuer: jwt.issuer,
      subject: jwt.subject,
      audience: jwt.audience,
      expiresIn: jwt.expiresIn === 120 ? null : jwt.expiresIn,
      header: filled(jwt.header),
      claims: filled(jwt.claims),
    },
    aws: aws && {
      service: aws.service,
      region: aws.region,
      stsExternalId: aws.stsExternalId,
      stsDuration: aws.stsDuration,
      stsEndpoint: aws.stsEndpoint,
      signPayload: aws.signPayload ? null : false,
    },
    clientCredentialsInBody: credential.clientCredentialsInBody ? true : null,
    principals: Object.fromEntries(
      principals.map(({ name, type, sequence, parameters }) => [
        name,
        { type, sequence, parameters: parameters.length > 0 ? parameters : null },
      ]),
    ),
    headers: headersOf(headers),
    additionalRefreshStatusCodes:
      credential.additionalRefreshStatusCodes.length > 0 ? credential.additionalRefreshStatusCodes : null,
  });
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
