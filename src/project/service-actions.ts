import type { ActionContext, ActionFunction } from '../effects/index.ts';
import { FaultError } from '../errors.ts';
import type { RegisteredOperation } from '../metadata/http-callout/registration.ts';
import type { HttpMethod } from '../model/elements.ts';
import type { Value, Values } from '../model/value.ts';

/**
 * Actions of external services: `<Service>.<operationId>` of a registration in the Salesforce project around the flow is
 * called over the registration's named credential, as its OpenAPI description says (reference: credentials C).
 * @param directory the project's folder.
 * @returns a loader; null for what no registration has. Registrations are read when it is first asked.
 */
export function serviceActions(directory: string): (name: string) => Promise<ActionFunction | null> {
  let services: Promise<ReadonlyMap<string, string>> | undefined;
  return async (name) => {
    const dot = name.indexOf('.');
    if (dot < 1) return null;
    const [{ externalServicesBeside }, { registeredOperations }] = await Promise.all([
      import('../metadata/project/external-services.ts'),
      import('../metadata/http-callout/registration.ts'),
    ]);
    services ??= externalServicesBeside(directory);
    const service = name.slice(0, dot);
    const xml = (await services).get(service);
    const operation = xml && registeredOperations(xml, service).get(name.slice(dot + 1));
    return operation ? (inputs, context) => call(operation, inputs, context) : null;
  };
}

async function call(operation: RegisteredOperation, inputs: Values, { element, callout }: ActionContext) {
  const { namedCredential, method, statuses } = operation;
  const placed = (where: string): readonly (readonly [string, Value])[] =>
    Object.entries(inputs).filter(([name, value]) => operation.parameters.get(name) === where && value !== null);
  const headers = Object.fromEntries(placed('header').map(([name, value]) => [name, textOf(value)]));
  // OpenAPI 2.0 has the body as a parameter with a name of its own.
  const [[, body = null] = []] = [...placed('body'), ...Object.entries({ body: inputs.body ?? null })];
  const reply = await callout({
    namedCredential,
    method: method as HttpMethod,
    path: pathOf(operation, inputs, placed('query')),
    headers,
    ...(body === null ? {} : { body }),
  });
  const { status } = reply;
  const key = [String(status), `${String(status).charAt(0)}XX`].find((one) => statuses.includes(one));
  if (status < 300) return { responseCode: status, [key ?? '2XX']: reply.body };
  // A reply that the API describes is an output for the flow to look at; any other is a fault.
  if (key !== undefined) return { responseCode: status, [`${key}Exc`]: reply.body };
  throw new FaultError({
    code: 'CALLOUT_STATUS',
    message: `The callout answered with status ${status}.`,
    element,
    detail: { status, headers: reply.headers, body: reply.body },
  });
}

function pathOf(
  { basePath, path }: RegisteredOperation,
  inputs: Values,
  query: readonly (readonly [string, Value])[],
): string {
  const filled = path.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => encodeURIComponent(textOf(inputs[name] ?? '')));
  const pairs = query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(textOf(value))}`);
  return `${basePath}${filled}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`;
}

function textOf(value: Value): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
