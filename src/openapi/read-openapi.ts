import type { DocumentNode, Place } from '../model/document.ts';
import type { BodyType, HttpMethod } from '../model/elements.ts';
import type { ResourceType } from '../model/value.ts';
import { entriesOf, get, isTrue, itemsOf, type OpenApiProblem, placeOf, resolve, textOf } from './document.ts';
import { typeOfSchema } from './schema-type.ts';

/** An operation of an API, as a flow's action calls it. */
export interface ServiceOperation {
  /** `operationId`; where the document has none it is made of method and path. */
  readonly id: string;
  readonly method: HttpMethod;
  /** `/pets/{petId}`, with the server's own path in front. */
  readonly path: string;
  /** How many characters of `path` are the server's: a named credential may hold them already. */
  readonly basePath: string;
  readonly summary: string | null;
  readonly parameters: readonly ServiceParameter[];
  /** Null = it takes none. */
  readonly body: ServiceBody | null;
  readonly responses: readonly ServiceResponse[];
  /** Where it stands in the document. */
  readonly place: Place;
}

export interface ServiceParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly type: ResourceType;
  /** Lists: one pair for each item, else items with commas between them. */
  readonly explode: boolean;
}

export interface ServiceBody {
  /** The name of the action's input that holds it; a form has an input for each of its fields instead. */
  readonly input: string | null;
  readonly required: boolean;
  readonly bodyType: BodyType;
  readonly type: ResourceType;
}

export interface ServiceResponse {
  /** `200`, `4XX`, `default`. */
  readonly key: string;
  /** Null = it has no body. */
  readonly type: ResourceType | null;
}

export interface ReadOpenApi {
  readonly title: string | null;
  readonly version: '2.0' | '3.0' | '3.1';
  readonly operations: readonly ServiceOperation[];
  /** What is left out, and why; the rest can be called. */
  readonly problems: readonly OpenApiProblem[];
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace'];
const CALLABLE = new Set(['get', 'put', 'post', 'delete', 'patch']);

/**
 * Reads the operations of an OpenAPI 3.0 or 3.1 or a Swagger 2.0 document (reference: credentials C2). Only references within
 * the document are followed. What cannot be called, or not wholly, is named with its place.
 * @returns null where it is no such document; `problems` of the caller says so.
 */
export function readOpenApi(document: DocumentNode): ReadOpenApi | null {
  const version = versionOf(document);
  if (version === null) return null;
  const problems: OpenApiProblem[] = [];
  const operations: ServiceOperation[] = [];
  const basePath = basePathOf(document, version);
  for (const { key: path, keyPlace, value } of entriesOf(get(document, 'paths'))) {
    if (!path.startsWith('/')) {
      if (!path.startsWith('x-')) problems.push({ message: `the path ${path} does not begin with /`, place: keyPlace });
      continue;
    }
    const item = resolve(value, document);
    if (item === null) {
      problems.push(beyond(value, `the path ${path}`));
      continue;
    }
    for (const { key: method, keyPlace: place, value: details } of entriesOf(item)) {
      if (!METHODS.includes(method)) continue;
      if (!CALLABLE.has(method)) {
        problems.push({ message: `${method.toUpperCase()} ${path} is left out: a callout has no such method`, place });
        continue;
      }
      const shared = itemsOf(get(item, 'parameters'));
      const reading: Reading = { document, version, problems, basePath };
      operations.push(operationOf({ method, path, details, shared, place }, reading));
    }
  }
  for (const [id, same] of Map.groupBy(operations, (one) => one.id.toLowerCase())) {
    const [, second] = same;
    if (second) problems.push({ message: `two operations are called ${id}: the first is used`, place: second.place });
  }
  return { title: textOf(get(get(document, 'info'), 'title')), version, operations, problems };
}

function versionOf(document: DocumentNode): ReadOpenApi['version'] | null {
  if (textOf(get(document, 'swagger'))?.startsWith('2')) return '2.0';
  const three = textOf(get(document, 'openapi')) ?? '';
  if (three.startsWith('3.0')) return '3.0';
  return three.startsWith('3.') ? '3.1' : null;
}

/** The server's own path: every operation's begins with it. Variables in it have their defaults. */
function basePathOf(document: DocumentNode, version: ReadOpenApi['version']): string {
  if (version === '2.0') return (textOf(get(document, 'basePath')) ?? '').replace(/\/+$/, '');
  const [server = null] = itemsOf(get(document, 'servers'));
  const url = (textOf(get(server, 'url')) ?? '').replaceAll(
    /\{(\w+)\}/g,
    (_, name: string) => textOf(get(get(get(server, 'variables'), name), 'default')) ?? '',
  );
  return url.replace(/^\w+:\/\/[^/]*/, '').replace(/\/+$/, '');
}

/** The URL of the document's server, without its path; null where it names none, or only a path. */
export function serverUrlOf(document: DocumentNode): string | null {
  const [server = null] = itemsOf(get(document, 'servers'));
  const three = /^https?:\/\/[^/]+/i.exec(textOf(get(server, 'url')) ?? '')?.[0] ?? null;
  const host = textOf(get(document, 'host'));
  if (three !== null || host === null) return three?.includes('{') ? null : three;
  const schemes = itemsOf(get(document, 'schemes')).map(textOf);
  return `${schemes.includes('https') || schemes.length === 0 ? 'https' : 'http'}://${host}`;
}

interface Reading {
  readonly document: DocumentNode;
  readonly version: ReadOpenApi['version'];
  readonly problems: OpenApiProblem[];
  readonly basePath: string;
}

interface Found {
  readonly method: string;
  readonly path: string;
  readonly details: DocumentNode;
  /** Parameters of the path's all operations. */
  readonly shared: readonly DocumentNode[];
  readonly place: Place;
}

function operationOf(found: Found, reading: Reading): ServiceOperation {
  const { method, path, details, place } = found;
  const all = parametersOf(found, reading);
  return {
    id:
      textOf(get(details, 'operationId')) ??
      `${method}${path}`.replaceAll(/\W+(\w?)/g, (_, next: string) => next.toUpperCase()),
    method: method.toUpperCase() as HttpMethod,
    path: `${reading.basePath}${path}`,
    basePath: reading.basePath,
    summary: textOf(get(details, 'summary')) ?? textOf(get(details, 'description')),
    parameters: all.flatMap((one) => parameterOf(one, path, reading)),
    body: reading.version === '2.0' ? bodyOfSwagger(all, details, reading) : bodyOf(details, reading),
    responses: responsesOf(details, reading),
    place,
  };
}

/** Those of the operation, and those of its path that it does not say anew. */
function parametersOf({ details, shared }: Found, { document, problems }: Reading): readonly DocumentNode[] {
  const resolved = (nodes: readonly DocumentNode[]): readonly DocumentNode[] =>
    nodes.flatMap((node) => {
      const target = resolve(node, document);
      if (target === null) problems.push(beyond(node, 'a parameter'));
      return target ?? [];
    });
  const own = resolved(itemsOf(get(details, 'parameters')));
  const keyOf = (node: DocumentNode) => `${textOf(get(node, 'in'))} ${textOf(get(node, 'name'))}`;
  const said = new Set(own.map(keyOf));
  return [...resolved(shared).filter((node) => !said.has(keyOf(node))), ...own];
}

const PLACES = ['path', 'query', 'header'] as const;

function parameterOf(
  node: DocumentNode,
  path: string,
  { document, version, problems }: Reading,
): readonly ServiceParameter[] {
  const name = textOf(get(node, 'name'));
  const word = textOf(get(node, 'in'));
  const where = PLACES.find((one) => one === word);
  if (word === 'cookie') {
    problems.push({ message: `the cookie ${name} of ${path} is left out: a callout sends none`, place: placeOf(node) });
  }
  if (name === null || where === undefined) return [];
  // These are the callout's own business (OpenAPI 3.0.3, Parameter Object).
  if (where === 'header' && /^(?:accept|content-type|authorization)$/i.test(name)) return [];
  const schema = version === '2.0' ? node : get(node, 'schema');
  const explode =
    version === '2.0'
      ? textOf(get(node, 'collectionFormat')) === 'multi'
      : get(node, 'explode') === null
        ? where === 'query'
        : isTrue(get(node, 'explode'));
  const required = where === 'path' || isTrue(get(node, 'required'));
  return [{ name, in: where, required, type: typeOfSchema(schema, document), explode }];
}

const BODY_TYPES: readonly (readonly [RegExp, BodyType])[] = [
  [/^application\/(?:[\w.-]+\+)?json\b/i, 'json'],
  [/^application\/x-www-form-urlencoded\b/i, 'form'],
  [/^text\/plain\b/i, 'text'],
  [/^(?:\*|application)\/\*/, 'json'],
];

function bodyTypeOf(mediaType: string): BodyType | undefined {
  return BODY_TYPES.find(([pattern]) => pattern.test(mediaType))?.[1];
}

function bodyOf(details: DocumentNode, { document, problems }: Reading): ServiceBody | null {
  const given = get(details, 'requestBody');
  const body = resolve(given, document);
  if (given !== null && body === null) problems.push(beyond(given, 'a request body'));
  if (body === null) return null;
  const contents = entriesOf(get(body, 'content')).map(({ key, value }) => ({ bodyType: bodyTypeOf(key), value, key }));
  // The first kind of body that a callout can send, JSON before others.
  const chosen =
    contents.find(({ bodyType }) => bodyType === 'json') ?? contents.find(({ bodyType }) => bodyType !== undefined);
  if (chosen?.bodyType === undefined) {
    const kinds = contents.map(({ key }) => key).join(', ') || 'no media type';
    const suggestion = 'call it with an httpCallout of the flow, or an action of the project';
    problems.push({ message: `a body of ${kinds} is left out`, place: placeOf(body), suggestion });
    return null;
  }
  const type = typeOfSchema(get(chosen.value, 'schema'), document);
  const input = chosen.bodyType === 'form' && type.fields ? null : 'body';
  return { input, required: isTrue(get(body, 'required')), bodyType: chosen.bodyType, type };
}

function bodyOfSwagger(
  parameters: readonly DocumentNode[],
  details: DocumentNode,
  { document, problems }: Reading,
): ServiceBody | null {
  const whole = parameters.find((node) => textOf(get(node, 'in')) === 'body');
  if (whole) {
    const type = typeOfSchema(get(whole, 'schema'), document);
    const input = textOf(get(whole, 'name')) ?? 'body';
    return { input, required: isTrue(get(whole, 'required')), bodyType: 'json', type };
  }
  const fields = parameters.filter((node) => textOf(get(node, 'in')) === 'formData');
  if (fields.length === 0) return null;
  const consumes = itemsOf(get(details, 'consumes') ?? get(document, 'consumes')).flatMap((one) => textOf(one) ?? []);
  const [file] = fields.filter((node) => textOf(get(node, 'type')) === 'file');
  if (file || (consumes.length > 0 && !consumes.some((one) => bodyTypeOf(one) === 'form'))) {
    problems.push({
      message: `a body of ${consumes.join(', ') || 'files'} is left out`,
      place: placeOf(file ?? details),
    });
    return null;
  }
  const named = fields.map((node) => [textOf(get(node, 'name')) ?? '', typeOfSchema(node, document)] as const);
  const type: ResourceType = { dataType: 'Apex', fields: Object.fromEntries(named) };
  return { input: null, required: fields.some((node) => isTrue(get(node, 'required'))), bodyType: 'form', type };
}

function responsesOf(details: DocumentNode, { document, version, problems }: Reading): readonly ServiceResponse[] {
  return entriesOf(get(details, 'responses')).flatMap(({ key, value }): readonly ServiceResponse[] => {
    if (!/^(?:\d{3}|\dXX|default)$/i.test(key)) return [];
    const reply = resolve(value, document);
    if (reply === null) {
      problems.push(beyond(value, `the reply ${key}`));
      return [];
    }
    if (version === '2.0') {
      const schema = get(reply, 'schema');
      return [{ key, type: schema && typeOfSchema(schema, document) }];
    }
    const contents = entriesOf(get(reply, 'content'));
    const content = contents.find((one) => bodyTypeOf(one.key) === 'json') ?? contents[0];
    return [{ key, type: content ? typeOfSchema(get(content.value, 'schema'), document) : null }];
  });
}

function beyond(node: DocumentNode, what: string): OpenApiProblem {
  const reference = textOf(get(node, '$ref')) ?? '';
  return {
    message: `${what} refers to ${reference}, which is not in the document`,
    place: placeOf(node),
    suggestion: 'bundle the document into one file; flowrun reads no other',
  };
}
