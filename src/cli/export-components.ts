import { readFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { openApiOf } from '../definition/index.ts';
import { NotExportableError, UsageError } from '../errors.ts';
import { externalCredentialXml, namedCredentialXml, permissionSetXml } from '../metadata/org/write-components.ts';
import {
  connectedAppXml,
  externalClientAppGlobalXml,
  externalClientAppPoliciesXml,
  externalClientAppSettingsXml,
  externalClientAppXml,
} from '../metadata/org/write-connected-apps.ts';
import { externalServiceXml } from '../metadata/org/write-external-service.ts';
import {
  identityProviderName,
  identityProviderXml,
  needsIdentityProvider,
} from '../metadata/org/write-identity-provider.ts';
import { legacyCredentialXml } from '../metadata/org/write-legacy-credential.ts';
import type { ExternalCredential, NamedCredential } from '../model/credentials.ts';
import type { Diagnostic } from '../model/diagnostics.ts';
import type { ExternalServiceDefinition } from '../model/external-services.ts';
import type { ConnectedApp, OrgDefinition, PermissionSet } from '../model/org.ts';
import { findProject, type Project } from '../project/find-project.ts';
import type { Conversion } from './conversion.ts';
import { expandFiles } from './expand-files.ts';
import type { MadeFile } from './write-files.ts';

/** The path of a component's file, by its folder and ending in a project. */
export type Placing = (kind: { readonly folder: string; readonly suffix: string }, name: string) => string;

/** One metadata file of a component. */
interface ComponentFile {
  readonly folder: string;
  readonly suffix: string;
  readonly name: string;
  /** Its text, over what a file of it holds already. */
  text(existing: string | null): string;
}

/** The metadata files of the component of a name, by its folder in an org folder; none where the org has none. */
const KINDS: Readonly<Record<string, (org: OrgDefinition, name: string, target: string) => readonly ComponentFile[]>> =
  {
    'named-credentials': (org, name) =>
      org.namedCredentials.filter((one) => one.name === name).map((one) => namedCredentialFile(one, org)),
    'external-credentials': (org, name) =>
      org.externalCredentials.filter((one) => one.name === name).flatMap(externalCredentialFiles),
    'external-services': (org, name) =>
      org.externalServices.filter((one) => one.name === name).map(externalServiceFile),
    'permission-sets': (org, name) => org.permissionSets.filter((one) => one.name === name).map(permissionSetFile),
    'connected-apps': (org, name, target) =>
      (org.targetOrgs.find((one) => one.name === target)?.connectedApps ?? [])
        .filter((one) => one.name === name)
        .flatMap(connectedAppFiles),
  };

function namedCredentialFile(credential: NamedCredential, org: OrgDefinition): ComponentFile {
  const place = { folder: 'namedCredentials', suffix: 'namedCredential', name: credential.name };
  const legacy = org.externalCredentials.find((one) => one.legacy && one.name === credential.name);
  return {
    ...place,
    text: (existing) =>
      legacy ? legacyCredentialXml(credential, legacy, existing) : namedCredentialXml(credential, existing),
  };
}

function externalCredentialFiles(credential: ExternalCredential): readonly ComponentFile[] {
  const place = { folder: 'externalCredentials', suffix: 'externalCredential', name: credential.name };
  const file: ComponentFile = { ...place, text: (existing) => externalCredentialXml(credential, existing) };
  if (!needsIdentityProvider(credential)) return [file];
  const provider: ComponentFile = {
    folder: 'externalAuthIdentityProviders',
    suffix: 'externalAuthIdentityProvider',
    name: identityProviderName(credential),
    text: (existing) => identityProviderXml(credential, existing),
  };
  return [provider, file];
}

function externalServiceFile(service: ExternalServiceDefinition): ComponentFile {
  const place = {
    folder: 'externalServiceRegistrations',
    suffix: 'externalServiceRegistration',
    name: service.name,
  };
  return { ...place, text: (existing) => externalServiceXml(service, openApiOf(service), existing) };
}

function permissionSetFile(set: PermissionSet): ComponentFile {
  const place = { folder: 'permissionsets', suffix: 'permissionset', name: set.name };
  return { ...place, text: (existing) => permissionSetXml(set, existing) };
}

function connectedAppFiles(app: ConnectedApp): readonly ComponentFile[] {
  const file = (
    folder: string,
    suffix: string,
    name: string,
    write: (app: ConnectedApp, existing: string | null) => string,
  ): ComponentFile => ({ folder, suffix, name, text: (existing) => write(app, existing) });
  const { name } = app;
  if (app.policies.kind === 'Connected App') return [file('connectedApps', 'connectedApp', name, connectedAppXml)];
  return [
    file('externalClientApps', 'eca', name, externalClientAppXml),
    file('extlClntAppOauthSettings', 'ecaOauth', `${name}_oauth`, externalClientAppSettingsXml),
    file('extlClntAppGlobalOauthSets', 'ecaGlblOauth', `${name}_glbloauth`, externalClientAppGlobalXml),
    file('extlClntAppOauthPolicies', 'ecaOauthPlcy', `${name}_oauthPlcy`, externalClientAppPoliciesXml),
  ];
}

const COMPONENT =
  /^(.*(?:^|\/)org)\/(?:target-orgs\/([^/]+)\/(?=connected-apps\/))?(named-credentials|external-credentials|external-services|permission-sets|connected-apps)\/([^/]+?)(?:\.\w+)?\.ya?ml$/;

const IN_ORG =
  /\/org(?:\/(?:named-credentials|external-credentials|external-services|permission-sets|target-orgs(?:\/[^/]+(?:\/connected-apps)?)?)(?:\/.*)?)?$/;

/** Whether a path is an org folder, or leads into one. */
export function isInOrgFolder(path: string): boolean {
  return IN_ORG.test(path.split(sep).join('/'));
}

/**
 * The metadata of components of org folders.
 * @param args org folders, or what stands in them.
 * @param placingOf where the project around a folder keeps its metadata.
 * @throws UsageError where an argument holds none.
 */
export async function exportComponents(
  args: readonly string[],
  cwd: string,
  placingOf: (folder: string) => Promise<Placing>,
): Promise<Conversion> {
  const files: MadeFile[] = [];
  const diagnostics: Diagnostic[] = [];
  // With the Salesforce project around it: a permission set may give principals that stand there.
  const orgs = new Map<string, Project>();
  for (const path of args.length === 0 ? [] : await expandFiles(args, cwd, (file) => COMPONENT.test(file))) {
    const [, folder = '', target = '', word = '', name = ''] = COMPONENT.exec(path) ?? [];
    const filesOf = KINDS[word];
    if (!filesOf) throw new UsageError(`${path}: only credentials, permission sets and connected apps are exported`);
    const directory = resolve(cwd, folder);
    const project = orgs.get(directory) ?? (await findProject(dirname(directory), cwd));
    orgs.set(directory, project);
    const { org } = project;
    const file = resolve(cwd, path);
    const errors = project.diagnostics.filter((one) => one.severity === 'error' && resolve(cwd, one.file) === file);
    diagnostics.push(...errors);
    if (errors.length > 0) continue;
    const place = await placingOf(dirname(directory));
    try {
      for (const component of filesOf(org, name, target)) {
        const made = place(component, component.name);
        const existing = await readFile(join(resolve(cwd, made)), 'utf8').catch(() => null);
        const text = component.text(existing);
        // Two credentials may share an identity provider: the first says what it is.
        if (!files.some((one) => one.path === made)) files.push({ path: made, text, source: path });
      }
    } catch (error) {
      if (!(error instanceof NotExportableError)) throw error;
      diagnostics.push(notExportable(error, file, await readFile(file, 'utf8')));
    }
  }
  return { files, diagnostics };
}

/** The place is where the text stands that the message begins with. */
function notExportable({ message, help }: NotExportableError, file: string, text: string): Diagnostic {
  const [word = ''] = message.split(' ');
  const start = Math.max(0, text.indexOf(word));
  const place = { start, end: start + word.length };
  const found: Diagnostic = { rule: 'not-exportable', severity: 'error', message, file, place };
  return help === undefined ? found : { ...found, suggestion: help };
}
