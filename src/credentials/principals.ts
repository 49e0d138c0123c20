import type { ExternalCredential, Principal } from '../model/credentials.ts';
import type { OrgDefinition } from '../model/org.ts';
import { credentialFault, noAccessMessage } from './faults.ts';

/** The metadata's spelling of a principal in a permission set: `TargetOrg-Api` (reference: credentials A6). */
export function principalKey(credential: string, principal: string): string {
  return `${credential}-${principal}`;
}

/** API names do not differ by case alone in an org. */
export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** A principal's name as an access check sees it; some files put blanks around the dash. */
const normalised = (key: string): string => key.replace(/\s*-\s*/, '-').toLowerCase();

/** The external credential of a name. Throws `CREDENTIAL_ACCESS` with Salesforce's message where there is none. */
export function findExternalCredential(org: OrgDefinition, name: string): ExternalCredential {
  const found = org.externalCredentials.find((credential) => sameName(credential.name, name));
  if (found !== undefined) return found;
  throw credentialFault(
    'CREDENTIAL_ACCESS',
    noAccessMessage('external credential', name),
    `there is no external credential "${name}": create org/external-credentials/${name}.yaml` +
      among(org.externalCredentials.map((credential) => credential.name)),
  );
}

/**
 * Chooses the principal that a user calls out as: of those his permission sets enable, the one with the lowest sequence
 * number (reference: credentials A2).
 * @param user Name or username of the running user, `interview.context.user`.
 * @throws FaultError `CREDENTIAL_ACCESS` whose help says which link of user, permission set and principal is missing.
 */
export function choosePrincipal(org: OrgDefinition, user: string, credential: ExternalCredential): Principal {
  const denied = (help: string) =>
    credentialFault('CREDENTIAL_ACCESS', noAccessMessage('external credential', credential.name), help);
  // Named credentials of the old kind need no permission set (reference: credentials B).
  const [everybodys] = credential.legacy ? credential.principals : [];
  if (everybodys !== undefined) return everybodys;
  if (credential.principals.length === 0) {
    throw denied(
      `the external credential "${credential.name}" has no principal: add one under "principals:" in ${credential.file}`,
    );
  }
  const running = org.users.find(({ name, username }) => sameName(name, user) || sameName(username, user));
  if (running === undefined) {
    throw denied(
      `there is no user "${user}": create a file in org/users/${among(org.users.map(({ username }) => username))}`,
    );
  }

  const own = new Map(credential.principals.map((p) => [normalised(principalKey(credential.name, p.name)), p]));
  const granting = org.permissionSets.filter((set) => set.principals.some((key) => own.has(normalised(key))));
  const assigned = granting.filter((set) => running.permissionSets.some((name) => sameName(name, set.name)));
  const usable = assigned
    .flatMap((set) => set.principals.map((key) => own.get(normalised(key))))
    .filter((principal) => principal !== undefined)
    .sort((a, b) => a.sequence - b.sequence);
  const [chosen] = usable;
  if (chosen !== undefined) return chosen;

  const [wanted] = [...own.values()].sort((a, b) => a.sequence - b.sequence);
  const key = principalKey(credential.name, wanted?.name ?? '');
  if (granting.length > 0) {
    const names = granting.map((set) => `"${set.name}"`).join(' or ');
    throw denied(
      `the user "${running.username}" lacks the permission set ${names}: add it under "permissionSets:" of that user in org/users/`,
    );
  }
  const [held] = running.permissionSets;
  const known = org.permissionSets.find((set) => held !== undefined && sameName(set.name, held));
  if (known !== undefined) {
    throw denied(
      `no permission set enables the principal "${key}": add it under "principals:" in org/permission-sets/${known.name}.yaml`,
    );
  }
  throw denied(
    `no permission set enables the principal "${key}": create one in org/permission-sets/ with "principals: [${key}]", and assign it to the user "${running.username}"`,
  );
}

const among = (names: readonly string[]): string =>
  names.length === 0 ? '' : ` (there are: ${names.slice(0, 10).join(', ')})`;
