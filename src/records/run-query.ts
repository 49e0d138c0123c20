import { FIELD_TYPES } from './field-types.ts';
import type { FieldDefinition, FieldValue } from './objects/define-object.ts';
import type { ObjectCatalog } from './objects/index.ts';
import { parseSoql } from './soql/parse-soql.ts';
import { type PlannedQuery, planQuery } from './soql/plan-query.ts';
import type { RecordStore } from './stores/record-store.ts';

/** A found record, or a parent of one. */
export interface QueriedRecord {
  /** API name. */
  readonly object: string;
  /** 18 characters. */
  readonly id: string;
  /** What was asked for, in the order of SELECT; a parent is a record or null. */
  readonly fields: Readonly<Record<string, FieldValue | QueriedRecord>>;
}

export interface QueryResult {
  /** Found records; for `COUNT()` their number, without records. */
  readonly totalSize: number;
  /** Paths of SELECT: `Name`, `Owner.Name`. */
  readonly columns: readonly string[];
  readonly records: readonly QueriedRecord[];
}

/** Parses, plans and executes a query. @throws RecordError */
export async function runQuery(
  store: RecordStore,
  objects: ObjectCatalog,
  soql: string,
  now: Date,
): Promise<QueryResult> {
  const planned = planQuery(await parseSoql(soql), soql, objects, now);
  if (planned.kind === 'count') {
    const { limit } = planned.plan;
    const found = store.count(planned.plan);
    return { totalSize: limit === null ? found : Math.min(found, limit), columns: [], records: [] };
  }
  const records = store.select(planned.plan).map((row) => toRecord(planned, row));
  const columns = planned.columns.filter(({ hidden }) => !hidden).map(({ path }) => path.join('.'));
  return { totalSize: records.length, columns, records };
}

interface Draft {
  readonly object: string;
  readonly id: string;
  readonly fields: Record<string, FieldValue | Draft>;
}

function toRecord({ columns, plan }: PlannedQuery, row: readonly unknown[]): QueriedRecord {
  const drafts = new Map<string, Draft>();
  const root: Draft = { object: plan.object, id: String(row[0]), fields: {} };
  drafts.set('', root);
  columns.forEach((column, i) => {
    const parents = column.path.slice(0, -1);
    const name = column.path.at(-1) ?? '';
    const key = parents.join('.');
    const value = toValue(column.field, row[i]);
    if (column.hidden) {
      if (key !== '' && value !== null) drafts.set(key, { object: column.object, id: String(value), fields: {} });
      return;
    }
    // Hangs each parent on its child at its first field, so that fields keep the order of SELECT.
    for (let depth = 1; depth <= parents.length; depth++) {
      const child = drafts.get(parents.slice(0, depth - 1).join('.'));
      const parent = drafts.get(parents.slice(0, depth).join('.')) ?? null;
      const link = parents[depth - 1] ?? '';
      if (child !== undefined) child.fields[link] = parent;
    }
    const owner = drafts.get(key);
    if (owner !== undefined) owner.fields[name] = value;
  });
  return root;
}

/** A value as SQLite gave it. */
export function toValue(field: FieldDefinition, value: unknown): FieldValue {
  if (FIELD_TYPES[field.type].comparison === 'boolean') return value === 1;
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}
