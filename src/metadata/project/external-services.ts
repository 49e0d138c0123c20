import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { findSalesforceProject } from './find-salesforce-project.ts';
import { isFolderMissing } from './missing.ts';
import { readSalesforceProject, type SalesforceProject } from './salesforce-project.ts';

/** The folder of registrations in both formats, and the endings of their files. */
const FOLDER = 'externalServiceRegistrations';
const SUFFIX = 'externalServiceRegistration';
const ENDING = new RegExp(`\\.${SUFFIX}(?:-meta\\.xml)?$`, 'i');

/**
 * Registrations of external services that a flow's actions may call: those of the Salesforce project around it, or without
 * one those in the folder beside the flow's (the Metadata API's format).
 * @param folder folder of the flow, absolute.
 * @returns metadata XML by API name.
 */
export async function externalServicesBeside(folder: string): Promise<ReadonlyMap<string, string>> {
  const directory = await findSalesforceProject(folder);
  const { project } = directory === null ? { project: null } : await readSalesforceProject(directory);
  return externalServices(folder, project);
}

/** The same, where the project is known. */
export async function externalServices(
  folder: string,
  project: SalesforceProject | null,
): Promise<ReadonlyMap<string, string>> {
  const files = project
    ? project.files(SUFFIX).map(({ file }) => file)
    : await registrationsIn(join(dirname(folder), FOLDER));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return new Map(files.map((file, index) => [basename(file).replace(ENDING, ''), texts[index] ?? '']));
}

async function registrationsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: unknown): string[] => {
    if (isFolderMissing(error)) return [];
    throw error;
  });
  return names.filter((name) => ENDING.test(name)).map((name) => join(folder, name));
}
