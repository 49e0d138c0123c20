import { dirname } from 'node:path';
import { isMetadataFile, type ReadDocument } from '../definition/index.ts';
import type { SalesforceProject } from '../metadata/project/salesforce-project.ts';

/**
 * The reader of a flow's metadata, with the registrations of external services around it, so that actions that call them
 * are httpCallouts. Loaded for metadata only: YAML flows do not wait for it, and flows of the two notations do not call
 * each other.
 * @param file the flow's path, absolute.
 * @param project the Salesforce project around it; null = none.
 * @returns undefined for a flow in YAML.
 */
export async function metadataReader(
  file: string,
  project: SalesforceProject | null,
): Promise<ReadDocument | undefined> {
  if (!isMetadataFile(file)) return undefined;
  const [{ flowDocumentFromXml }, { externalServices }] = await Promise.all([
    import('../metadata/import-flow.ts'),
    import('../metadata/project/external-services.ts'),
  ]);
  const services = await externalServices(dirname(file), project);
  return (text, name) => flowDocumentFromXml(text, name, { services });
}
