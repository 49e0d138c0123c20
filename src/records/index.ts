import { type ObjectCatalog, objectCatalog } from './objects/index.ts';
import { type Records, recordsIn } from './records.ts';

export { FULL_ACCESS, type ObjectRight, type RecordAccess } from './access.ts';
export type { RecordOperation } from './change-records.ts';
export { FIELD_TYPES } from './field-types.ts';
export { runFlowQuery } from './flow-query.ts';
export { type SaveContext, type SavedRecords, type SaveRequest, saveRecords } from './flow-save.ts';
export { validateFlowValues } from './flow-values.ts';
export { idChecksum, makeId, toId15, toId18 } from './ids.ts';
export { type ChangeContext, insertRecord, momentOf } from './insert-record.ts';
export { objectShapes } from './object-shapes.ts';
export { catalogOf } from './objects/declared.ts';
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
export { rollUp } from './roll-up.ts';
export type { QueriedRecord, QueryResult } from './run-query.ts';
export type { Job, JobKey } from './stores/job.ts';
export type { PublishedEvents, TriggeringChange, TriggeringRecord, Triggers } from './triggers.ts';
export { userAccess } from './user-access.ts';
export { withoutParents, withParents } from './with-parents.ts';

/**
 * Opens the records of an org.
 * @param directory folder of the org's `org.db`, made when missing; null keeps the records in memory
 * @param objects left out = the standard ones
 * @throws FlowrunError `ORG` when the folder cannot be written or the file is damaged
 */
export async function openRecords(
  directory: string | null,
  objects: ObjectCatalog = objectCatalog(),
): Promise<Records> {
  const { openSqliteStore } = await import('./stores/sqlite.ts');
  return recordsIn(openSqliteStore(directory), objects);
}

/**
 * Removes all records of an org, and whatever else its database holds.
 * @throws FlowrunError `ORG` when another process keeps the database locked
 */
export async function eraseRecords(directory: string): Promise<void> {
  const { eraseSqliteStore } = await import('./stores/sqlite.ts');
  eraseSqliteStore(directory);
}
