import type {
  CONNECTED_APP,
  EXTERNAL_CREDENTIAL,
  LEGACY_AUTHENTICATION,
  OBJECT,
  ORGANIZATION,
  USER,
} from '../forms/org/index.ts';
import { type Environment, type ExternalCredential, LEGACY_PRINCIPAL } from '../model/credentials.ts';
import type { NameAt } from '../model/elements.ts';
import type { ConnectedApp, OrgDefinition, OrgObject, RecordRights, User } from '../model/org.ts';
import type { CustomMetadataRecord, Organization, TypedFields } from '../model/org-globals.ts';
import type { OrgParts } from './org-checks.ts';
import type { Component } from './org-component.ts';
import type { ExternalCredentialOverlay, Read } from './read-types.ts';

/** What an org's files say, as the engine reads it. */
export function orgOf(directory: string, parts: OrgParts): Omit<OrgDefinition, 'completeFamilies'> {
  const users = parts.users.map(userOf);
  const marked = parts.users.find(({ read }) => read.default);
  const [only, another] = users;
  return {
    directory,
    users,
    defaultUser: marked?.name ?? (another === undefined ? (only?.name ?? null) : null),
    permissionSets: parts.permissionSets.map(({ name, read }) => ({
      name,
      label: read.label ?? null,
      principals: namesOf(read.principals),
      customPermissions: namesOf(read.customPermissions),
      ...rightsOf(read),
    })),
    externalCredentials: [
      ...parts.externalCredentials.map(({ name, file, read }) => ({
        ...authenticationOf(read),
        name,
        label: read.label ?? null,
        principals: read.principals,
        file,
      })),
      ...parts.namedCredentials.flatMap(legacyCredentialOf),
    ],
    namedCredentials: parts.namedCredentials.map(({ name, file, read }) => ({
      name,
      label: read.label ?? null,
      url: read.url.name,
      // One of the old kind has a credential of its own name.
      externalCredential: read.externalCredential?.name ?? name,
      generateAuthorizationHeader: read.generateAuthorizationHeader,
      calloutsEnabled: read.calloutsEnabled,
      ...(read.clientCertificate ? { clientCertificate: read.clientCertificate.name } : {}),
      headers: read.headers,
      file,
    })),
    certificates: parts.certificates.map(({ name, file, read }) => ({
      name,
      label: read.label,
      certificate: read.certificate,
      file,
    })),
    environment: null,
    targetOrgs: parts.targetOrgs.map((target) => ({
      name: target.name,
      directory: target.directory,
      connectedApps: target.connectedApps.map(connectedAppOf),
      users: target.users.map(userOf),
    })),
    organization: parts.organization ? organizationOf(parts.organization) : null,
    profiles: parts.profiles.map(({ name, read }) => ({
      name,
      description: read.description ?? null,
      userLicense: read.userLicense ?? null,
      customPermissions: namesOf(read.customPermissions),
      ...rightsOf(read),
    })),
    objects: parts.objects.map(objectOf),
    components: parts.components.map(({ name, read }) => ({
      name: name.replace('.', ':'),
      label: read.label ?? null,
      inputs: read.inputs ?? {},
      outputs: read.outputs ?? {},
      fields: read.fields,
    })),
    externalServices: parts.externalServices.map(({ name, file, read, schema }) => ({
      name,
      label: read.label,
      namedCredential: read.namedCredential.name,
      operations: read.operations.length > 0 ? read.operations : null,
      schema,
      file,
    })),
    environments: parts.environments.map(({ name, file, read }) => ({
      name,
      namedCredentials: (read.namedCredentials ?? []).map((one) => ({
        name: one.name,
        url: one.url.name,
        ...(one.clientCertificate ? { clientCertificate: one.clientCertificate.name } : {}),
      })),
      externalCredentials: (read.externalCredentials ?? []).map(environmentCredentialOf),
      file,
    })),
    roles: parts.roles.map(({ name, read }) => ({
      name,
      label: read.label,
      parent: read.parent?.name ?? null,
      description: read.description ?? null,
    })),
    customPermissions: parts.customPermissions.map(({ name, read }) => ({ name, label: read.label })),
    labels: parts.labels.map(({ name, read }) => ({
      name,
      value: read.value,
      language: read.language ?? null,
      translations: read.translations,
      packagedTranslations: read.packagedTranslations,
    })),
    customMetadata: parts.customMetadata.map(({ name, read }) => customMetadataOf(name, read.label, read.values)),
    customSettings: parts.customSettings.map(({ name, read }) => ({
      name,
      orgDefault: read.org,
      profiles: read.profiles,
      users: read.users,
    })),
  };
}

/** What external credentials and named credentials of the old kind say alike. */
function authenticationOf(
  read: Read<typeof LEGACY_AUTHENTICATION> | Read<typeof EXTERNAL_CREDENTIAL>,
): Omit<ExternalCredential, 'name' | 'label' | 'principals' | 'file'> {
  return {
    protocol: read.protocol,
    variant: read.variant ?? null,
    tokenEndpoint: read.tokenEndpoint?.name ?? null,
    ...(read.authorizeEndpoint ? { authorizeEndpoint: read.authorizeEndpoint.name } : {}),
    ...(read.revocationEndpoint ? { revocationEndpoint: read.revocationEndpoint.name } : {}),
    ...(read.callbackUrl ? { callbackUrl: read.callbackUrl } : {}),
    scope: read.scope ?? null,
    ...(read.requests ? { requests: read.requests } : {}),
    ...(read.identityProvider ? { identityProvider: read.identityProvider } : {}),
    jwt: read.jwt ?? null,
    aws: read.aws ?? null,
    clientCredentialsInBody: read.clientCredentialsInBody,
    headers: read.headers,
    additionalRefreshStatusCodes: read.additionalRefreshStatusCodes,
  };
}

/** The credential that stands in a named credential of the old kind; none in the others. */
function legacyCredentialOf({ name, file, read }: OrgParts['namedCredentials'][number]): readonly ExternalCredential[] {
  const { authentication } = read;
  if (authentication === undefined) return [];
  const principal = { name: LEGACY_PRINCIPAL, type: authentication.principalType, sequence: 1, parameters: [] };
  return [
    {
      ...authenticationOf(authentication),
      name,
      label: read.label ?? null,
      principals: [principal],
      legacy: true,
      file,
    },
  ];
}

function environmentCredentialOf(overlay: ExternalCredentialOverlay): Environment['externalCredentials'][number] {
  const { name, tokenEndpoint, authorizeEndpoint, revocationEndpoint, callbackUrl, scope, audience, region } = overlay;
  return {
    name,
    ...(tokenEndpoint ? { tokenEndpoint: tokenEndpoint.name } : {}),
    ...(authorizeEndpoint ? { authorizeEndpoint: authorizeEndpoint.name } : {}),
    ...(revocationEndpoint ? { revocationEndpoint: revocationEndpoint.name } : {}),
    ...(callbackUrl === undefined ? {} : { callbackUrl }),
    ...(scope === undefined ? {} : { scope }),
    ...(audience === undefined ? {} : { audience }),
    ...(region === undefined ? {} : { region }),
  };
}

/** Rights on records; none where the file says nothing of them. */
function rightsOf({ objects, fields }: Partial<RecordRights>): { readonly rights?: RecordRights } {
  return objects === undefined && fields === undefined
    ? {}
    : { rights: { objects: objects ?? {}, fields: fields ?? {} } };
}

function objectOf({ name, file, read }: Component<Read<typeof OBJECT>>): OrgObject {
  const label = read.label.replace(/ [ce]$/i, '').trim();
  const { pluralLabel = `${label}s`, nameField = {}, fields = [] } = read;
  return {
    name,
    label,
    pluralLabel,
    nameField: { label: nameField.label ?? `${label} Name`, type: nameField.type ?? 'Text' },
    ...(read.publishBehavior === undefined ? {} : { publishBehavior: read.publishBehavior }),
    fields,
    file,
  };
}

function namesOf(names: readonly NameAt[]): readonly string[] {
  return names.map(({ name }) => name);
}

function organizationOf({ read }: Component<Read<typeof ORGANIZATION>>): Organization {
  const { name = null, id = null, url = null, language = null, locale = null, timeZone = null } = read;
  return { name, id, url, language, locale, timeZone, currency: read.currency ?? null, fields: read.fields };
}

/** `Site_URLs.Default` is the record Default of the type Site_URLs__mdt; label left out = the record's name. */
function customMetadataOf(file: string, label: string, values: TypedFields): CustomMetadataRecord {
  const [type = '', name = ''] = file.split('.');
  return {
    type: /__mdt$/i.test(type) ? type : `${type}__mdt`,
    name,
    label: label === file.replaceAll('_', ' ') ? name.replaceAll('_', ' ') : label,
    values,
  };
}

function userOf({ name, read }: Component<Read<typeof USER>>): User {
  const { username, permissionSets, fields, default: _, ...rest } = read;
  const {
    firstName = null,
    lastName = null,
    email = null,
    timeZone = null,
    locale = null,
    language = null,
    password = null,
  } = rest;
  return {
    name,
    username,
    firstName,
    lastName,
    email,
    profile: rest.profile?.name ?? null,
    role: rest.role?.name ?? null,
    timeZone,
    locale,
    language,
    ...(password === null ? {} : { password }),
    permissionSets: namesOf(permissionSets),
    fields,
  };
}

function connectedAppOf({ name, read }: Component<Read<typeof CONNECTED_APP>>): ConnectedApp {
  const { label, consumerKey, consumerSecret, clientCredentialsFlow, scopes, callbackUrls } = read;
  const { kind, pkceRequired, secretRequired, permittedUsers, approvedUsers } = read;
  const { refreshTokens, refreshTokenHours, rotateRefreshTokens } = read;
  const { jwtBearerFlow = { certificate: null, users: [] } } = read;
  const { enabled, runAs } = clientCredentialsFlow;
  return {
    name,
    label,
    consumerKey,
    consumerSecret,
    clientCredentialsFlow: { enabled, runAs: runAs?.name ?? null },
    jwtBearerFlow,
    scopes,
    callbackUrls,
    policies: {
      kind,
      pkceRequired,
      secretRequired,
      permittedUsers,
      approvedUsers,
      refreshTokens,
      refreshTokenHours,
      rotateRefreshTokens,
    },
  };
}
