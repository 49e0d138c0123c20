import { dirname, join, relative, resolve } from 'node:path';
import { flowNameOf } from '../definition/index.ts';
import { UsageError } from '../errors.ts';
import { isFile, MANIFEST, PROJECT_FILE } from '../metadata/project/find-salesforce-project.ts';
import { readSalesforceProject } from '../metadata/project/salesforce-project.ts';
import type { ConversionSource } from './conversion.ts';
import { isFlowTest, isMetadataFlow } from './definition-files.ts';
import { expandFiles } from './expand-files.ts';
import { isOrgComponent } from './import-components.ts';

/**
 * The metadata that the arguments mean: flows and flow tests.
 * @param org components that an org folder can hold, too; a file that is named is always meant.
 */
export async function metadataFlows(
  args: readonly string[],
  cwd: string,
  org: boolean,
): Promise<readonly ConversionSource[]> {
  const wanted = (path: string) => isMetadataFlow(path) || isFlowTest(path) || (org && isOrgComponent(path));
  const found = new Map<string, ConversionSource>();
  for (const arg of args) {
    const files = (await projectFlows(arg, cwd, wanted)) ?? (await expandFiles([arg], cwd, wanted));
    const byName = Map.groupBy(files.filter(isMetadataFlow), (file) => flowNameOf(file).toLowerCase());
    const clash = [...byName.values()].some(({ length }) => length > 1);
    for (const file of files) {
      const folder = clash ? relative(resolve(cwd, arg), dirname(resolve(cwd, file))) : '';
      found.set(file, { file, folder: folder.startsWith('..') ? '' : folder.replaceAll('\\', '/') });
    }
  }
  return [...found.values()];
}

const SUFFIXES = [
  'flow',
  'flowtest',
  'namedCredential',
  'externalCredential',
  'permissionset',
  'connectedApp',
  'eca',
  'externalServiceRegistration',
  'crt',
];

/** Those of a Salesforce project's package directories; undefined where the argument is no project's folder. */
async function projectFlows(
  arg: string,
  cwd: string,
  wanted: (path: string) => boolean,
): Promise<readonly string[] | undefined> {
  const directory = resolve(cwd, arg);
  const isProject = (await isFile(join(directory, PROJECT_FILE))) || (await isFile(join(directory, MANIFEST)));
  if (!isProject) return undefined;
  const { project } = await readSalesforceProject(directory);
  const files = SUFFIXES.flatMap((suffix) => project?.files(suffix) ?? []).filter(({ file }) => wanted(file));
  if (files.length === 0) {
    throw new UsageError(
      `${arg}: the package directories of ${PROJECT_FILE} hold no flows`,
      'name the folder that holds them',
    );
  }
  return files.map(({ file }) => {
    const path = relative(cwd, file);
    return path.startsWith('..') ? file : path.replaceAll('\\', '/');
  });
}
