import { readdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { findOrgFolder, hasErrors } from '../definition/index.ts';
import { InvalidDefinitionError, UsageError } from '../errors.ts';
import { findProject, type Project } from '../project/index.ts';

/**
 * The project that a command without a flow works on: the org folder above the current folder, as flows find it, else the
 * one in a folder right below (`flows/org` seen from the top of a repository).
 * @param cwd absolute.
 * @throws UsageError where there is none, or several below. InvalidDefinitionError where its files have errors.
 */
export async function openProject(cwd: string): Promise<Project> {
  const from = (await findOrgFolder(cwd)) === null ? await folderBelow(cwd) : cwd;
  const project = await findProject(from, cwd);
  if (hasErrors(project.diagnostics)) throw new InvalidDefinitionError(project.diagnostics);
  return project;
}

/** The only folder right below that holds an org folder. */
async function folderBelow(cwd: string): Promise<string> {
  const entries = await readdir(cwd, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory() && !/^(?:\.|node_modules$)/.test(entry.name));
  const candidates = await Promise.all(names.map(({ name }) => findOrgFolder(join(cwd, name))));
  const [only, ...others] = candidates.filter((found) => found !== null).map((found) => dirname(found));
  if (only === undefined) {
    const help = 'it stands beside or above the flows; `flowrun init` creates one';
    throw new UsageError('there is no org folder here', help);
  }
  if (others.length > 0) {
    const folders = [only, ...others].map((folder) => relative(cwd, folder));
    throw new UsageError('there are several org folders below this one', `go into one of: ${folders.join(', ')}`);
  }
  return only;
}
