import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { CONNECTED_APP, EXTERNAL_CREDENTIAL, NAMED_CREDENTIAL, PERMISSION_SET, USER } from '../forms/org/index.ts';
import type { Diagnostic } from '../model/diagnostics.ts';
import type { ConnectedApp, OrgDefinition, User } from '../model/org.ts';
import { nearest } from '../values/nearest.ts';
import { diagnosticOf, sortDiagnostics } from './diagnostics.ts';
import { readBytes } from './load-flow.ts';
import { checkOrg, type OrgParts, type TargetOrgParts } from './org-checks.ts';
import { type Component, type OrgReading, readComponent } from './org-component.ts';
import type { AnyForm, Read } from './read-types.ts';

/** An org without anything in it: where there is no org folder. */
export const EMPTY_ORG: OrgDefinition = {
  directory: null,
  users: [],
  defaultUser: null,
  permissionSets: [],
  externalCredentials: [],
  namedCredentials: [],
  targetOrgs: [],
};

export interface LoadedOrg {
  /** What could be read; whether it may be used is for `diagnostics` to say. */
  readonly org: OrgDefinition;
  readonly diagnostics: readonly Diagnostic[];
  /** Text of each file by its path, for code frames. */
  readonly texts: ReadonlyMap<string, string>;
}

const FOLDERS = ['users', 'permission-sets', 'external-credentials', 'named-credentials', 'target-orgs'] as const;
const TARGET_FOLDERS = ['connected-apps', 'users'] as const;

/**
 * The org folder of a flow: the nearest folder named `org`, from `startDirectory` upwards, that holds at least one of an
 * org's folders (DESIGN 6).
 * @returns its path, absolute; null where there is none.
 */
export async function findOrgFolder(startDirectory: string): Promise<string | null> {
  let at = resolve(startDirectory);
  for (;;) {
    const candidate = join(at, 'org');
    const names = await foldersIn(candidate);
    if (names.some((name) => (FOLDERS as readonly string[]).includes(name))) return candidate;
    const above = dirname(at);
    if (above === at) return null;
    at = above;
  }
}

/**
 * Reads an org folder whole: users, permission sets, external and named credentials, embedded target orgs (LANGUAGE 12).
 * @param directory path as it shall stand in messages.
 * @throws UnreadableFileError where a file in it cannot be read at all.
 */
export async function loadOrgFolder(directory: string): Promise<LoadedOrg> {
  const reading: OrgReading = { diagnostics: [], texts: new Map() };
  const load = <F extends AnyForm>(folder: string, form: F, open?: boolean) => loadFolder(folder, form, reading, open);
  const targetOrg = async (name: string): Promise<TargetOrgParts> => {
    const folder = join(directory, 'target-orgs', name);
    const [connectedApps, users] = await Promise.all([
      load(join(folder, 'connected-apps'), CONNECTED_APP, true),
      load(join(folder, 'users'), USER),
      reportStrangeFolders(folder, TARGET_FOLDERS, reading),
    ]);
    return { name, directory: folder, connectedApps, users };
  };
  // All at once: each folder is two waits for the disk, and a cold start pays for every one of them.
  const [users, permissionSets, externalCredentials, namedCredentials, targetOrgs] = await Promise.all([
    load(join(directory, 'users'), USER),
    load(join(directory, 'permission-sets'), PERMISSION_SET),
    load(join(directory, 'external-credentials'), EXTERNAL_CREDENTIAL),
    load(join(directory, 'named-credentials'), NAMED_CREDENTIAL),
    foldersIn(join(directory, 'target-orgs')).then((names) => Promise.all(names.map(targetOrg))),
    reportStrangeFolders(directory, FOLDERS, reading),
  ]);
  const parts: OrgParts = { users, permissionSets, externalCredentials, namedCredentials, targetOrgs };
  checkOrg(parts);
  return { org: orgOf(directory, parts), diagnostics: sortDiagnostics(reading.diagnostics), texts: reading.texts };
}

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

async function entriesIn(
  directory: string,
  wanted: (entry: { readonly name: string; isFile(): boolean; isDirectory(): boolean }) => boolean,
): Promise<readonly string[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    return entries
      .filter((entry) => wanted(entry) && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .toSorted();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES') return [];
    throw error;
  }
}

/** A misspelt folder would be silently empty. */
async function reportStrangeFolders(directory: string, known: readonly string[], reading: OrgReading): Promise<void> {
  for (const name of await foldersIn(directory)) {
    if (known.includes(name)) continue;
    const near = nearest(name, known);
    const finding = {
      rule: 'unknown-folder',
      severity: 'warning' as const,
      message: `the folder ${name} is not read`,
      place: { start: 0, end: 0 },
      suggestion: near ? `did you mean ${near}?` : `folders here: ${known.join(', ')}`,
    };
    reading.diagnostics.push(diagnosticOf(finding, join(directory, name)));
  }
}

function orgOf(directory: string, parts: OrgParts): OrgDefinition {
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
      principals: read.principals.map((principal) => principal.name),
    })),
    externalCredentials: parts.externalCredentials.map(({ name, file, read }) => ({
      name,
      label: read.label ?? null,
      protocol: read.protocol,
      variant: read.variant ?? null,
      tokenEndpoint: read.tokenEndpoint?.name ?? null,
      scope: read.scope ?? null,
      clientCredentialsInBody: read.clientCredentialsInBody,
      principals: read.principals,
      headers: read.headers,
      additionalRefreshStatusCodes: read.additionalRefreshStatusCodes,
      file,
    })),
    namedCredentials: parts.namedCredentials.map(({ name, file, read }) => ({
      name,
      label: read.label ?? null,
      url: read.url.name,
      externalCredential: read.externalCredential.name,
      generateAuthorizationHeader: read.generateAuthorizationHeader,
      calloutsEnabled: read.calloutsEnabled,
      headers: read.headers,
      file,
    })),
    targetOrgs: parts.targetOrgs.map((target) => ({
      name: target.name,
      directory: target.directory,
      connectedApps: target.connectedApps.map(connectedAppOf),
      users: target.users.map(userOf),
    })),
  };
}

function userOf({ name, read }: Component<Read<typeof USER>>): User {
  const { username, permissionSets, fields, default: _, ...rest } = read;
  const { firstName = null, lastName = null, email = null, profile = null, timeZone = null, locale = null } = rest;
  return {
    name,
    username,
    firstName,
    lastName,
    email,
    profile,
    timeZone,
    locale,
    permissionSets: permissionSets.map((set) => set.name),
    fields,
  };
}

function connectedAppOf({ name, read }: Component<Read<typeof CONNECTED_APP>>): ConnectedApp {
  const { label, consumerKey, consumerSecret, clientCredentialsFlow, scopes } = read;
  const { enabled, runAs } = clientCredentialsFlow;
  return {
    name,
    label,
    consumerKey,
    consumerSecret,
    clientCredentialsFlow: { enabled, runAs: runAs?.name ?? null },
    scopes,
  };
}
