import { basename, dirname, join, resolve } from 'node:path';
import {
  externalCredentialDocument,
  namedCredentialDocument,
  permissionSetDocument,
} from '../metadata/org/component-documents.ts';
import { readExternalCredentials, readNamedCredentials } from '../metadata/org/credentials.ts';
import { readPermissionSets } from '../metadata/org/permissions.ts';
import type { ProjectReading } from '../metadata/org/reader.ts';
import { findSalesforceProject } from '../metadata/project/find-salesforce-project.ts';
import { readSalesforceProject, type SalesforceProject } from '../metadata/project/salesforce-project.ts';
import { yamlFromDocument } from '../metadata/yaml-writer.ts';
import type { Diagnostic } from '../model/diagnostics.ts';
import type { DocumentNode } from '../model/document.ts';
import type { Conversion } from './conversion.ts';
import type { MadeFile } from './write-files.ts';

interface ComponentKind {
  /** Its folder in an org folder. */
  readonly folder: string;
  read(reading: ProjectReading): Promise<readonly DocumentNode[]>;
}

/** By the ending of their files. */
const KINDS: Readonly<Record<string, ComponentKind>> = {
  namedcredential: {
    folder: 'named-credentials',
    read: async (reading) => (await readNamedCredentials(reading)).map(namedCredentialDocument),
  },
  externalcredential: {
    folder: 'external-credentials',
    read: async (reading) => (await readExternalCredentials(reading)).map(externalCredentialDocument),
  },
  permissionset: {
    folder: 'permission-sets',
    read: async (reading) => (await readPermissionSets(reading)).map(permissionSetDocument),
  },
};
const COMPONENT = /^(.+)\.(namedCredential|externalCredential|permissionset)(?:-meta\.xml)?$/i;

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
    const reading: ProjectReading = { project: await projectOfOne(file, name), diagnostics: [], texts: new Map() };
    const [document] = await kind.read(reading);
    diagnostics.push(...reading.diagnostics);
    if (document) {
      files.push({
        path: join(out, 'org', kind.folder, `${name}.yaml`),
        text: yamlFromDocument(document),
        source: path,
      });
    }
  }
  return { files, diagnostics };
}

/** A project that holds this one file, in the namespace of the project around it. */
async function projectOfOne(file: string, name: string): Promise<SalesforceProject> {
  const directory = await findSalesforceProject(dirname(file));
  const around = directory === null ? null : (await readSalesforceProject(directory)).project;
  return {
    directory: directory ?? dirname(file),
    namespace: around?.namespace ?? null,
    sourceApiVersion: around?.sourceApiVersion ?? null,
    packageDirectories: [],
    files: () => [{ name, file }],
  };
}
