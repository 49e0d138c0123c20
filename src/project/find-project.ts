import { dirname, join, relative } from 'node:path';
import { EMPTY_ORG, findOrgFolder, loadOrgFolder } from '../definition/index.ts';
import type { ProjectConfig } from '../definition/read-config.ts';
import type { Diagnostic } from '../model/diagnostics.ts';
import type { OrgDefinition } from '../model/org.ts';
import { findConfig } from './find-config.ts';

/** What stands around a flow: its org, the project's settings, and the folder that flowrun keeps its own things in. */
export interface Project {
  readonly org: OrgDefinition;
  readonly config: ProjectConfig;
  /** Absolute: the folder that holds `org/`, `.flowrun/` (secrets, records of embedded orgs) and `.env`. */
  readonly directory: string;
  /** Problems of the org's files and of the settings. */
  readonly diagnostics: readonly Diagnostic[];
  /** Text of each file by its path, for code frames. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * The project of a flow: the nearest org folder upwards from where the flow stands (DESIGN 6). Without one the org is empty
 * and the project is `cwd`.
 * @param from folder of the flow, absolute.
 * @param cwd folder that paths in messages start from.
 * @throws UnreadableFileError where a file of the org cannot be read at all.
 */
export async function findProject(from: string, cwd: string): Promise<Project> {
  const [folder, { config, diagnostics }] = await Promise.all([findOrgFolder(from), findConfig(from, cwd)]);
  if (folder === null) return { org: EMPTY_ORG, config, directory: cwd, diagnostics, texts: new Map() };
  // Files are read by the path that messages show: a short one where that is the same file.
  const shown = cwd === process.cwd() ? relative(cwd, folder) : folder;
  const loaded = await loadOrgFolder(shown);
  return { ...loaded, config, directory: dirname(folder), diagnostics: [...loaded.diagnostics, ...diagnostics] };
}

/** Where an embedded org keeps its records: every command and every run uses the same. */
export function orgDataDirectory({ directory }: Pick<Project, 'directory'>, name: string): string {
  return join(directory, '.flowrun', 'orgs', name);
}
