import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

export const PROJECT_FILE = 'sfdx-project.json';
/** The manifest of a folder in the Metadata API's format, which is a project too. */
export const MANIFEST = 'package.xml';

/**
 * The folder of the nearest `sfdx-project.json`, from `startDirectory` upwards; where there is none, that of the nearest
 * `package.xml`, in which the metadata stands in the Metadata API's format.
 * @returns its path, absolute; null where there is none of both.
 */
export async function findSalesforceProject(startDirectory: string): Promise<string | null> {
  let manifest: string | null = null;
  let at = resolve(startDirectory);
  for (;;) {
    const [project, mdapi] = await Promise.all([isFile(join(at, PROJECT_FILE)), isFile(join(at, MANIFEST))]);
    if (project) return at;
    if (mdapi) manifest ??= at;
    const above = dirname(at);
    if (above === at) return manifest;
    at = above;
  }
}

/** Whether there is a file of this path. */
export async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
