import { FaultError } from '../errors.ts';
import type { BodyType, HttpMethod } from '../model/elements.ts';
import type { Value, Values } from '../model/value.ts';
import { describeReply } from '../values/api-error.ts';
import { isFields } from '../values/fields.ts';
import type { ServiceOperation, ServiceParameter } from './read-openapi.ts';

/** What an operation is called with. */
export interface ServiceCall {
  readonly method: HttpMethod;
  /** Encoded, with the query string. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Left out = there is none. */
  readonly body?: Value;
  readonly bodyType?: BodyType;
}

/** A reply, as far as outputs are made of it. */
export interface ServiceReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Value;
}

/** Names that an input may have in a flow: an org writes what no name can hold as `x2d`, people write `_`. */
export function inputNames(name: string): readonly string[] {
  const hex = (character: string) => `x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  return [...new Set([name, name.replaceAll(/\W/g, hex), name.replaceAll(/\W/g, '_')])];
}

/** Inputs of an operation by their names in the document: those of its parameters, and of its body. */
export function inputsOf({
  parameters,
  body,
}: ServiceOperation): readonly { readonly name: string; readonly required: boolean }[] {
  const ofBody =
    body === null
      ? []
      : body.input !== null
        ? [{ name: body.input, required: body.required }]
        : Object.keys(body.type.fields ?? {}).map((name) => ({ name, required: false }));
  return [...parameters.map(({ name, required }) => ({ name, required })), ...ofBody];
}

/**
 * The request that an action's inputs make of an operation.
 * @param inputs by name, in any case.
 * @param credentialPath path of the named credential's URL: a server's path that stands there already is not said twice.
 * @throws FaultError `CALLOUT_INVALID` where a required input has no value.
 */
export function callOf(operation: ServiceOperation, inputs: Values, credentialPath: string): ServiceCall {
  const given = new Map(Object.entries(inputs).map(([name, value]) => [name.toLowerCase(), value]));
  const inputOf = (name: string): Value =>
    inputNames(name)
      .map((one) => given.get(one.toLowerCase()) ?? null)
      .find((value) => value !== null) ?? null;
  for (const { name, required } of inputsOf(operation)) {
    if (!required || inputOf(name) !== null) continue;
    const help = 'give it a value in the action: inputs';
    throw new FaultError({ code: 'CALLOUT_INVALID', message: `${operation.id} needs a value for ${name}.`, help });
  }
  const headers: Record<string, string> = {};
  const query: string[] = [];
  let path = withoutBase(operation, credentialPath);
  for (const parameter of operation.parameters) {
    const value = inputOf(parameter.name);
    if (parameter.in === 'path') {
      path = path.replaceAll(`{${parameter.name}}`, encodeURIComponent(joined(value)));
    } else if (value === null) continue;
    else if (parameter.in === 'header') headers[parameter.name] = joined(value);
    else query.push(...pairsOf(parameter, value));
  }
  return {
    method: operation.method,
    path: query.length === 0 ? path : `${path}?${query.join('&')}`,
    headers,
    ...bodyOf(operation, inputOf),
  };
}

function bodyOf({ body }: ServiceOperation, inputOf: (name: string) => Value): Pick<ServiceCall, 'body' | 'bodyType'> {
  if (body === null) return {};
  const value =
    body.input === null
      ? Object.fromEntries(Object.keys(body.type.fields ?? {}).map((name) => [name, inputOf(name)]))
      : inputOf(body.input);
  if (value === null) return {};
  return { body: value, ...(body.bodyType === 'json' ? {} : { bodyType: body.bodyType }) };
}

/** Where the named credential's URL ends with the server's path, that path is left out here. */
function withoutBase({ path, basePath }: ServiceOperation, credentialPath: string): string {
  const isThere = basePath !== '' && credentialPath.replace(/\/+$/, '').endsWith(basePath);
  return isThere ? path.slice(basePath.length) : path;
}

function pairsOf({ name, explode }: ServiceParameter, value: Value): readonly string[] {
  const pair = (one: Value) => `${encodeURIComponent(name)}=${encodeURIComponent(joined(one))}`;
  return Array.isArray(value) && explode ? (value as readonly Value[]).map(pair) : [pair(value)];
}

/** A value as text; of a list its items with commas between them (OpenAPI: style simple). */
function joined(value: Value): string {
  if (value === null) return '';
  if (Array.isArray(value)) return (value as readonly Value[]).map(joined).join(',');
  return isFields(value) ? JSON.stringify(value) : String(value);
}

/**
 * The outputs of an action: `responseCode`, and the body under the key that declares the reply's status. Declared errors are
 * outputs too, under the org's name for them (`409Exc`), as real flows read them (reference: credentials C3).
 * @throws FaultError `CALLOUT_STATUS` for an error that the operation does not declare.
 */
export function outputsOf(operation: ServiceOperation, reply: ServiceReply): Values {
  const { status, body } = reply;
  const wanted = [String(status), `${String(status).charAt(0)}XX`, 'DEFAULT'];
  const declared = wanted.map((key) => operation.responses.find((one) => one.key.toUpperCase() === key));
  const found = declared.find((one) => one !== undefined);
  if (status < 300) {
    const key = found?.key ?? '2XX';
    // The builder's name for every success is there as well, so that both kinds of services are read alike.
    return { responseCode: status, '2XX': body, [key]: body };
  }
  if (found !== undefined && found.key.toLowerCase() !== 'default')
    return { responseCode: status, [found.key]: body, [`${found.key}Exc`]: body };
  const what = describeReply(body);
  throw new FaultError({
    code: 'CALLOUT_STATUS',
    message: `The callout answered with status ${status}${what === null ? '.' : `: ${what}`}`,
    detail: { status, headers: reply.headers, body },
  });
}
