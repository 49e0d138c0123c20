import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import {
  CERTIFICATE,
  COMPONENT_STAND_IN,
  CONNECTED_APP,
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
import type { Diagnostic } from '../model/diagnostics.ts';
import type { OrgDefinition } from '../model/org.ts';
import { ORG_FAMILIES, type OrgFamily } from '../model/org-globals.ts';
import { nearest } from '../values/nearest.ts';
import { diagnosticOf, sortDiagnostics } from './diagnostics.ts';
import { readBytes } from './load-flow.ts';
import { checkOrg, type NamesBeside, type OrgParts, type TargetOrgParts } from './org-checks.ts';
import { type Component, type OrgReading, readComponent, readComponents } from './org-component.ts';
import { orgOf } from './org-definition.ts';
import type { AnyForm, Read } from './read-types.ts';

/** An org without anything in it: where there is no org folder. */
export const EMPTY_ORG: OrgDefinition = {
  directory: null,
  users: [],
  defaultUser: null,
  permissionSets: [],
  externalCredentials: [],
  namedCredentials: [],
  certificates: [],
  targetOrgs: [],
  externalServices: [],
  environments: [],
  environment: null,
  organization: null,
  profiles: [],
  roles: [],
  customPermissions: [],
  labels: [],
  customMetadata: [],
  customSettings: [],
  components: [],
  objects: [],
  completeFamilies: [],
};

export interface LoadedOrg {
  /** What could be read; whether it may be used is for `diagnostics` to say. */
  readonly org: OrgDefinition;
  readonly diagnostics: readonly Diagnostic[];
  /** Text of each file by its path, for code frames. */
  readonly texts: ReadonlyMap<string, string>;
}

const FOLDERS = [
  'users',
  'permission-sets',
  'external-credentials',
  'named-credentials',
  'certificates',
  'target-orgs',
  'profiles',
  'roles',
  'custom-permissions',
  'custom-metadata',
  'settings',
  'objects',
  'components',
  'environments',
  'external-services',
] as const;
/** Files beside the folders, without their endings. */
const FILES = ['organization', 'labels'] as const;
const TARGET_FOLDERS = ['connected-apps', 'users'] as const;

/**
 * The org folder of a flow: the nearest folder named `org`, from `startDirectory` upwards, that holds at least one of an
 * org's folders or files (DESIGN 6).
 * @returns its path, absolute; null where there is none.
 */
export async function findOrgFolder(startDirectory: string): Promise<string | null> {
  let at = resolve(startDirectory);
  for (;;) {
    const candidate = join(at, 'org');
    const { folders, files } = await listOf(candidate);
    if (FOLDERS.some((name) => folders.includes(name)) || FILES.some((name) => files.has(name))) return candidate;
    const above = dirname(at);
    if (above === at) return null;
    at = above;
  }
}

/**
 * Reads an org folder whole: users and what they may do, credentials, embedded target orgs, and what global variables
 * read (LANGUAGE 12).
 * @param directory path as it shall stand in messages.
 * @param beside components of a Salesforce project under it: their names are known too.
 * @throws UnreadableFileError where a file in it cannot be read at all.
 */
export async function loadOrgFolder(directory: string, beside?: NamesBeside): Promise<LoadedOrg> {
  const reading: OrgReading = { diagnostics: [], texts: new Map() };
  const listed = await listOf(directory);
  const load = <F extends AnyForm>(folder: string, form: F, open?: boolean) => loadFolder(folder, form, reading, open);
  // A folder that is not there costs no look at the disk.
  const own = async <F extends AnyForm>(folder: (typeof FOLDERS)[number], form: F) =>
    listed.folders.includes(folder) ? load(join(directory, folder), form) : [];
  const file = async (name: (typeof FILES)[number]) => {
    const entry = listed.files.get(name);
    if (entry === undefined) return undefined;
    const path = join(directory, entry);
    return { file: path, bytes: await readBytes(path) };
  };
  const targetOrg = async (name: string): Promise<TargetOrgParts> => {
    const folder = join(directory, 'target-orgs', name);
    const [connectedApps, users] = await Promise.all([
      load(join(folder, 'connected-apps'), CONNECTED_APP, true),
      load(join(folder, 'users'), USER),
      foldersIn(folder).then((names) => reportStrange(folder, names, TARGET_FOLDERS, reading)),
    ]);
    return { name, directory: folder, connectedApps, users };
  };
  reportStrange(directory, listed.folders, FOLDERS, reading);
  reportStrange(directory, [...listed.files.values()], FILES, reading);
  // All at once: each folder is two waits for the disk, and a cold start pays for every one of them.
  const [
    [users, permissionSets, externalCredentials, namedCredentials, profiles],
    [roles, customPermissions, customMetadata, customSettings, objects],
    [organization, labels, targetOrgs, components, environments, externalServices, certificates],
  ] = await Promise.all([
    Promise.all([
      own('users', USER),
      own('permission-sets', PERMISSION_SET),
      own('external-credentials', EXTERNAL_CREDENTIAL),
      own('named-credentials', NAMED_CREDENTIAL),
      own('profiles', PROFILE),
    ]),
    Promise.all([
      own('roles', ROLE),
      own('custom-permissions', CUSTOM_PERMISSION),
      own('custom-metadata', CUSTOM_METADATA),
      own('settings', CUSTOM_SETTING),
      own('objects', OBJECT),
    ]),
    Promise.all([
      file('organization').then((found) => found && readComponent(ORGANIZATION, found, reading)),
      file('labels').then((found) => (found ? readComponents(LABEL, found, reading) : [])),
      listed.folders.includes('target-orgs')
        ? foldersIn(join(directory, 'target-orgs')).then((names) => Promise.all(names.map(targetOrg)))
        : [],
      own('components', COMPONENT_STAND_IN),
      own('environments', ENVIRONMENT),
      own('external-services', EXTERNAL_SERVICE).then((found) => withSchemas(found, reading)),
      own('certificates', CERTIFICATE),
    ]),
  ]);
  const parts: OrgParts = {
    users,
    permissionSets,
    externalCredentials,
    namedCredentials,
    certificates,
    targetOrgs,
    organization,
    objects,
    components,
    environments,
    externalServices,
    profiles,
    roles,
    customPermissions,
    labels,
    customMetadata,
    customSettings,
  };
  checkOrg(parts, beside);
  const complete = ORG_FAMILIES.filter((family) => {
    const [from, among] = DECLARED_IN[family];
    return among === 'folder' ? listed.folders.includes(from) : listed.files.has(from);
  });
  const org = { ...orgOf(directory, parts), completeFamilies: complete };
  return { org, diagnostics: sortDiagnostics(reading.diagnostics), texts: reading.texts };
}

/** The services with the documents that they name; one whose document cannot be read is left out, and said. */
async function withSchemas(
  services: readonly Component<Read<typeof EXTERNAL_SERVICE>>[],
  reading: OrgReading,
): Promise<OrgParts['externalServices']> {
  const found = await Promise.all(
    services.map(async (service) => {
      const { name, place } = service.read.schema;
      const folder = dirname(service.file);
      const file = join(folder, name);
      const outside = relative(folder, file).startsWith('..') || isAbsolute(name);
      const text = outside ? null : await readFile(file, 'utf8').catch(() => null);
      if (text !== null) return [{ ...service, schema: { file, text } }];
      const message = outside ? `${name} lies outside of ${folder}` : `there is no file ${file}`;
      const suggestion = 'name the OpenAPI document by its path from this file, such as schemas/Petstore.yaml';
      reading.diagnostics.push(diagnosticOf({ rule: 'unreadable-schema', message, place, suggestion }, service.file));
      return [];
    }),
  );
  return found.flat();
}

/** Where the members of each family stand. */
const DECLARED_IN: Readonly<Record<OrgFamily, readonly [string, 'folder' | 'file']>> = {
  $Label: ['labels', 'file'],
  $Permission: ['custom-permissions', 'folder'],
  $CustomMetadata: ['custom-metadata', 'folder'],
  $Setup: ['settings', 'folder'],
};

/** All files of one folder; a folder that is not there holds none. */
async function loadFolder<F extends AnyForm>(
  folder: string,
  form: F,
  reading: OrgReading,
  open = false,
): Promise<readonly Component<Read<F>>[]> {
  const names = await entriesIn(folder, (entry) => entry.isFile() && /\.ya?ml$/i.test(entry.name));
  const files = await Promise.all(
    names.map(async (name) => {
      const file = join(folder, name);
      return { file, bytes: await readBytes(file) };
    }),
  );
  return files.map((file) => readComponent(form, file, reading, open)).filter((component) => component !== undefined);
}

function foldersIn(directory: string): Promise<readonly string[]> {
  return entriesIn(directory, (entry) => entry.isDirectory());
}

async function entriesIn(directory: string, wanted: (entry: Dirent) => boolean): Promise<readonly string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(noFolder);
  return entries
    .filter((entry) => wanted(entry) && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .toSorted();
}

/** A folder that is not there, is none or is not for us holds nothing. */
function noFolder(error: unknown): Dirent[] {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES') return [];
  throw error;
}

/** What stands in an org folder. */
interface Listing {
  readonly folders: readonly string[];
  /** Names of YAML files by their names without the ending, in lower case. */
  readonly files: ReadonlyMap<string, string>;
}

async function listOf(directory: string): Promise<Listing> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(noFolder);
  const names = (kept: (entry: Dirent) => boolean): string[] =>
    entries
      .filter((entry) => kept(entry) && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .toSorted();
  const files = names((entry) => entry.isFile() && /\.ya?ml$/i.test(entry.name));
  return {
    folders: names((entry) => entry.isDirectory()),
    files: new Map(files.map((name) => [name.replace(/\.ya?ml$/i, '').toLowerCase(), name])),
  };
}

/** A misspelt folder or file would be silently empty. */
function reportStrange(
  directory: string,
  names: readonly string[],
  known: readonly string[],
  reading: OrgReading,
): void {
  for (const name of names) {
    const bare = name.replace(/\.ya?ml$/i, '');
    if (known.includes(bare.toLowerCase()) || known.includes(name)) continue;
    const near = nearest(bare, known);
    const ending = name.slice(bare.length);
    const what = ending === '' ? 'folder' : 'file';
    const finding = {
      rule: `unknown-${what}`,
      severity: 'warning' as const,
      message: `the ${what} ${name} is not read`,
      place: { start: 0, end: 0 },
      suggestion: near ? `did you mean ${near}${ending}?` : `${what}s here: ${known.join(', ')}`,
    };
    reading.diagnostics.push(diagnosticOf(finding, join(directory, name)));
  }
}
