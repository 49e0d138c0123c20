import { dirname, join, relative } from 'node:path';
import { EMPTY_ORG, findOrgFolder, type LoadedOrg, loadOrgFolder, sortDiagnostics } from '../definition/index.ts';
import type { ProjectConfig } from '../definition/read-config.ts';
import type { ReadSalesforceOrg } from '../metadata/org/index.ts';
import { findSalesforceProject } from '../metadata/project/find-salesforce-project.ts';
import type { SalesforceProject } from '../metadata/project/salesforce-project.ts';
import type { Diagnostic } from '../model/diagnostics.ts';
import type { OrgDefinition } from '../model/org.ts';
import { inEnvironment } from './environment.ts';
import { findConfig } from './find-config.ts';
import { mergeOrgs } from './merge-orgs.ts';

/** What stands around a flow: its org, the project's settings, and the folder that flowrun keeps its own things in. */
export interface Project {
  readonly org: OrgDefinition;
  readonly config: ProjectConfig;
  /** The Salesforce project around the flow; null where there is none. */
  readonly salesforce: SalesforceProject | null;
  /** Absolute: the folder that holds `org/`, `.flowrun/` (secrets, records of embedded orgs) and `.env`. */
  readonly directory: string;
  /** Problems of the org's files and of the settings. */
  readonly diagnostics: readonly Diagnostic[];
  /** Text of each file by its path, for code frames. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * The project of a flow: the nearest org folder upwards from where the flow stands, and the nearest Salesforce project under
 * it (DESIGN 6). Without either the org is empty and the project is `cwd`.
 * @param from folder of the flow, absolute.
 * @param cwd folder that paths in messages start from.
 * @param environment the one that the org is put into; null = none.
 * @throws UnreadableFileError where a file of the org cannot be read at all. UsageError for an unknown environment.
 */
export async function findProject(from: string, cwd: string, environment: string | null = null): Promise<Project> {
  const project = await findAnyProject(from, cwd);
  return environment === null ? project : { ...project, org: inEnvironment(project.org, environment) };
}

async function findAnyProject(from: string, cwd: string): Promise<Project> {
  const [folder, salesforce, { config, diagnostics }] = await Promise.all([
    findOrgFolder(from),
    findSalesforceProject(from),
    findConfig(from, cwd),
  ]);
  // Files are read by the path that messages show: a short one where that is the same file.
  const shown = (path: string): string => (cwd === process.cwd() ? relative(cwd, path) || '.' : path);
  const beside = salesforce === null ? null : await readSalesforce(shown(salesforce));
  const directory = folder === null ? (salesforce ?? cwd) : dirname(folder);
  const own: LoadedOrg =
    folder === null
      ? { org: EMPTY_ORG, diagnostics: [], texts: new Map() }
      : await loadOrgFolder(shown(folder), beside?.org);
  if (beside === null)
    return { ...own, config, salesforce: null, directory, diagnostics: [...own.diagnostics, ...diagnostics] };
  return {
    org: mergeOrgs(own.org, beside.org),
    config,
    salesforce: beside.project,
    directory,
    diagnostics: [...sortDiagnostics([...own.diagnostics, ...beside.diagnostics]), ...diagnostics],
    texts: new Map([...beside.texts, ...own.texts]),
  };
}

/** Loaded only where there is a Salesforce project: it brings the XML parser. */
async function readSalesforce(
  directory: string,
): Promise<ReadSalesforceOrg & { readonly project: SalesforceProject | null }> {
  const [{ readSalesforceProject }, { readSalesforceOrg }] = await Promise.all([
    import('../metadata/project/salesforce-project.ts'),
    import('../metadata/org/index.ts'),
  ]);
  const { project, diagnostics, texts } = await readSalesforceProject(directory);
  if (project === null) return { project, org: EMPTY_ORG, diagnostics, texts };
  const read = await readSalesforceOrg(project);
  return {
    project,
    org: read.org,
    diagnostics: [...diagnostics, ...read.diagnostics],
    texts: new Map([...texts, ...read.texts]),
  };
}

/** Where an embedded org keeps its records: every command and every run uses the same. */
export function orgDataDirectory({ directory }: Pick<Project, 'directory'>, name: string): string {
  return join(directory, '.flowrun', 'orgs', name);
}
