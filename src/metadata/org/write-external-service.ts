import { NotExportableError } from '../../errors.ts';
import type { ExternalServiceDefinition } from '../../model/external-services.ts';
import { branch, leaf, NOWHERE } from '../xml.ts';
import { metadataXml } from '../xml-writer.ts';
import { overExisting } from './write-parts.ts';

/** What of its document a registration says besides. */
interface Api {
  readonly version: string;
  readonly operations: readonly { readonly id: string }[];
}

/**
 * The registration of an external service, its document inline (reference: credentials A6).
 * @param api the document read; null = it is none.
 * @throws NotExportableError where it is none.
 */
export function externalServiceXml(
  service: ExternalServiceDefinition,
  api: Api | null,
  existing: string | null,
): string {
  const { name, label, namedCredential, schema } = service;
  if (api === null) {
    throw new NotExportableError(`${name} has no OpenAPI document`, NOWHERE, `look at ${schema.file}`);
  }
  const operations = service.operations ?? api.operations.map(({ id }) => id);
  const made = branch('ExternalServiceRegistration', [
    leaf('label', label),
    leaf('namedCredentialReference', namedCredential),
    ...operations.toSorted().map((id) => branch('operations', [leaf('active', 'true'), leaf('name', id)])),
    // What a builder has made stays the builder's.
    ...(existing === null ? [leaf('registrationProviderType', 'Custom')] : []),
    leaf('schema', schema.text),
    leaf('schemaType', api.version === '2.0' ? 'OpenApi' : 'OpenApi3'),
    leaf('status', 'Complete'),
  ]);
  return metadataXml(overExisting(made, existing));
}
