import { readdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { findOrgFolder, hasErrors } from '../definition/index.ts';
import { InvalidDefinitionError, UsageError } from '../errors.ts';
import { findSalesforceProject } from '../metadata/project/find-salesforce-project.ts';
import { findProject, type Project } from './find-project.ts';

/**
 * The project that commands without a flow work on: the org folder above the current folder, as flows find it, else the
 * one in a folder right below (`flows/org` seen from the top of a repository), else the Salesforce project around it.
 * @param environment the one that the org is put into; null = none.
 * @throws UsageError where there is none, or several below, and for an unknown environment. InvalidDefinitionError where it has errors.
 */
export async function openProject(cwd: string, environment: string | null = null): Promise<Project> {
  const holder = (await findOrgFolder(cwd)) === null ? await folderBelow(cwd) : cwd;
  const project = await findProject(holder, cwd, environment);
  if (hasErrors(project.diagnostics)) throw new InvalidDefinitionError(project.diagnostics);
  return project;
}

async function folderBelow(cwd: string): Promise<string> {
  const entries = await readdir(cwd, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory() && !/^(?:\.|node_modules$)/.test(entry.name));
  const candidates = await Promise.all(
    names.map(async ({ name }) => {
      const folder = join(cwd, name);
      const found = await findOrgFolder(folder);
      // What stands above the folder was looked for already.
      return found !== null && dirname(found) === folder ? [folder] : [];
    }),
  );
  const [only, ...others] = candidates.flat();
  if (only === undefined) {
    // A Salesforce project is enough: its records are kept in its own folder.
    if ((await findSalesforceProject(cwd)) !== null) return cwd;
    throw new UsageError(
      'there is no org folder here',
      '`flowrun init` creates one; an org folder stands beside or above the flows',
    );
  }
  if (others.length > 0) {
    const folders = [only, ...others].map((folder) => relative(cwd, folder));
    throw new UsageError('there are several org folders below this one', `go into one of: ${folders.join(', ')}`);
  }
  return only;
}
