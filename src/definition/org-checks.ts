import type { CONNECTED_APP } from '../forms/org/connected-app.ts';
import type {
  CERTIFICATE,
  COMPONENT_STAND_IN,
  CUSTOM_METADATA,
  CUSTOM_PERMISSION,
  CUSTOM_SETTING,
  ENVIRONMENT,
  EXTERNAL_CREDENTIAL,
  EXTERNAL_SERVICE,
  LABEL,
  NAMED_CREDENTIAL,
  OBJECT,
  ORGANIZATION,
  PERMISSION_SET,
  PROFILE,
  ROLE,
  USER,
} from '../forms/org/index.ts';
import type { NameAt } from '../model/elements.ts';
import type { ExternalServiceDefinition } from '../model/external-services.ts';
import { nearest } from '../values/nearest.ts';
import type { Component } from './org-component.ts';
import type { Read } from './read-types.ts';

/** What an org folder says, before it is checked as a whole. */
export interface OrgParts {
  readonly users: readonly Component<Read<typeof USER>>[];
  readonly permissionSets: readonly Component<Read<typeof PERMISSION_SET>>[];
  readonly externalCredentials: readonly Component<Read<typeof EXTERNAL_CREDENTIAL>>[];
  readonly namedCredentials: readonly Component<Read<typeof NAMED_CREDENTIAL>>[];
  readonly certificates: readonly Component<Read<typeof CERTIFICATE>>[];
  readonly targetOrgs: readonly TargetOrgParts[];
  readonly organization: Component<Read<typeof ORGANIZATION>> | undefined;
  readonly environments: readonly Component<Read<typeof ENVIRONMENT>>[];
  readonly externalServices: readonly (Component<Read<typeof EXTERNAL_SERVICE>> & {
    readonly schema: ExternalServiceDefinition['schema'];
  })[];
  readonly profiles: readonly Component<Read<typeof PROFILE>>[];
  readonly objects: readonly Component<Read<typeof OBJECT>>[];
  readonly components: readonly Component<Read<typeof COMPONENT_STAND_IN>>[];
  readonly roles: readonly Component<Read<typeof ROLE>>[];
  readonly customPermissions: readonly Component<Read<typeof CUSTOM_PERMISSION>>[];
  readonly labels: readonly Component<Read<typeof LABEL>>[];
  readonly customMetadata: readonly Component<Read<typeof CUSTOM_METADATA>>[];
  readonly customSettings: readonly Component<Read<typeof CUSTOM_SETTING>>[];
}
export interface TargetOrgParts {
  readonly name: string;
  readonly directory: string;
  readonly connectedApps: readonly Component<Read<typeof CONNECTED_APP>>[];
  readonly users: readonly Component<Read<typeof USER>>[];
}

/** Components that stand elsewhere and may be named in an org folder. */
export type NamesBeside = {
  readonly [K in 'permissionSets' | 'profiles' | 'roles' | 'customPermissions' | 'namedCredentials']: readonly {
    readonly name: string;
  }[];
} & {
  readonly certificates?: readonly { readonly name: string }[];
  readonly externalCredentials: readonly {
    readonly name: string;
    readonly principals: readonly { readonly name: string }[];
  }[];
};
const NOTHING_BESIDE: NamesBeside = {
  permissionSets: [],
  profiles: [],
  roles: [],
  customPermissions: [],
  namedCredentials: [],
  externalCredentials: [],
};

/** Reports names that nothing has, URLs that cannot be, and what a protocol needs. */
export function checkOrg(org: OrgParts, beside: NamesBeside = NOTHING_BESIDE): void {
  const targets = org.targetOrgs.map(({ name }) => name);
  const legacy = org.namedCredentials.filter(({ read }) => read.authentication).map(({ name }) => name);
  const credentials = [
    ...legacy.map((name) => ({ name, principals: [] })),
    ...org.externalCredentials.map(({ name, read: { principals } }) => ({ name, principals })),
    ...beside.externalCredentials,
  ];
  const certificates = [...org.certificates, ...(beside.certificates ?? [])].map(({ name }) => name);
  const externals = credentials.map(({ name }) => name);
  const principals = credentials.flatMap(({ name, principals: all }) => all.map((one) => `${name}-${one.name}`));
  const permissionSets = [...org.permissionSets, ...beside.permissionSets].map(({ name }) => name);
  for (const credential of org.externalCredentials) {
    checkExternalCredential(credential, targets);
    checkRolesAnywhere(credential, certificates);
  }
  for (const credential of org.namedCredentials) {
    checkUrl(credential, credential.read.url, targets);
    const { externalCredential, authentication, clientCertificate } = credential.read;
    if (clientCertificate) knownCertificate(credential, clientCertificate, certificates);
    for (const url of [authentication?.tokenEndpoint, authentication?.authorizeEndpoint])
      if (url) checkUrl(credential, url, targets);
    if (!externalCredential) continue;
    known(
      credential,
      externalCredential,
      externals,
      'unknown-external-credential',
      'external credential',
      'org/external-credentials',
    );
  }
  const named = [...org.namedCredentials, ...beside.namedCredentials].map(({ name }) => name);
  for (const service of org.externalServices)
    known(
      service,
      service.read.namedCredential,
      named,
      'unknown-named-credential',
      'named credential',
      'org/named-credentials',
    );
  for (const environment of org.environments)
    checkEnvironment(environment, { named, externals, targets, certificates });
  for (const set of org.permissionSets) {
    for (const principal of set.read.principals)
      known(set, principal, principals, 'unknown-principal', 'principal', 'org/external-credentials');
  }
  for (const user of org.users) {
    checkUser(user);
    for (const set of user.read.permissionSets)
      known(user, set, permissionSets, 'unknown-permission-set', 'permission set', 'org/permission-sets');
  }
  checkDefaults(org.users);
  for (const target of org.targetOrgs) checkTargetOrg(target);
  checkPeople(org, beside);
  for (const component of org.components) checkStandIn(component);
  if (org.organization) checkOrganization(org.organization);
  for (const family of [
    org.users,
    org.permissionSets,
    org.externalCredentials,
    org.namedCredentials,
    org.certificates,
    org.profiles,
    org.roles,
    org.customPermissions,
    org.labels,
    org.customMetadata,
    org.customSettings,
    org.components,
    org.environments,
    org.externalServices,
  ])
    checkNames(family);
}

/** Profiles, roles and custom permissions by name; users may have Salesforce's own profiles where no file declares any. */
function checkPeople(org: OrgParts, beside: NamesBeside): void {
  const profiles = [...org.profiles, ...beside.profiles].map(({ name }) => name);
  const roles = [...org.roles, ...beside.roles].map(({ name }) => name);
  const permissions = [...org.customPermissions, ...beside.customPermissions].map(({ name }) => name);
  const people = org.users.flatMap(({ name, read }) => [name, read.username]);
  for (const user of org.users) {
    const { profile, role } = user.read;
    if (profile && org.profiles.length > 0)
      known(user, profile, profiles, 'unknown-profile', 'profile', 'org/profiles');
    if (role && org.roles.length > 0) known(user, role, roles, 'unknown-role', 'role', 'org/roles');
  }
  for (const role of org.roles)
    if (role.read.parent) known(role, role.read.parent, roles, 'unknown-role', 'role', 'org/roles');
  for (const holder of [...org.permissionSets, ...org.profiles]) {
    for (const permission of holder.read.customPermissions)
      known(
        holder,
        permission,
        permissions,
        'unknown-custom-permission',
        'custom permission',
        'org/custom-permissions',
      );
  }
  for (const setting of org.customSettings) {
    const { place } = setting;
    for (const name of Object.keys(setting.read.users))
      known(setting, { name, place }, people, 'unknown-user', 'user', 'org/users');
    for (const name of org.profiles.length > 0 ? Object.keys(setting.read.profiles) : [])
      known(setting, { name, place }, profiles, 'unknown-profile', 'profile', 'org/profiles');
  }
}

/** Every environment, whichever is in use: a wrong one would show when it is too late. */
function checkEnvironment(
  environment: Component<Read<typeof ENVIRONMENT>>,
  names: Readonly<Record<'named' | 'externals' | 'targets' | 'certificates', readonly string[]>>,
): void {
  const { namedCredentials = [], externalCredentials = [] } = environment.read;
  for (const overlay of namedCredentials) {
    known(environment, overlay, names.named, 'unknown-named-credential', 'named credential', 'org/named-credentials');
    checkUrl(environment, overlay.url, names.targets);
    if (overlay.clientCertificate) knownCertificate(environment, overlay.clientCertificate, names.certificates);
  }
  for (const overlay of externalCredentials) {
    const folder = 'org/external-credentials';
    known(environment, overlay, names.externals, 'unknown-external-credential', 'external credential', folder);
    for (const url of [overlay.tokenEndpoint, overlay.authorizeEndpoint, overlay.revocationEndpoint])
      if (url) checkUrl(environment, url, names.targets);
  }
}

/** A field of a stand-in holds an attribute; displayed texts hold none. */
function checkStandIn({ read: { inputs = {}, outputs = {}, fields }, report }: OrgParts['components'][number]): void {
  const attributes = [...new Set([...Object.keys(inputs), ...Object.keys(outputs)])];
  for (const { type, name, place } of fields) {
    if (type === 'section' || type === 'repeater' || type === 'recordField') {
      report({
        rule: 'invalid-value',
        message: `a stand-in cannot hold the field ${name} of the type ${type}`,
        place,
        suggestion: 'write fields that hold one attribute each, one below the other',
      });
      continue;
    }
    if (type === 'displayText' || attributes.includes(name)) continue;
    const near = nearest(name, attributes);
    report({
      rule: 'unknown-attribute',
      message: `the component has no attribute ${name}`,
      place,
      suggestion: near ? `did you mean ${near}?` : `declare it: outputs: { ${name}: Text }`,
    });
  }
}

function checkOrganization({ read, place, report }: Component<Read<typeof ORGANIZATION>>): void {
  const { url, id } = read;
  const secure = url === undefined || (URL.canParse(url) && new URL(url).protocol === 'https:');
  if (!secure)
    report({
      rule: 'invalid-url',
      message: `${url} is no https URL`,
      place,
      suggestion: 'write url: https://acme.my.salesforce.com',
    });
  if (id !== undefined && !/^00D(?:\w{12}|\w{15})$/.test(id))
    report({
      rule: 'invalid-value',
      message: `${id} is no id of an org`,
      place,
      suggestion: 'an id has 15 or 18 characters and begins with 00D',
    });
}

function checkTargetOrg(target: TargetOrgParts): void {
  const usernames = target.users.map(({ read }) => read.username);
  for (const user of target.users) checkUser(user);
  for (const app of target.connectedApps) {
    const { runAs, enabled } = app.read.clientCredentialsFlow;
    if (runAs)
      known(app, runAs, usernames, 'unknown-user', 'user of the target org', `org/target-orgs/${target.name}/users`);
    else if (enabled) {
      // As in an org this can be saved, and no token is issued: doctor says so at its third step.
      app.report({
        rule: 'missing-run-as',
        severity: 'warning',
        message: 'the client credentials flow is enabled and has no user to run as',
        place: app.place,
        suggestion: `write runAs: ${usernames[0] ?? 'integration.user@example.com'}`,
      });
    }
  }
  checkNames(target.connectedApps);
  checkNames(target.users);
}

function known(
  component: Component<unknown>,
  at: NameAt,
  names: readonly string[],
  rule: string,
  what: string,
  folder: string,
): void {
  const wanted = at.name.toLowerCase();
  if (names.some((name) => name.toLowerCase() === wanted)) return;
  const near = nearest(at.name, names);
  const list = names.length > 0 ? `known: ${names.join(', ')}` : `there are none in ${folder}`;
  component.report({
    rule,
    message: `there is no ${what} ${at.name}`,
    place: at.place,
    suggestion: near ? `did you mean ${near}?` : list,
  });
}

function checkNames(components: readonly Component<unknown>[]): void {
  const seen = new Map<string, string>();
  for (const { name, file, place, report } of components) {
    const first = seen.get(name.toLowerCase());
    if (first === undefined) seen.set(name.toLowerCase(), file);
    else
      report({
        rule: 'duplicate-name',
        message: `${name} is defined twice`,
        place,
        label: `${first} defines it already`,
      });
  }
}

function checkExternalCredential(
  component: Component<Read<typeof EXTERNAL_CREDENTIAL>>,
  targets: readonly string[],
): void {
  const { tokenEndpoint, authorizeEndpoint, revocationEndpoint } = component.read;
  if (tokenEndpoint) checkUrl(component, tokenEndpoint, targets);
  if (authorizeEndpoint) checkUrl(component, authorizeEndpoint, targets);
  if (revocationEndpoint) checkUrl(component, revocationEndpoint, targets);
}

/** What a session of Roles Anywhere is asked for with; its certificate may be elsewhere, as that of a named credential. */
function checkRolesAnywhere(
  component: Component<Read<typeof EXTERNAL_CREDENTIAL>>,
  certificates: readonly string[],
): void {
  const { variant, aws } = component.read;
  if (variant !== 'Roles Anywhere' || !aws) return;
  const { place } = component;
  for (const [key, example] of Object.entries(ROLES_ANYWHERE)) {
    if (aws[key as keyof typeof ROLES_ANYWHERE] !== undefined) continue;
    const message = `the variant Roles Anywhere needs ${key} under aws`;
    component.report({ rule: 'missing-key', message, place, suggestion: `write ${key}: ${example}` });
  }
  if (aws.certificate !== undefined) knownCertificate(component, { name: aws.certificate, place }, certificates);
}

const ROLES_ANYWHERE = {
  trustAnchorArn: 'arn:aws:rolesanywhere:eu-central-1:123456789012:trust-anchor/…',
  profileArn: 'arn:aws:rolesanywhere:eu-central-1:123456789012:profile/…',
  certificate: 'Client_2026',
} as const;

/** Certificates seldom travel with their org's metadata: it says only what callouts will miss. */
function knownCertificate(component: Component<unknown>, at: NameAt, certificates: readonly string[]): void {
  const report: typeof component.report = (finding) => component.report({ ...finding, severity: 'warning' });
  known({ ...component, report }, at, certificates, 'unknown-certificate', 'certificate', 'org/certificates');
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

/** https; http on this machine; org:// and the name of an embedded org. No query, no user, no fragment. */
function checkUrl(component: Component<unknown>, at: NameAt, targets: readonly string[]): void {
  const problem = urlProblem(at.name, targets);
  if (problem)
    component.report({
      rule: problem.rule ?? 'invalid-url',
      message: problem.message,
      place: at.place,
      suggestion: problem.suggestion,
    });
}

interface UrlProblem {
  readonly rule?: string;
  readonly message: string;
  readonly suggestion?: string | undefined;
}

function urlProblem(text: string, targets: readonly string[]): UrlProblem | undefined {
  const embedded = /^org:\/\/([^/?#]*)([^?#]*)(.*)$/i.exec(text);
  if (embedded) {
    const [, name = '', , rest] = embedded;
    if (rest) return { message: 'a URL here holds no query', suggestion: 'the callout adds it' };
    if (targets.some((target) => target.toLowerCase() === name.toLowerCase())) return undefined;
    const near = nearest(name, targets);
    return {
      rule: 'unknown-target-org',
      message: `there is no embedded org ${name === '' ? 'without a name' : name}`,
      suggestion: near
        ? `did you mean org://${near}?`
        : `make the folder org/target-orgs/${name || 'target'}, or write the https URL of a real org`,
    };
  }
  if (!URL.canParse(text)) return { message: `${text} is no URL`, suggestion: 'write https://… or org://target' };
  const url = new URL(text);
  if (url.username || url.password)
    return { message: 'a URL here holds no user or password', suggestion: 'use an external credential' };
  if (url.search || url.hash) return { message: 'a URL here holds no query', suggestion: 'the callout adds it' };
  if (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname))) return undefined;
  return {
    message:
      url.protocol === 'http:'
        ? 'http sends secrets in clear text: only this machine may be reached by it'
        : `${url.protocol}// is not supported`,
    suggestion: `write https://${url.host}${url.pathname === '/' ? '' : url.pathname}`,
  };
}

function checkUser(user: Component<Read<typeof USER>>): void {
  const { username, timeZone, locale } = user.read;
  const { place, report } = user;
  if (!/^[^\s@]+@[^\s@]+$/.test(username)) {
    report({
      rule: 'wrong-type',
      message: `${username} is no username: it has the form of an e-mail address`,
      place,
      suggestion: `write username: ${user.name}@example.com`,
    });
  }
  if (timeZone !== undefined && !isSupported(() => new Intl.DateTimeFormat('en', { timeZone }))) {
    report({
      rule: 'wrong-type',
      message: `there is no time zone ${timeZone}`,
      place,
      suggestion: 'write an IANA name such as Europe/Berlin',
    });
  }
  if (locale !== undefined && !isSupported(() => new Intl.Locale(locale))) {
    report({
      rule: 'wrong-type',
      message: `${locale} is no locale`,
      place,
      suggestion: 'write a BCP 47 tag such as de-DE',
    });
  }
}

function isSupported(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch {
    return false;
  }
}

function checkDefaults(users: OrgParts['users']): void {
  const [first, ...more] = users.filter(({ read }) => read.default);
  for (const user of more) {
    user.report({
      rule: 'duplicate-default',
      message: 'only one user can be the default',
      place: user.place,
      suggestion: `remove default: true here or in ${first?.file}`,
    });
  }
}
