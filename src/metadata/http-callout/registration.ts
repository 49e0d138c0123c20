import { UsageError } from '../../errors.ts';
import type { DocumentNode, MapEntry, MapNode } from '../../model/document.ts';
import { sampleOfSchema } from '../../openapi/index.ts';
import { entry, get, listNode, mapNode, scalarText, textNode } from '../nodes.ts';
import { branch, leaf, parseMetadataXml, textOf } from '../xml.ts';
import { metadataXml } from '../xml-writer.ts';
import { jsonOfTree, treeOfJson } from './json-tree.ts';
import { type Operation, operationsIn } from './operation.ts';
import { schemaOf, withoutReferences } from './schema.ts';

/** A component of its own beside the flow. */
export interface ExternalService {
  /** API name: the file is `<name>.externalServiceRegistration-meta.xml`. */
  readonly name: string;
  readonly xml: string;
}

/**
 * The external services that the httpCallouts of flows stand for: registrations as the HTTP Callout builder makes them
 * (SchemaInferred, inline OpenAPI 3; reference: credentials A). Deploy them with the flows' metadata.
 *
 * @throws UsageError where two callouts of one service share a label and differ.
 */
export function externalServicesFromDocument(...documents: readonly DocumentNode[]): readonly ExternalService[] {
  const services = Map.groupBy(documents.flatMap(operationsIn), ({ service }) => service);
  return [...services].map(([name, operations]) => ({ name, xml: registrationXml(name, operations) }));
}

function registrationXml(service: string, operations: readonly Operation[]): string {
  const paths = pathsOf(service, operations);
  const ids = [...new Set(operations.map(({ id }) => id))].toSorted();
  const openApi = mapNode([
    entry('openapi', textNode('3.0.1')),
    entry('info', mapNode([entry('title', textNode(service)), entry('version', textNode('1.0.0'))])),
    entry('paths', paths),
  ]);
  return metadataXml(
    branch('ExternalServiceRegistration', [
      leaf('label', service),
      leaf('namedCredentialReference', operations[0]?.namedCredential ?? ''),
      ...ids.map((id) => branch('operations', [leaf('active', 'true'), leaf('name', id)])),
      leaf('registrationProviderType', 'SchemaInferred'),
      leaf('schema', jsonOfTree(openApi)),
      leaf('schemaType', 'OpenApi3'),
      leaf('status', 'Complete'),
    ]),
  );
}

function pathsOf(service: string, operations: readonly Operation[]): MapNode {
  const paths = new Map<string, Map<string, MapNode>>();
  const known = new Map<string, string>();
  for (const operation of operations) {
    const details = operationNode(operation);
    const said = jsonOfTree(mapNode([entry(`${operation.method} ${operation.path}`, details)]));
    if ((known.get(operation.id) ?? said) !== said) {
      throw new UsageError(
        `two HTTP callouts of the service ${service} have the label "${operation.id}" and differ`,
        'give one of them another label: the operation is named after it',
      );
    }
    known.set(operation.id, said);
    const methods = paths.get(operation.path) ?? new Map<string, MapNode>();
    const other = methods.get(operation.method);
    if (other && scalarText(get(other, 'operationId')) !== operation.id) {
      throw new UsageError(
        `two HTTP callouts of the service ${service} call ${operation.method.toUpperCase()} ${operation.path} under different labels`,
        'give both the same label: an API has one operation for it',
      );
    }
    paths.set(operation.path, methods.set(operation.method, details));
  }
  // Sorted, so that the order of a flow's elements changes nothing here.
  const sorted = <T>(map: ReadonlyMap<string, T>) => [...map].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return mapNode(
    sorted(paths).map(([path, methods]) =>
      entry(path, mapNode(sorted(methods).map(([method, details]) => entry(method, details)))),
    ),
  );
}

function operationNode({ id, parameters, body, responses, typeOf }: Operation): MapNode {
  const entries: MapEntry[] = [entry('operationId', textNode(id))];
  if (parameters.length > 0) {
    entries.push(entry('parameters', listNode(parameters.map(({ name, in: where }) => parameterNode(name, where)))));
  }
  if (body) entries.push(entry('requestBody', mapNode([content(schemaOf([body], typeOf), null)])));
  const replies = responses.entries.map(({ key, value }) => {
    return entry(key, mapNode([entry('description', textNode('')), ...shownBy(value)]));
  });
  return mapNode([...entries, entry('responses', mapNode(replies))]);
}

/** The body of a reply, by its sample, its samples (an example is one of them), or its schema. */
function shownBy(response: DocumentNode): readonly MapEntry[] {
  const [sample, samples, schema] = ['sample', 'samples', 'schema'].map((key) => get(response, key));
  if (schema?.kind === 'map') return [content(withoutReferences(schema), null)];
  const all = samples?.kind === 'list' ? samples.items : sample ? [sample] : [];
  const [first] = all;
  return first ? [content(schemaOf(all), first)] : [];
}

function parameterNode(name: string, where: string): MapNode {
  const required =
    where === 'path' ? [entry('required', { kind: 'boolean', value: true, place: { start: 0, end: 0 } })] : [];
  return mapNode([
    entry('name', textNode(name)),
    entry('in', textNode(where)),
    ...required,
    entry('schema', mapNode([entry('type', textNode('string'))])),
  ]);
}

function content(schema: MapNode, example: DocumentNode | null): MapEntry {
  const json = mapNode([entry('schema', schema), ...(example ? [entry('example', example)] : [])]);
  return entry('content', mapNode([entry('application/json', json)]));
}

/** An operation of a registration, as far as a flow needs it. */
export interface RegisteredOperation {
  readonly namedCredential: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: ReadonlyMap<string, string>;
  /** Replies by status with a sample: the example, or one made from the schema. */
  readonly responses: MapNode;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** The operations of a registration by id; none where it is not one, or its OpenAPI cannot be read. */
export function registeredOperations(xml: string, file: string): ReadonlyMap<string, RegisteredOperation> {
  const { root } = parseMetadataXml(xml, file);
  const openApi = root ? treeOfJson(textOf(root, 'schema') ?? '') : null;
  const paths = get(openApi, 'paths');
  const credential = root ? (textOf(root, 'namedCredentialReference') ?? textOf(root, 'namedCredential')) : null;
  if (!openApi || paths?.kind !== 'map' || credential === null) return new Map();
  const found = paths.entries.flatMap(({ key: path, value: item }) =>
    METHODS.flatMap((method) => {
      const details = get(item, method);
      const id = scalarText(get(details, 'operationId'));
      return details && id !== null ? [[id, registered(credential, method, path, details, openApi)] as const] : [];
    }),
  );
  return new Map(found);
}

function registered(
  namedCredential: string,
  method: string,
  path: string,
  details: DocumentNode,
  root: DocumentNode,
): RegisteredOperation {
  const parameters = get(details, 'parameters');
  const replies = get(details, 'responses');
  return {
    namedCredential,
    method: method.toUpperCase(),
    path,
    parameters: new Map(
      (parameters?.kind === 'list' ? parameters.items : []).map((parameter) => [
        scalarText(get(parameter, 'name')) ?? '',
        scalarText(get(parameter, 'in')) ?? 'query',
      ]),
    ),
    responses: mapNode(
      (replies?.kind === 'map' ? replies.entries : []).flatMap(({ key, value }) => {
        const json = get(get(value, 'content'), 'application/json');
        if (!json) return [];
        return [
          entry(key, mapNode([entry('sample', get(json, 'example') ?? sampleOfSchema(get(json, 'schema'), root))])),
        ];
      }),
    ),
  };
}
