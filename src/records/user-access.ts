import type { ObjectRightWord, OrgDefinition, User } from '../model/org.ts';
import { findKey } from '../values/fields.ts';
import { FULL_ACCESS, type ObjectRight, type RecordAccess } from './access.ts';

/** Profiles that may do everything. */
const ADMINISTRATOR = /^system administrator$/i;

/** What else gives a right: who may see or change all records may see or change one. */
const GIVEN_BY: { readonly [R in ObjectRight]: readonly ObjectRightWord[] } = {
  read: ['read', 'viewAll', 'modifyAll'],
  create: ['create'],
  edit: ['edit', 'modifyAll'],
  delete: ['delete', 'modifyAll'],
};

/**
 * What a user may do with records in user mode: the sum of his profile and permission sets. A user without a profile and
 * a System Administrator may do everything, and so may everybody in an org where no file says a word about records
 * (reference: flow-semantics 10). Sharing between users is not emulated: whoever may read an object may read all of it.
 */
export function userAccess(org: OrgDefinition, user: User | undefined): RecordAccess {
  const holders = [...org.profiles, ...org.permissionSets];
  if (!holders.some(({ rights }) => rights !== undefined)) return FULL_ACCESS;
  if (!user || user.profile === null || ADMINISTRATOR.test(user.profile)) return FULL_ACCESS;
  const own = [user.profile, ...user.permissionSets].map((name) => name.toLowerCase());
  const granted = holders.flatMap(({ name, rights }) => (rights && own.includes(name.toLowerCase()) ? [rights] : []));
  const named = holders.flatMap(({ rights }) => Object.keys(rights?.fields ?? {}).map((key) => key.toLowerCase()));
  const guarded = new Set(named);
  return {
    object: (object, right) =>
      granted.some((rights) => listed(rights.objects, object).some((word) => GIVEN_BY[right].includes(word))),
    field: (object, field, right) => {
      const path = `${object}.${field}`;
      if (!guarded.has(path.toLowerCase())) return true;
      return granted.some((rights) => listed(rights.fields, path).some((word) => word === right || word === 'edit'));
    },
  };
}

function listed<W>(rights: Readonly<Record<string, readonly W[]>>, name: string): readonly W[] {
  const key = findKey(rights, name);
  return key === undefined ? [] : (rights[key] ?? []);
}
