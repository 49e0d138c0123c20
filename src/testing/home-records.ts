import type { HomeOrg } from '../effects/index.ts';
import type { Values } from '../model/value.ts';
import { objectNamed, putRecord } from '../project/index.ts';
import { FULL_ACCESS, runFlowQuery } from '../records/index.ts';

/** Records by object, as a test writes and expects them. */
export type RecordsByObject = Readonly<Record<string, readonly Values[]>>;

/**
 * Puts a test's records into the org; an `Id` of their own is kept, so that they can point at each other.
 * @throws UsageError naming the record that the org would refuse.
 */
export function seedRecords(home: HomeOrg, fixtures: RecordsByObject, user: string, now: number): void {
  home.records.store.transaction(() => {
    for (const [name, list] of Object.entries(fixtures)) {
      const definition = objectNamed(home, name, 'records');
      list.forEach((record, index) => {
        putRecord(home, definition, record, { user, now: now + index, where: `records: ${name}[${index}]` });
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
