import type { HomeOrg } from '../effects/index.ts';
import { UsageError } from '../errors.ts';
import type { Values } from '../model/value.ts';
import {
  insertRecord,
  type ObjectDefinition,
  RecordError,
  rollUp,
  toId18,
  validateFlowValues,
} from '../records/index.ts';

/** What a record that is put into the org by hand is known by. */
export interface PutOptions {
  /** Whose it is: name or username. */
  readonly user: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Where it is written, for messages: `Account[0]`. */
  readonly where: string;
}

/**
 * Puts a complete record into the org: an `Id` of its own is kept, fields that only the org sets may be given.
 * @returns its 18-character id.
 * @throws UsageError naming the record that the org would refuse.
 */
export function putRecord(home: HomeOrg, definition: ObjectDefinition, record: Values, options: PutOptions): string {
  const { user, now, where } = options;
  const { Id: id = null, ...values } = record;
  try {
    const own = typeof id === 'string' ? toId18(id) : null;
    if (id !== null && own === null) throw new UsageError(`${String(id)} is no id: it has 15 or 18 characters`);
    const given = validateFlowValues(definition, values);
    const by = { userId: home.userId(user) ?? '', now };
    const { store, objects } = home.records;
    const made = insertRecord(store, definition, given, by, ...(own ? [own] : []));
    rollUp(store, objects, [{ before: null, after: store.find(made) ?? null }], by);
    return made;
  } catch (error) {
    if (!(error instanceof RecordError) && !(error instanceof UsageError)) throw error;
    throw new UsageError(`${where}: ${error.message}`);
  }
}

/** @throws UsageError where the org has no object of this name. */
export function objectNamed({ records }: Pick<HomeOrg, 'records'>, name: string, where: string): ObjectDefinition {
  const definition = records.objects.byName(name);
  if (definition === undefined) {
    throw new UsageError(`${where}: there is no object ${name}`, `declare it in org/objects/${name}.yaml`);
  }
  return definition;
}
