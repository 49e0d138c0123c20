import { UsageError } from '../errors.ts';
import type { Environment, ExternalCredential, NamedCredential } from '../model/credentials.ts';
import type { OrgDefinition } from '../model/org.ts';
import { nearest } from '../values/nearest.ts';

/**
 * The org in one of its environments: the URLs and certificates of its credentials are those of `org/environments/<name>.yaml`, all else is
 * as it was. The secret stores and the token cache of the environment are other ones, told by the org's `environment`.
 * @param name as `--env` gives it, in any case.
 * @throws UsageError where the org has no such environment.
 */
export function inEnvironment(org: OrgDefinition, name: string): OrgDefinition {
  const environment = org.environments.find((one) => same(one, name));
  if (environment === undefined) throw unknownEnvironment(org, name);
  return {
    ...org,
    environment: environment.name,
    namedCredentials: org.namedCredentials.map((one) => namedIn(environment, one)),
    externalCredentials: org.externalCredentials.map((one) => externalIn(environment, one)),
  };
}

function unknownEnvironment(org: OrgDefinition, name: string): UsageError {
  const names = org.environments.map((one) => one.name);
  const near = nearest(name, names);
  if (near !== undefined) return new UsageError(`there is no environment ${name}`, `did you mean ${near}?`);
  const help = names.length > 0 ? `there are: ${names.join(', ')}` : 'an environment is a file in org/environments/';
  return new UsageError(`there is no environment ${name}`, help);
}

function namedIn({ namedCredentials }: Environment, credential: NamedCredential): NamedCredential {
  const overlay = namedCredentials.find((one) => same(one, credential.name));
  return overlay ? { ...credential, ...overlay, name: credential.name } : credential;
}

function externalIn(environment: Environment, credential: ExternalCredential): ExternalCredential {
  const overlay = environment.externalCredentials.find((one) => same(one, credential.name));
  const own = { ...credential, environment: environment.name };
  if (overlay === undefined) return own;
  const { name: _, audience, region, ...rest } = overlay;
  const { jwt, aws } = credential;
  return {
    ...own,
    ...rest,
    ...(jwt && audience !== undefined ? { jwt: { ...jwt, audience } } : {}),
    ...(aws && region !== undefined ? { aws: { ...aws, region } } : {}),
  };
}

function same({ name }: { readonly name: string }, other: string): boolean {
  return name.toLowerCase() === other.toLowerCase();
}
