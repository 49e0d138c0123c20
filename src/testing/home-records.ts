import type { HomeOrg } from '../effects/index.ts';
import { UsageError } from '../errors.ts';
import type { Values } from '../model/value.ts';
import { FULL_ACCESS, insertRecord, RecordError, runFlowQuery, toId18, validateFlowValues } from '../records/index.ts';

/** Records by object, as a test writes and expects them. */
export type RecordsByObject = Readonly<Record<string, readonly Values[]>>;

/**
 * Puts a test's records into the org; an `Id` of their own is kept, so that they can point at each other.
 * @throws UsageError naming the record that the org would refuse.
 */
export function seedRecords({ records, userId }: HomeOrg, fixtures: RecordsByObject, user: string, now: number): void {
  const { store, objects } = records;
  store.transaction(() => {
    for (const [name, list] of Object.entries(fixtures)) {
      const definition = objects.byName(name);
      if (definition === undefined) {
        throw new UsageError(`records: there is no object ${name}`, `declare it in org/objects/${name}.yaml`);
      }
      list.forEach((record, index) => {
        try {
          const { Id: id = null, ...values } = record;
          const own = typeof id === 'string' ? toId18(id) : null;
          if (id !== null && own === null) throw new UsageError(`${String(id)} is no id: it has 15 or 18 characters`);
          const given = validateFlowValues(definition, values);
          insertRecord(
            store,
            definition,
            given,
            { userId: userId(user) ?? '', now: now + index },
            ...(own ? [own] : []),
          );
        } catch (error) {
          if (!(error instanceof RecordError) && !(error instanceof UsageError)) throw error;
          throw new UsageError(`records: ${name}[${index}]: ${error.message}`);
        }
      });
    }
  });
}

/** Every record that is not deleted, but for users and the org itself. */
export function allRecords({ records: { store, objects } }: HomeOrg): RecordsByObject {
  const found = objects.all
    .filter(({ name }) => name !== 'User' && name !== 'Organization')
    .map(({ name }): [string, readonly Values[]] => {
      const query = { object: name, fields: null, where: null, sort: [], limit: null };
      return [name, runFlowQuery(store, objects, query, FULL_ACCESS)];
    });
  return Object.fromEntries(found.filter(([, list]) => list.length > 0));
}
