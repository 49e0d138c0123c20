import { changeRecord, locateRecord, type RecordOperation } from './change-records.ts';
import { toId18 } from './ids.ts';
import type { ChangeContext } from './insert-record.ts';
import type { ObjectDefinition, RecordValues } from './objects/define-object.ts';
import { type ObjectCatalog, objectCatalog } from './objects/index.ts';
import { rolledBack } from './problems.ts';
import { RecordError, type RecordProblem } from './record-error.ts';
import { type QueryResult, runQuery } from './run-query.ts';
import type { RecordStore } from './stores/record-store.ts';

export type OperationResult =
  | { readonly success: true; readonly id: string }
  | { readonly success: false; readonly id: string | null; readonly problems: readonly RecordProblem[] };

export interface FoundRecord {
  readonly definition: ObjectDefinition;
  /** 18 characters. */
  readonly id: string;
  /** All fields, `Id` first. */
  readonly values: RecordValues;
}

/** The records of one org: validation, ids, system fields and queries over a store. */
export interface Records {
  readonly objects: ObjectCatalog;
  readonly store: RecordStore;
  /**
   * Carries out operations in order, in one transaction.
   * @param allOrNone when one fails, none is kept
   * @returns a result for each; never rejects for what Salesforce would refuse
   */
  apply(
    operations: readonly RecordOperation[],
    context: ChangeContext,
    allOrNone: boolean,
  ): Promise<readonly OperationResult[]>;
  /**
   * Carries out one operation.
   * @returns the record's 18-character id
   * @throws RecordError
   */
  change(operation: RecordOperation, context: ChangeContext): Promise<string>;
  /**
   * Reads one record.
   * @param object API name in any case; null: whatever the id belongs to
   * @param id 15 or 18 characters
   * @throws RecordError MALFORMED_ID, NOT_FOUND, ENTITY_IS_DELETED
   */
  retrieve(object: string | null, id: string): Promise<FoundRecord>;
  /**
   * Answers a SOQL query.
   * @param now what TODAY and its like count from
   * @throws RecordError MALFORMED_QUERY, INVALID_TYPE, INVALID_FIELD, …
   */
  query(soql: string, now?: Date): Promise<QueryResult>;
  close(): void;
}

/** Puts the rules of records over a store. */
export function recordsIn(store: RecordStore, objects: ObjectCatalog = objectCatalog()): Records {
  return {
    objects,
    store,
    apply: async (operations, context, allOrNone) => applyAll(store, objects, operations, context, allOrNone),
    change: async (operation, context) => store.transaction(() => changeRecord(store, objects, operation, context)),
    retrieve: async (object, id) => {
      const { record, definition } = locateRecord(store, objects, object, id);
      return { definition, id: record.id, values: { Id: record.id, ...record.values } };
    },
    query: (soql, now = new Date()) => runQuery(store, objects, soql, now),
    close: () => store.close(),
  };
}

function applyAll(
  store: RecordStore,
  objects: ObjectCatalog,
  operations: readonly RecordOperation[],
  context: ChangeContext,
  allOrNone: boolean,
): readonly OperationResult[] {
  const attempt = (operation: RecordOperation): OperationResult => {
    try {
      return { success: true, id: changeRecord(store, objects, operation, context) };
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      const id = operation.kind === 'create' ? null : (toId18(operation.id) ?? operation.id);
      return { success: false, id, problems: error.problems };
    }
  };
  let results: readonly OperationResult[] = [];
  try {
    return store.transaction(() => {
      results = operations.map(attempt);
      // Leaving by an error is what undoes a transaction.
      if (allOrNone && results.some((result) => !result.success)) throw new RecordError(rolledBack());
      return results;
    });
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    return results.map((result) => (result.success ? { success: false, id: null, problems: [rolledBack()] } : result));
  }
}
