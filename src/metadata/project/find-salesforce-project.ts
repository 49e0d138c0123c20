import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

export const PROJECT_FILE = 'sfdx-project.json';

/**
 * The folder of the nearest `sfdx-project.json`, from `startDirectory` upwards.
 * @returns its path, absolute; null where there is none.
 */
export async function findSalesforceProject(startDirectory: string): Promise<string | null> {
  let at = resolve(startDirectory);
  for (;;) {
    const found = await stat(join(at, PROJECT_FILE)).catch(() => null);
    if (found?.isFile()) return at;
    const above = dirname(at);
    if (above === at) return null;
    at = above;
  }
}
