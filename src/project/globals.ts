import type { InterviewContext } from '../model/interview.ts';
import type { OrgDefinition, User } from '../model/org.ts';
import type { Value } from '../model/value.ts';
import { makeId } from '../records/index.ts';
import { findKey } from '../values/fields.ts';

type GlobalFamily = (org: OrgDefinition, user: User | undefined, member: string) => Value;

/** Salesforce's fields of the running user, from the user's file; anything else from its `fields:`. */
function userField(org: OrgDefinition, user: User | undefined, member: string): Value {
  if (!user) return null;
  const fields: Readonly<Record<string, Value>> = {
    ...user.fields,
    Id: user.fields.Id ?? makeId('005', 1 + org.users.indexOf(user)),
    Username: user.username,
    FirstName: user.firstName,
    LastName: user.lastName,
    Name: [user.firstName, user.lastName].filter((part) => part !== null).join(' ') || user.username,
    Email: user.email,
    TimeZoneSidKey: user.timeZone,
    LocaleSidKey: user.locale,
  };
  const key = findKey(fields, member);
  return key === undefined ? null : (fields[key] ?? null);
}

/** Global variables by family, in lower case (reference: flow-semantics 11); a family that is not here has no values. */
const FAMILIES: Readonly<Record<string, GlobalFamily>> = {
  $user: userField,
  $profile: (_org, user, member) => (member.toLowerCase() === 'name' ? (user?.profile ?? null) : null),
  // A custom permission stands for the permission set of its name: org folders have no custom permissions of their own.
  $permission: (_org, user, member) =>
    user?.permissionSets.some((name) => name.toLowerCase() === member.toLowerCase()) ?? false,
};

/**
 * A global variable such as `$User.FirstName`, from the org folder.
 * @param path `['$User', 'FirstName']`; names are case-insensitive.
 * @returns null where it has no value, as for labels and settings, which org folders do not hold.
 */
export function globalValue(org: OrgDefinition, path: readonly string[], context: InterviewContext): Value {
  const [family = '', member = ''] = path;
  const read = FAMILIES[family.toLowerCase()];
  const user = org.users.find(({ name }) => name === context.user);
  return read ? read(org, user, member) : null;
}
