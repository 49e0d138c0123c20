import type { ExternalServiceDefinition } from '../model/external-services.ts';
import { type ReadOpenApi, readOpenApi, type ServiceOperation } from '../openapi/index.ts';
import { parseYaml } from './yaml.ts';

/** Documents are read when something asks for an operation, and once. */
const READ = new WeakMap<ExternalServiceDefinition, ReadOpenApi | null>();

/** The OpenAPI document of a service; null where its text is none. */
export function openApiOf(service: ExternalServiceDefinition): ReadOpenApi | null {
  let read = READ.get(service);
  if (read === undefined) {
    // JSON is YAML.
    const { document } = parseYaml(service.schema.text, service.schema.file);
    read = document && readOpenApi(document);
    READ.set(service, read);
  }
  return read;
}

/** The operations of a service that flows may call. */
export function operationsOf(service: ExternalServiceDefinition): readonly ServiceOperation[] {
  const active = service.operations && new Set(service.operations.map((id) => id.toLowerCase()));
  return (openApiOf(service)?.operations ?? []).filter(({ id }) => !active || active.has(id.toLowerCase()));
}

/**
 * What an action such as `Petstore.getPetById` calls; names are compared in any case, as orgs do.
 * @returns null for the service, or for the operation, where there is none of that name.
 */
export function findOperation(
  services: readonly ExternalServiceDefinition[],
  action: string,
): { readonly service: ExternalServiceDefinition | null; readonly operation: ServiceOperation | null } {
  const dot = action.indexOf('.');
  const wanted = action.slice(0, Math.max(dot, 0)).toLowerCase();
  const service = services.find(({ name }) => name.toLowerCase() === wanted) ?? null;
  const id = action.slice(dot + 1).toLowerCase();
  const operation = service && (operationsOf(service).find((one) => one.id.toLowerCase() === id) ?? null);
  return { service, operation };
}
