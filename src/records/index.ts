import { objectCatalog } from './objects/index.ts';
import { type Records, recordsIn } from './records.ts';

export type { RecordOperation } from './change-records.ts';
export { FIELD_TYPES } from './field-types.ts';
export { idChecksum, makeId, toId15, toId18 } from './ids.ts';
export { type ChangeContext, insertRecord } from './insert-record.ts';
export type {
  FieldDefinition,
  FieldType,
  FieldValue,
  ObjectDefinition,
  RecordValues,
} from './objects/define-object.ts';
export { type ObjectCatalog, objectCatalog } from './objects/index.ts';
export { problem, RecordError, type RecordProblem } from './record-error.ts';
export type { FoundRecord, OperationResult, Records } from './records.ts';
export type { QueriedRecord, QueryResult } from './run-query.ts';

/**
 * Opens the records of an org.
 * @param directory folder of the org's `org.db`, made when missing; null keeps the records in memory
 * @throws FlowrunError `ORG` when the folder cannot be written or the file is damaged
 */
export async function openRecords(directory: string | null): Promise<Records> {
  const { openSqliteStore } = await import('./stores/sqlite.ts');
  return recordsIn(openSqliteStore(directory), objectCatalog());
}

/**
 * Removes all records of an org, and whatever else its database holds.
 * @throws FlowrunError `ORG` when another process keeps the database locked
 */
export async function eraseRecords(directory: string): Promise<void> {
  const { eraseSqliteStore } = await import('./stores/sqlite.ts');
  eraseSqliteStore(directory);
}
