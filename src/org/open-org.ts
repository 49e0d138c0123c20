import { createHash } from 'node:crypto';
import type { TargetOrg, User } from '../model/org.ts';
import {
  type FieldValue,
  insertRecord,
  makeId,
  momentOf,
  openRecords,
  type Records,
  type RecordValues,
} from '../records/index.ts';

/** An embedded org with its users in place. */
export interface OpenOrg {
  readonly definition: TargetOrg;
  readonly records: Records;
  /** 18 characters; the same for every org of this name, so that outputs can be compared. */
  readonly orgId: string;
  /** Id of a user of the definition, by username in any case. */
  userId(username: string): string | undefined;
  close(): void;
}

/** The user that the org's own records belong to: the first of every org. */
const AUTOMATED_PROCESS = makeId('005', 1);

/**
 * Opens an org: its records, with one Organization and the users of its definition.
 * @param directory folder of `org.db`; null keeps everything in memory
 * @throws FlowrunError `ORG` when the folder cannot be used
 */
export async function openOrg(definition: TargetOrg, directory: string | null): Promise<OpenOrg> {
  const records = await openRecords(directory);
  try {
    const users = records.store.transaction(() => seed(records, definition));
    return {
      definition,
      records,
      orgId: orgIdOf(definition.name),
      userId: (username) => users.get(username.toLowerCase()),
      close: () => records.close(),
    };
  } catch (error) {
    records.close();
    throw error;
  }
}

/** Seven base-62 digits of a hash of the name: looks like an org's id, and stays. */
function orgIdOf(name: string): string {
  const hash = createHash('sha256').update(name).digest();
  return makeId('00D', (hash.readUIntBE(0, 6) % (62 ** 7 - 62 ** 6)) + 62 ** 6);
}

/** Brings the org's own records up to its definition. @returns ids by username in lower case */
function seed(records: Records, definition: TargetOrg): ReadonlyMap<string, string> {
  const { store, objects } = records;
  const now = Date.now();
  const context = { userId: AUTOMATED_PROCESS, now };
  const organization = objects.byName('Organization');
  const user = objects.byName('User');
  const users = new Map<string, string>();
  if (organization === undefined || user === undefined) return users;

  if (store.find(AUTOMATED_PROCESS) === undefined) {
    const values = {
      Username: `autoproc@${definition.name}`,
      FirstName: 'Automated',
      LastName: 'Process',
      Alias: 'autoproc',
    };
    insertRecord(store, user, { ...blank(user.fields), ...values, UserType: 'AutomatedProcess' }, context);
    const name = { Name: definition.name, OrganizationType: 'Developer Edition', InstanceName: 'LOCAL' };
    insertRecord(store, organization, { ...blank(organization.fields), ...name }, context, orgIdOf(definition.name));
  }
  for (const declared of definition.users) {
    const key = declared.username.toLowerCase();
    const property = `user:${key}`;
    const values = userValues(declared, user.fields);
    const id = store.property(property, now);
    const known = id === undefined ? undefined : store.find(id);
    if (known === undefined) {
      const made = insertRecord(store, user, values, context);
      store.setProperty(property, made, null);
      users.set(key, made);
      continue;
    }
    users.set(key, known.id);
    const wanted = user.derive({ ...known.values, ...values }, values, momentOf(context));
    if (JSON.stringify(wanted) !== JSON.stringify(known.values)) store.replace({ ...known, values: wanted });
  }
  return users;
}

type Fields = readonly { readonly name: string; readonly type: string; readonly defaultValue: FieldValue }[];

/** What the org sets by itself when it inserts a record. */
const SET_ON_INSERT = /^(?:Id|CreatedDate|CreatedById|LastModifiedDate|LastModifiedById|SystemModstamp)$/;

function blank(fields: Fields): RecordValues {
  const own = fields.filter(({ name }) => !SET_ON_INSERT.test(name));
  return Object.fromEntries(own.map(({ name, defaultValue }) => [name, defaultValue]));
}

function userValues(declared: User, fields: Fields): RecordValues {
  const further = fields.filter(
    ({ name, type }) => type !== 'boolean' && !SET_ON_INSERT.test(name) && declared.fields[name] !== undefined,
  );
  return {
    ...blank(fields),
    ...Object.fromEntries(further.map(({ name }) => [name, declared.fields[name] ?? null])),
    Username: declared.username,
    FirstName: declared.firstName,
    LastName: declared.lastName ?? declared.name,
    Email: declared.email ?? declared.username,
    Alias: declared.name.slice(0, 8),
    TimeZoneSidKey: declared.timeZone ?? 'GMT',
    LocaleSidKey: declared.locale ?? 'en_US',
    LanguageLocaleKey: 'en_US',
  };
}
