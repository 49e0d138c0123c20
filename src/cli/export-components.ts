import { readFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { NotExportableError, UsageError } from '../errors.ts';
import { externalCredentialXml, namedCredentialXml, permissionSetXml } from '../metadata/org/write-components.ts';
import type { Diagnostic } from '../model/diagnostics.ts';
import type { OrgDefinition } from '../model/org.ts';
import { findProject, type Project } from '../project/find-project.ts';
import type { Conversion } from './conversion.ts';
import { expandFiles } from './expand-files.ts';
import type { MadeFile } from './write-files.ts';

/** The path of a component's file, by its folder and ending in a project. */
export type Placing = (kind: { readonly folder: string; readonly suffix: string }, name: string) => string;

/** Kinds of components that an org folder and metadata both have. */
interface ComponentKind {
  readonly folder: string;
  readonly suffix: string;
  /** The metadata of the component of this name; null where the org has none. */
  write(org: OrgDefinition, name: string, existing: string | null): string | null;
}

/** By the name of their folder in an org folder. */
const KINDS: Readonly<Record<string, ComponentKind>> = {
  'named-credentials': {
    folder: 'namedCredentials',
    suffix: 'namedCredential',
    write: (org, name, existing) => {
      const found = org.namedCredentials.find((one) => one.name === name);
      return found ? namedCredentialXml(found, existing) : null;
    },
  },
  'external-credentials': {
    folder: 'externalCredentials',
    suffix: 'externalCredential',
    write: (org, name, existing) => {
      const found = org.externalCredentials.find((one) => one.name === name);
      return found ? externalCredentialXml(found, existing) : null;
    },
  },
  'permission-sets': {
    folder: 'permissionsets',
    suffix: 'permissionset',
    write: (org, name, existing) => {
      const found = org.permissionSets.find((one) => one.name === name);
      return found ? permissionSetXml(found, existing) : null;
    },
  },
};
const COMPONENT =
  /^(.*(?:^|\/)org)\/(named-credentials|external-credentials|permission-sets)\/([^/]+?)(?:\.\w+)?\.ya?ml$/;

const IN_ORG = /\/org(?:\/(?:named-credentials|external-credentials|permission-sets)(?:\/.*)?)?$/;

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
    const [, folder = '', word = '', name = ''] = COMPONENT.exec(path) ?? [];
    const kind = KINDS[word];
    if (!kind)
      throw new UsageError(`${path}: only named credentials, external credentials and permission sets are exported`);
    const directory = resolve(cwd, folder);
    const project = orgs.get(directory) ?? (await findProject(dirname(directory), cwd));
    orgs.set(directory, project);
    const { org } = project;
    const file = resolve(cwd, path);
    const errors = project.diagnostics.filter((one) => one.severity === 'error' && resolve(cwd, one.file) === file);
    diagnostics.push(...errors);
    if (errors.length > 0) continue;
    const target = (await placingOf(dirname(directory)))(kind, name);
    try {
      const existing = await readFile(join(resolve(cwd, target)), 'utf8').catch(() => null);
      const text = kind.write(org, name, existing);
      if (text !== null) files.push({ path: target, text, source: path });
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
