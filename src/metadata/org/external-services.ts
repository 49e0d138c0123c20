import type { ExternalServiceDefinition } from '../../model/external-services.ts';
import { childrenOf, textOf } from '../xml.ts';
import { optional, ownName, type ProjectReading, readAll } from './reader.ts';

/** Registrations of a Salesforce project, with their inline documents (reference: credentials A6). */
export async function readExternalServices(reading: ProjectReading): Promise<readonly ExternalServiceDefinition[]> {
  const { project } = reading;
  const found = await readAll('externalServiceRegistration', 'ExternalServiceRegistration', reading, (root, file) => {
    const credential = optional(root, 'namedCredentialReference') ?? optional(root, 'namedCredential');
    const text = textOf(root, 'schema');
    if (credential === null || text === null) return null;
    const active = childrenOf(root, 'operations').flatMap((operation) => {
      const name = optional(operation, 'name');
      return name !== null && textOf(operation, 'active')?.trim() !== 'false' ? [name] : [];
    });
    const name = ownName(file.name, project);
    return {
      name,
      label: optional(root, 'label') ?? name,
      namedCredential: ownName(credential, project),
      operations: active.length > 0 ? active : null,
      schema: { file: file.file, text },
      file: file.file,
    };
  });
  return found.filter((one) => one !== null);
}
