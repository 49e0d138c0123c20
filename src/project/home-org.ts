import type { HomeOrg } from '../effects/index.ts';
import type { OrgDefinition, User } from '../model/org.ts';
import {
  catalogOf,
  eraseRecords,
  FULL_ACCESS,
  insertRecord,
  makeId,
  openRecords,
  type Records,
  type RecordValues,
  userAccess,
} from '../records/index.ts';
import { userIdOf } from './globals.ts';

/** Name of the folder that the records of the org around the flows are kept in: `.flowrun/orgs/home`. */
export const HOME_ORG = 'home';

/**
 * Opens the org that flows run in: the objects it declares, its users with the ids that `{!$User.Id}` reads, and the
 * records that earlier runs left.
 * @param directory folder of `org.db`, made when missing; null keeps everything in memory.
 * @throws FlowrunError `ORG` when the folder cannot be used.
 */
export async function openHomeOrg(org: OrgDefinition, directory: string | null): Promise<HomeOrg> {
  const records = await openRecords(directory, catalogOf(org.objects ?? []));
  try {
    records.store.transaction(() => seedUsers(records, org));
  } catch (error) {
    records.close();
    throw error;
  }
  const userNamed = (name: string): User | undefined => {
    const wanted = name.toLowerCase();
    return org.users.find((user) => user.name.toLowerCase() === wanted || user.username.toLowerCase() === wanted);
  };
  return {
    records,
    userId: (name) => {
      const user = userNamed(name);
      return user && userIdOf(org, user);
    },
    access: (name, runInMode) => (runInMode === 'DefaultMode' ? userAccess(org, userNamed(name)) : FULL_ACCESS),
  };
}

/**
 * Forgets all records of the org that flows run in, but for its users. A damaged database is replaced.
 * @param directory folder of `org.db`.
 * @throws FlowrunError `ORG` when the directory cannot be written or another process keeps it locked
 */
export async function resetHomeOrg(org: OrgDefinition, directory: string): Promise<void> {
  await eraseRecords(directory);
  const { records } = await openHomeOrg(org, directory);
  records.close();
}

/** Brings the org's users up to their files; lookups such as OwnerId point at them. */
function seedUsers({ store, objects }: Records, org: OrgDefinition): void {
  const definition = objects.byName('User');
  if (definition === undefined) return;
  const blank = Object.fromEntries(definition.fields.map(({ name, defaultValue }) => [name, defaultValue]));
  const { Id: _, ...defaults } = blank;
  const all = org.users.length > 0 ? org.users.map((user) => valuesOf(org, user)) : [NOBODY];
  for (const { id, values } of all) {
    const known = store.find(id);
    const context = { userId: id };
    if (known === undefined) insertRecord(store, definition, { ...defaults, ...values }, context, id);
    else store.replace({ ...known, values: definition.derive({ ...known.values, ...values }, values) });
  }
}

/** Whose the records are in an org without users. */
const NOBODY = { id: makeId('005', 1), values: { Username: 'user@example.com', LastName: 'User', Alias: 'user' } };

function valuesOf(org: OrgDefinition, user: User): { readonly id: string; readonly values: RecordValues } {
  const { username, firstName, lastName, email, timeZone, locale, name } = user;
  return {
    id: userIdOf(org, user),
    values: {
      Username: username,
      FirstName: firstName,
      LastName: lastName ?? name,
      Email: email ?? username,
      Alias: name.slice(0, 8),
      TimeZoneSidKey: timeZone ?? 'GMT',
      LocaleSidKey: locale ?? 'en_US',
    },
  };
}
