import { findOperation } from '../definition/index.ts';
import type { ActionFunction } from '../effects/index.ts';
import { FaultError } from '../errors.ts';
import type { OrgDefinition } from '../model/org.ts';
import { callOf, outputsOf } from '../openapi/index.ts';

/**
 * The operations of the org's external services as actions: each makes one callout through the service's named credential, as an
 * httpCallout of the flow does.
 * @param load the project's own actions, which come first: a project may stand in for a service.
 */
export function serviceActions(
  org: Pick<OrgDefinition, 'externalServices' | 'namedCredentials'>,
  load: (name: string) => Promise<ActionFunction | null>,
): (name: string) => Promise<ActionFunction | null> {
  if (org.externalServices.length === 0) return load;
  return async (name) => (await load(name)) ?? serviceAction(org, name);
}

function serviceAction(
  org: Pick<OrgDefinition, 'externalServices' | 'namedCredentials'>,
  name: string,
): ActionFunction | null {
  const { service, operation } = findOperation(org.externalServices, name);
  if (service === null) return null;
  if (operation === null) {
    const message = `The external service ${service.name} has no operation ${name.slice(service.name.length + 1)}.`;
    throw new FaultError({ code: 'UNKNOWN_OPERATION', message, help: `see ${service.schema.file}` });
  }
  const { namedCredential } = service;
  const credential = org.namedCredentials.find((one) => one.name.toLowerCase() === namedCredential.toLowerCase());
  const path = /^[\w+.-]+:\/\/[^/?#]*(\/[^?#]*)?/.exec(credential?.url ?? '')?.[1] ?? '';
  return async (inputs, context) => {
    const reply = await context.callout({ namedCredential, ...callOf(operation, inputs, path) });
    return outputsOf(operation, reply);
  };
}
