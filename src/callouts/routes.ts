import { credentialFault, noAccessMessage } from '../credentials/faults.ts';
import { findExternalCredential, sameName } from '../credentials/principals.ts';
import { whyAddressIsRefused } from '../http/address.ts';
import type { ExternalCredential, NamedCredential } from '../model/credentials.ts';
import type { OrgDefinition } from '../model/org.ts';
import { calloutFault } from './faults.ts';

/** A named credential, ready for use. */
export interface Route {
  readonly named: NamedCredential;
  readonly external: ExternalCredential;
  /** Absolute, without a slash at its end: a callout's path is put behind it. */
  readonly base: string;
}

/** The named credential of a name. Throws `CREDENTIAL_ACCESS` with Salesforce's message where there is none. */
export function findNamedCredential(org: OrgDefinition, name: string): NamedCredential {
  const found = org.namedCredentials.find((credential) => sameName(credential.name, name));
  if (found !== undefined) return found;
  const known = org.namedCredentials.map((credential) => credential.name);
  throw credentialFault(
    'CREDENTIAL_ACCESS',
    noAccessMessage('named credential', name),
    `there is no named credential "${name}": create org/named-credentials/${name}.yaml` +
      (known.length === 0 ? '' : ` (there are: ${known.slice(0, 10).join(', ')})`),
  );
}

/**
 * Checks a named credential and resolves its address (reference: credentials B).
 * @throws FaultError `CALLOUT_DISABLED`, `CREDENTIAL_INVALID` for a URL with a query or an address that is refused,
 *   `CREDENTIAL_ACCESS` where its external credential does not exist.
 */
export async function routeOf(
  org: OrgDefinition,
  named: NamedCredential,
  resolveUrl: (url: string) => Promise<string>,
): Promise<Route> {
  if (!named.calloutsEnabled) {
    throw calloutFault(
      'CALLOUT_DISABLED',
      `Callouts are disabled for the named credential "${named.name}".`,
      `set "calloutsEnabled: true" in ${named.file}`,
    );
  }
  const external = findExternalCredential(org, named.externalCredential);
  const invalid = (why: string) =>
    credentialFault(
      'CREDENTIAL_INVALID',
      `The URL of the named credential "${named.name}" is invalid.`,
      `${named.file}: ${why}`,
    );
  if (/[?#]/.test(named.url))
    throw invalid('"url" may hold a path but no query and no fragment: move those to the callout');
  const url = await resolveUrl(named.url);
  const refused = whyAddressIsRefused(url);
  if (refused !== null) throw invalid(refused);
  return { named, external, base: url.replace(/\/+$/, '') };
}

/**
 * Puts a callout's path behind a named credential's URL: `callout:Name/path?query` (reference: credentials B).
 * @throws FaultError `CALLOUT_INVALID` for a path that does not begin with a slash, or holds blanks, a fragment or control characters.
 */
export function joinPath(base: string, path: string): string {
  if (path.startsWith('/') && !/[\s#\p{Cc}\\]/u.test(path)) return base + path;
  throw calloutFault(
    'CALLOUT_INVALID',
    `The path of the callout is invalid: "${path}".`,
    path.startsWith('/') ? 'encode blanks and "#" in it' : 'begin it with "/"',
  );
}
