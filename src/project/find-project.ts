import { dirname, join, relative } from 'node:path';
import { EMPTY_ORG, findOrgFolder, loadOrgFolder } from '../definition/index.ts';
import type { Diagnostic } from '../model/diagnostics.ts';
import type { OrgDefinition } from '../model/org.ts';

/** What stands around a flow: its org, and the folder that flowrun keeps its own things in. */
export interface Project {
  readonly org: OrgDefinition;
  /** Absolute: the folder that holds `org/`, `.flowrun/` (secrets, records of embedded orgs) and `.env`. */
  readonly directory: string;
  /** Problems of the org's files. */
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
  const folder = await findOrgFolder(from);
  if (folder === null) return { org: EMPTY_ORG, directory: cwd, diagnostics: [], texts: new Map() };
  // Files are read by the path that messages show: a short one where that is the same file.
  const shown = cwd === process.cwd() ? relative(cwd, folder) : folder;
  return { ...(await loadOrgFolder(shown)), directory: dirname(folder) };
}

/** Where an embedded org keeps its records: every command and every run uses the same. */
export function orgDataDirectory({ directory }: Pick<Project, 'directory'>, name: string): string {
  return join(directory, '.flowrun', 'orgs', name);
}
