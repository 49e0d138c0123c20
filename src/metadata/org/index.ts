import type { Diagnostic } from '../../model/diagnostics.ts';
import type { OrgDefinition } from '../../model/org.ts';
import type { SalesforceProject } from '../project/salesforce-project.ts';
import { readCertificates } from './certificates.ts';
import { readExternalCredentials, readNamedCredentials } from './credentials.ts';
import { readCustomMetadata } from './custom-metadata.ts';
import { readExternalServices } from './external-services.ts';
import { readLabels } from './labels.ts';
import { readObjects } from './objects.ts';
import { readCustomPermissions, readPermissionSets, readProfiles, readRoles } from './permissions.ts';
import type { ProjectReading } from './reader.ts';

/** What flows need of a Salesforce project's own metadata. */
export type SalesforceOrg = Pick<
  OrgDefinition,
  | 'permissionSets'
  | 'profiles'
  | 'roles'
  | 'customPermissions'
  | 'labels'
  | 'customMetadata'
  | 'externalCredentials'
  | 'namedCredentials'
  | 'certificates'
  | 'objects'
  | 'externalServices'
>;

export interface ReadSalesforceOrg {
  readonly org: SalesforceOrg;
  /** Warnings only: a file that cannot be read is left out. */
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: ReadonlyMap<string, string>;
}

/** Reads the components of a Salesforce project that global variables and credentials ask for. */
export async function readSalesforceOrg(project: SalesforceProject): Promise<ReadSalesforceOrg> {
  const reading: ProjectReading = { project, diagnostics: [], texts: new Map() };
  const [
    permissionSets,
    profiles,
    roles,
    customPermissions,
    labels,
    customMetadata,
    externalCredentials,
    named,
    objects,
    externalServices,
    certificates,
  ] = await Promise.all([
    readPermissionSets(reading),
    readProfiles(reading),
    readRoles(reading),
    readCustomPermissions(reading),
    readLabels(reading),
    readCustomMetadata(reading),
    readExternalCredentials(reading),
    readNamedCredentials(reading),
    readObjects(reading),
    readExternalServices(reading),
    readCertificates(reading),
  ]);
  const { diagnostics, texts } = reading;
  return {
    org: {
      permissionSets,
      profiles,
      roles,
      customPermissions,
      labels,
      customMetadata,
      externalCredentials: [...externalCredentials, ...named.flatMap(({ external }) => external ?? [])],
      namedCredentials: named.map((one) => one.named),
      objects,
      externalServices,
      certificates,
    },
    diagnostics,
    texts,
  };
}
