import { basename, dirname, join, resolve } from 'node:path';
import { readCertificates } from '../metadata/org/certificates.ts';
import {
  certificateDocument,
  connectedAppDocument,
  externalCredentialDocument,
  externalServiceDocument,
  namedCredentialDocument,
  permissionSetDocument,
  userDocument,
} from '../metadata/org/component-documents.ts';
import { readConnectedApps, readExternalClientApps } from '../metadata/org/connected-apps.ts';
import { readExternalCredentials, readNamedCredentials } from '../metadata/org/credentials.ts';
import { readExternalServices } from '../metadata/org/external-services.ts';
import { readPermissionSets } from '../metadata/org/permissions.ts';
import type { ProjectReading } from '../metadata/org/reader.ts';
import { findSalesforceProject } from '../metadata/project/find-salesforce-project.ts';
import {
  indexFolders,
  type MetadataFile,
  readSalesforceProject,
  type SalesforceProject,
} from '../metadata/project/salesforce-project.ts';
import { yamlFromDocument } from '../metadata/yaml-writer.ts';
import type { Diagnostic } from '../model/diagnostics.ts';
import type { DocumentNode } from '../model/document.ts';
import type { ExternalServiceDefinition } from '../model/external-services.ts';
import type { ConnectedApp } from '../model/org.ts';
import type { Conversion } from './conversion.ts';
import type { MadeFile } from './write-files.ts';

/** A file of an org folder, without its ending. */
interface Made {
  readonly path: string;
  readonly document: DocumentNode;
}

/** A file that stands beside it as it is. */
interface MadeText {
  /** With its ending. */
  readonly path: string;
  readonly text: string;
}

/** What the components of a kind become, by the ending of their files. */
const KINDS: Readonly<Record<string, (reading: ProjectReading) => Promise<readonly (Made | MadeText)[]>>> = {
  namedcredential: async (reading) =>
    (await readNamedCredentials(reading)).map(({ named, external }) => ({
      path: `named-credentials/${named.name}`,
      document: namedCredentialDocument(named, external),
    })),
  externalcredential: async (reading) =>
    (await readExternalCredentials(reading)).map((one) => ({
      path: `external-credentials/${one.name}`,
      document: externalCredentialDocument(one),
    })),
  crt: async (reading) =>
    (await readCertificates(reading)).map((one) => ({
      path: `certificates/${one.name}`,
      document: certificateDocument(one),
    })),
  permissionset: async (reading) =>
    (await readPermissionSets(reading)).map((one) => ({
      path: `permission-sets/${one.name}`,
      document: permissionSetDocument(one),
    })),
  externalserviceregistration: async (reading) => (await readExternalServices(reading)).flatMap(serviceFiles),
  connectedapp: async (reading) => (await readConnectedApps(reading)).flatMap(appFiles),
  eca: async (reading) => (await readExternalClientApps(reading)).flatMap(appFiles),
};

/** A service, and its document as it stands in the registration. */
function serviceFiles(service: ExternalServiceDefinition): readonly (Made | MadeText)[] {
  const { name, schema } = service;
  const path = `schemas/${name}${/^\s*\{/.test(schema.text) ? '.json' : '.yaml'}`;
  return [
    { path: `external-services/${name}`, document: externalServiceDocument(service, path) },
    { path: `external-services/${path}`, text: schema.text },
  ];
}

const TARGET = 'target-orgs/target';

/** An app of the embedded target org, and the user as whom its client credentials flow runs. */
function appFiles(app: ConnectedApp): readonly Made[] {
  const { runAs } = app.clientCredentialsFlow;
  const made = { path: `${TARGET}/connected-apps/${app.name}`, document: connectedAppDocument(app) };
  if (runAs === null) return [made];
  const name = (runAs.split('@')[0] ?? '').replaceAll(/\W+/g, '_');
  return [made, { path: `${TARGET}/users/${name}.user`, document: userDocument(runAs) }];
}

const COMPONENT =
  /^(.+)\.(namedCredential|externalCredential|permissionset|connectedApp|eca|externalServiceRegistration|crt(?=-meta\.xml$))(?:-meta\.xml)?$/i;

/** Whether it is a component that an org folder can hold. */
export function isOrgComponent(path: string): boolean {
  return COMPONENT.test(path);
}

/** Components of an org as files of an org folder: `<out>/org/named-credentials/Shop.yaml`. */
export async function importComponents(paths: readonly string[], out: string, cwd: string): Promise<Conversion> {
  const files: MadeFile[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of paths) {
    const [, name = '', suffix = ''] = COMPONENT.exec(basename(path)) ?? [];
    const kind = KINDS[suffix.toLowerCase()];
    if (!kind) continue;
    const file = resolve(cwd, path);
    const reading: ProjectReading = {
      project: await projectOfOne(file, name, suffix.toLowerCase()),
      diagnostics: [],
      texts: new Map(),
    };
    const made = await kind(reading);
    diagnostics.push(...reading.diagnostics);
    for (const one of made) {
      const target = join(out, 'org', 'text' in one ? one.path : `${one.path}.yaml`);
      // Two apps may run as one user.
      if (files.some(({ path: taken }) => taken === target)) continue;
      files.push({ path: target, text: 'text' in one ? one.text : yamlFromDocument(one.document), source: path });
    }
  }
  return { files, diagnostics };
}

/** A project that holds this one file of its kind, with the other kinds and the namespace of the project around it. */
async function projectOfOne(file: string, name: string, suffix: string): Promise<SalesforceProject> {
  const directory = await findSalesforceProject(dirname(file));
  const around = directory === null ? null : (await readSalesforceProject(directory)).project;
  const beside = around === null ? await componentsBeside(file) : new Map<string, readonly MetadataFile[]>();
  return {
    directory: directory ?? dirname(file),
    namespace: around?.namespace ?? null,
    sourceApiVersion: around?.sourceApiVersion ?? null,
    format: around?.format ?? 'source',
    packageDirectories: [],
    files: (wanted) => {
      const key = wanted.toLowerCase();
      return key === suffix ? [{ name, file }] : (around?.files(wanted) ?? beside.get(key) ?? []);
    },
  };
}

/** A folder of the Metadata API has its kinds in folders side by side; nothing else is looked through. */
async function componentsBeside(file: string): Promise<ReadonlyMap<string, readonly MetadataFile[]>> {
  const folder = dirname(file);
  const isKind = /^(?:externalCredentials|externalClientApps)$/.test(basename(folder));
  return isKind ? indexFolders(SIBLINGS.map((kind) => join(dirname(folder), kind))) : new Map();
}

/** Folders with what components refer to. */
const SIBLINGS = [
  'externalAuthIdentityProviders',
  'authproviders',
  'extlClntAppOauthSettings',
  'extlClntAppGlobalOauthSets',
  'extlClntAppOauthPolicies',
];
