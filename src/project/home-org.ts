import type { HomeOrg } from '../effects/index.ts';
import type { OrgDefinition, User } from '../model/org.ts';
import {
  catalogOf,
  eraseRecords,
  FULL_ACCESS,
  insertRecord,
  makeId,
  momentOf,
  openRecords,
  type Records,
  type RecordValues,
  userAccess,
} from '../records/index.ts';
import { idAt, userIdOf } from './globals.ts';

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
    records.store.transaction(() => seed(records, org));
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

/** A record that the org's files tell of. */
interface Seed {
  /** 18 characters. */
  readonly id: string;
  readonly values: RecordValues;
}

/** Brings what the org's files tell of up to them: users, whom lookups such as OwnerId point at, and set-up that flows ask for. */
function seed(records: Records, org: OrgDefinition): void {
  const users = org.users.length > 0 ? org.users.map((user) => valuesOf(org, user)) : [NOBODY];
  const [{ id: first } = NOBODY] = users;
  seedAll(records, 'User', users, null);
  const rows = (prefix: string, object: string, list: readonly Named[], values: (one: Named) => RecordValues): void => {
    const seeds = list.map((one) => ({ id: idAt(prefix, list, one) ?? '', values: values(one) }));
    seedAll(records, object, seeds, first);
  };
  rows('00e', 'Profile', org.profiles, ({ name, description = null }) => ({ Name: name, Description: description }));
  rows('00E', 'UserRole', org.roles, ({ name, label = null, description = null }) => ({
    Name: label ?? name,
    DeveloperName: name,
    RollupDescription: description,
  }));
  rows('0PS', 'PermissionSet', org.permissionSets, ({ name, label = null }) => ({ Name: name, Label: label ?? name }));
  seedAll(records, 'RecordType', recordTypesOf(org), first);
}

interface Named {
  readonly name: string;
  readonly label?: string | null;
  readonly description?: string | null;
}

function recordTypesOf({ objects = [] }: OrgDefinition): readonly Seed[] {
  return objects.flatMap(({ name: object, recordTypes = [] }) =>
    recordTypes.map(({ name, label, active, description }) => ({
      id: makeId('012', numberOf(`${object}.${name}`)),
      values: {
        Name: label,
        DeveloperName: name,
        SobjectType: object,
        IsActive: active,
        Description: description,
        IsPersonType: false,
      },
    })),
  );
}

/** From the name, so that ids stay when other record types are declared. */
function numberOf(name: string): number {
  let number = 7;
  for (const char of name) number = (number * 31 + (char.codePointAt(0) ?? 0)) % 2_147_483_647;
  return number + 1;
}

/** @param by who makes them; null = each itself, as users are. */
function seedAll({ store, objects }: Records, object: string, seeds: readonly Seed[], by: string | null): void {
  const definition = objects.byName(object);
  if (definition === undefined) return;
  const blank = Object.fromEntries(definition.fields.map(({ name, defaultValue }) => [name, defaultValue]));
  const { Id: _, ...defaults } = blank;
  for (const { id, values } of seeds) {
    const known = store.find(id);
    const context = { userId: by ?? id };
    if (known === undefined) insertRecord(store, definition, { ...defaults, ...values }, context, id);
    else if (Object.entries(values).some(([name, value]) => known.values[name] !== value))
      store.replace({ ...known, values: definition.derive({ ...known.values, ...values }, values, momentOf(context)) });
  }
}

/** Whose the records are in an org without users. */
const NOBODY: Seed = {
  id: makeId('005', 1),
  values: { Username: 'user@example.com', LastName: 'User', Alias: 'user' },
};

function valuesOf(org: OrgDefinition, user: User): Seed {
  const { username, firstName, lastName, email, timeZone, locale, name, profile, role } = user;
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
      ProfileId: idAt(
        '00e',
        org.profiles,
        org.profiles.find((one) => same(one.name, profile)),
      ),
      UserRoleId: idAt(
        '00E',
        org.roles,
        org.roles.find((one) => same(one.name, role)),
      ),
    },
  };
}

function same(name: string, wanted: string | null): boolean {
  return name.toLowerCase() === wanted?.toLowerCase();
}
