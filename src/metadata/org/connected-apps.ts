import { createHash } from 'node:crypto';
import type { AppPolicies, ConnectedApp } from '../../model/org.ts';
import { childOf, childrenOf, textOf, type XmlElement } from '../xml.ts';
import { optional, ownName, type ProjectReading, readAll } from './reader.ts';

/**
 * Connected apps and external client apps of a Salesforce project, as apps of an embedded org (reference: credentials A6). Their
 * secrets are never read: the embedded org has its own, made from the name, which opens nothing anywhere else.
 */
export async function readConnectedApps(reading: ProjectReading): Promise<readonly ConnectedApp[]> {
  return readAll('connectedApp', 'ConnectedApp', reading, (root, { name }) =>
    connectedApp(root, ownName(name, reading.project)),
  );
}

function connectedApp(root: XmlElement, name: string): ConnectedApp {
  const oauth = childOf(root, 'oauthConfig') ?? root;
  const policy = childOf(root, 'oauthPolicy') ?? root;
  return {
    name,
    label: optional(root, 'label') ?? name,
    ...keysOf(name, optional(oauth, 'consumerKey')),
    clientCredentialsFlow: {
      enabled: isOn(oauth, 'isClientCredentialEnabled'),
      runAs: optional(oauth, 'oauthClientCredentialUser'),
    },
    jwtBearerFlow: { certificate: optional(oauth, 'certificate'), users: [] },
    scopes: childrenOf(oauth, 'scopes').flatMap(({ text }) => (text.trim() === '' ? [] : [text.trim()])),
    callbackUrls: linesOf(oauth, 'callbackUrl'),
    policies: {
      kind: 'Connected App',
      ...switchesOf(oauth),
      permittedUsers: isOn(oauth, 'isAdminApproved') ? 'AdminApprovedPreAuthorized' : 'AllSelfAuthorized',
      ...refreshPolicy((optional(policy, 'refreshTokenPolicy') ?? 'infinite').split(':')),
    },
  };
}

/** The four files of an external client app that hold what OAuth needs; the app's own file may stand alone. */
export async function readExternalClientApps(reading: ProjectReading): Promise<readonly ConnectedApp[]> {
  const byApp = async (suffix: string, root: string): Promise<ReadonlyMap<string, XmlElement>> =>
    new Map(
      await readAll(suffix, root, reading, (element): [string, XmlElement] => [
        ownName(optional(element, 'externalClientApplication') ?? '', reading.project).toLowerCase(),
        element,
      ]),
    );
  const [settings, global, policies] = await Promise.all([
    byApp('ecaOauth', 'ExtlClntAppOauthSettings'),
    byApp('ecaGlblOauth', 'ExtlClntAppGlobalOauthSettings'),
    byApp('ecaOauthPlcy', 'ExtlClntAppOauthConfigurablePolicies'),
  ]);
  return readAll('eca', 'ExternalClientApplication', reading, (root, file) => {
    const name = ownName(file.name, reading.project);
    const key = name.toLowerCase();
    return externalClientApp(root, name, {
      settings: settings.get(key) ?? root,
      global: global.get(key) ?? root,
      policies: policies.get(key) ?? root,
    });
  });
}

function externalClientApp(
  root: XmlElement,
  name: string,
  { settings, global, policies }: Readonly<Record<'settings' | 'global' | 'policies', XmlElement>>,
): ConnectedApp {
  const scopes = (optional(settings, 'commaSeparatedOauthScopes') ?? '').split(',').map((scope) => scope.trim());
  return {
    name,
    label: optional(root, 'label') ?? name,
    ...keysOf(name, optional(global, 'consumerKey')),
    clientCredentialsFlow: {
      // The app allows the flow, the org's policies turn it on; without policies the app's word counts.
      enabled: isOn(policies === root ? global : policies, 'isClientCredentialsFlowEnabled'),
      runAs: optional(policies, 'clientCredentialsFlowUser'),
    },
    jwtBearerFlow: { certificate: optional(global, 'certificate'), users: [] },
    scopes: scopes.filter((scope) => scope !== ''),
    callbackUrls: linesOf(global, 'callbackUrl'),
    policies: {
      kind: 'External Client App',
      ...switchesOf(global),
      permittedUsers:
        optional(policies, 'permittedUsersPolicyType') === 'AdminApprovedPreAuthorized'
          ? 'AdminApprovedPreAuthorized'
          : 'AllSelfAuthorized',
      ...refreshPolicy([
        optional(policies, 'refreshTokenPolicyType') ?? 'Infinite',
        optional(policies, 'refreshTokenValidityPeriod') ?? '',
        optional(policies, 'refreshTokenValidityUnit') ?? '',
      ]),
    },
  };
}

/** Both kinds have them under the same names. */
function switchesOf(oauth: XmlElement) {
  return {
    pkceRequired: isOn(oauth, 'isPkceRequired'),
    secretRequired: !isOn(oauth, 'isConsumerSecretOptional'),
    approvedUsers: [],
    rotateRefreshTokens: isOn(oauth, 'isRefreshTokenRotationEnabled'),
  };
}

/** The key of the file, else one that is evidently local; a secret of this machine, the same at every import. */
function keysOf(name: string, consumerKey: string | null): Pick<ConnectedApp, 'consumerKey' | 'consumerSecret'> {
  const digest = createHash('sha256').update(`flowrun ${name}`).digest('hex').slice(0, 32);
  return { consumerKey: consumerKey ?? `local-key-of-${name}`, consumerSecret: `local-${digest}` };
}

const REFRESH_POLICIES: Readonly<Record<string, AppPolicies['refreshTokens']>> = {
  infinite: 'Infinite',
  zero: 'Zero',
  specificlifetime: 'SpecificLifetime',
  specificinactivity: 'SpecificInactivity',
};
const HOURS: Readonly<Record<string, number>> = { hours: 1, days: 24, months: 720 };
/** What the form has when nothing is said. */
const DEFAULT_HOURS = 720;

/** `specific_lifetime`, `30`, `DAYS`: a policy, and how long where it needs to say so. */
function refreshPolicy([word = '', count = '', unit = '']: readonly string[]) {
  const hours = Number.parseInt(count, 10) * (HOURS[unit.toLowerCase()] ?? Number.NaN);
  return {
    refreshTokens: REFRESH_POLICIES[word.replaceAll('_', '').toLowerCase()] ?? ('Infinite' as const),
    refreshTokenHours: Number.isNaN(hours) ? DEFAULT_HOURS : hours,
  };
}

function isOn(element: XmlElement, tag: string): boolean {
  return textOf(element, tag)?.trim() === 'true';
}

function linesOf(element: XmlElement, tag: string): readonly string[] {
  return (textOf(element, tag) ?? '').split(/\s+/).filter((line) => line !== '');
}
