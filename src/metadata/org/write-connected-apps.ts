import type { AppPolicies, ConnectedApp } from '../../model/org.ts';
import { branch, leaf, type XmlElement } from '../xml.ts';
import { metadataXml } from '../xml-writer.ts';
import { overExisting } from './write-parts.ts';

/**
 * Apps of an embedded org as Salesforce metadata (reference: credentials A6): what an admin would set up in the real target
 * org. Key and secret are no part of it: that org makes its own.
 */

/** Where an org sends people back to when an app has no browser flow: the address is required, and never used. */
const NO_CALLBACK = 'https://localhost/unused';
/** Required, and the org's own business. */
const CONTACT = 'admin@example.com';

/** A connected app. */
export function connectedAppXml(app: ConnectedApp, existing: string | null): string {
  const { policies, clientCredentialsFlow: flow } = app;
  const made = branch('ConnectedApp', [
    ...(existing === null ? [leaf('contactEmail', CONTACT)] : []),
    leaf('label', app.label),
    branch('oauthConfig', [
      leaf('callbackUrl', callbacks(app)),
      ...optionalLeaf('certificate', app.jwtBearerFlow.certificate),
      leaf('isAdminApproved', String(policies.permittedUsers === 'AdminApprovedPreAuthorized')),
      leaf('isClientCredentialEnabled', String(flow.enabled)),
      ...switches(policies),
      ...optionalLeaf('oauthClientCredentialUser', flow.runAs),
      ...scopesOf(app).map((scope) => leaf('scopes', scope)),
    ]),
    branch('oauthPolicy', [leaf('ipRelaxation', 'ENFORCE'), leaf('refreshTokenPolicy', connectedAppPolicy(policies))]),
  ]);
  return metadataXml(overExisting(made, existing));
}

/** The file of an external client app itself. */
export function externalClientAppXml({ label }: ConnectedApp, existing: string | null): string {
  const made = branch('ExternalClientApplication', [
    ...(existing === null ? [leaf('contactEmail', CONTACT), leaf('distributionState', 'Local')] : []),
    leaf('isProtected', 'false'),
    leaf('label', label),
  ]);
  return metadataXml(overExisting(made, existing));
}

/** Its scopes. */
export function externalClientAppSettingsXml(app: ConnectedApp, existing: string | null): string {
  const made = branch('ExtlClntAppOauthSettings', [
    leaf('commaSeparatedOauthScopes', scopesOf(app).join(', ')),
    leaf('externalClientApplication', app.name),
    leaf('label', `${app.label} settings`),
  ]);
  return metadataXml(overExisting(made, existing));
}

/** What holds in every org that has it. */
export function externalClientAppGlobalXml(app: ConnectedApp, existing: string | null): string {
  const made = branch('ExtlClntAppGlobalOauthSettings', [
    leaf('callbackUrl', callbacks(app)),
    ...optionalLeaf('certificate', app.jwtBearerFlow.certificate),
    leaf('externalClientApplication', app.name),
    leaf('isClientCredentialsFlowEnabled', String(app.clientCredentialsFlow.enabled)),
    ...switches(app.policies),
    leaf('label', `${app.label} global settings`),
  ]);
  return metadataXml(overExisting(made, existing));
}

/** What an admin decides for the org. */
export function externalClientAppPoliciesXml(app: ConnectedApp, existing: string | null): string {
  const { policies, clientCredentialsFlow: flow } = app;
  const timed = policies.refreshTokens.startsWith('Specific');
  const made = branch('ExtlClntAppOauthConfigurablePolicies', [
    ...optionalLeaf('clientCredentialsFlowUser', flow.runAs),
    leaf('externalClientApplication', app.name),
    leaf('ipRelaxationPolicyType', 'Enforce'),
    leaf('isClientCredentialsFlowEnabled', String(flow.enabled)),
    leaf('label', `${app.label} policies`),
    leaf('permittedUsersPolicyType', policies.permittedUsers),
    leaf('refreshTokenPolicyType', policies.refreshTokens),
    ...(timed
      ? [
          leaf('refreshTokenValidityPeriod', String(policies.refreshTokenHours)),
          leaf('refreshTokenValidityUnit', 'Hours'),
        ]
      : []),
  ]);
  return metadataXml(overExisting(made, existing));
}

function switches({ pkceRequired, secretRequired, rotateRefreshTokens }: AppPolicies): readonly XmlElement[] {
  return [
    leaf('isConsumerSecretOptional', String(!secretRequired)),
    leaf('isPkceRequired', String(pkceRequired)),
    leaf('isRefreshTokenRotationEnabled', String(rotateRefreshTokens)),
    leaf('isSecretRequiredForRefreshToken', String(secretRequired)),
  ];
}

/** `specific_lifetime:720:HOURS`. */
function connectedAppPolicy({ refreshTokens, refreshTokenHours }: AppPolicies): string {
  const word = refreshTokens.replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
  return refreshTokens.startsWith('Specific') ? `${word}:${refreshTokenHours}:HOURS` : word;
}

function callbacks({ callbackUrls }: ConnectedApp): string {
  return callbackUrls.length > 0 ? callbackUrls.join('\n') : NO_CALLBACK;
}

/** The metadata's words for scopes that OAuth spells otherwise; all others are in the metadata's words already. */
const SCOPE_WORDS: Readonly<Record<string, string>> = {
  api: 'Api',
  web: 'Web',
  full: 'Full',
  id: 'Basic',
  openid: 'OpenID',
  profile: 'Profile',
  email: 'Email',
  address: 'Address',
  phone: 'Phone',
  refresh_token: 'RefreshToken',
  offline_access: 'OfflineAccess',
  chatter_api: 'Chatter',
  custom_permissions: 'CustomPermissions',
  visualforce: 'CustomApplications',
  wave_api: 'Wave',
  eclair_api: 'Eclair',
  pardot_api: 'Pardot',
  lightning: 'Lightning',
  content: 'Content',
};

function scopesOf({ scopes }: ConnectedApp): readonly string[] {
  return (scopes.length > 0 ? scopes : ['api']).map((scope) => SCOPE_WORDS[scope.toLowerCase()] ?? scope);
}

function optionalLeaf(tag: string, text: string | null): readonly XmlElement[] {
  return text === null ? [] : [leaf(tag, text)];
}
