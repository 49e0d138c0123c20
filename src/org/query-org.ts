import type { TargetOrg } from '../model/org.ts';
import type { FieldValue, QueriedRecord } from '../records/index.ts';
import { openOrg } from './open-org.ts';

export interface OrgQueryResult {
  /** Found records; for `COUNT()` their number. */
  readonly totalSize: number;
  /** Paths of SELECT: `Name`, `Owner.Name`. */
  readonly columns: readonly string[];
  /** The values of each record, in the order of `columns`. */
  readonly rows: readonly (readonly FieldValue[])[];
}

export interface QueryOrgOptions {
  readonly definition: TargetOrg;
  /** Folder of `org.db`. */
  readonly directory: string | null;
  readonly soql: string;
}

/**
 * Answers a SOQL query from the records of an org, whether a server runs over them or not.
 * @throws RecordError with Salesforce's code and text; FlowrunError `ORG` when the records cannot be opened
 */
export async function queryOrg({ definition, directory, soql }: QueryOrgOptions): Promise<OrgQueryResult> {
  const org = await openOrg(definition, directory);
  try {
    const { totalSize, columns, records } = await org.records.query(soql);
    return {
      totalSize,
      columns,
      rows: records.map((record) => columns.map((column) => valueAt(record, column.split('.')))),
    };
  } finally {
    org.close();
  }
}

function valueAt(record: QueriedRecord, [name = '', ...rest]: readonly string[]): FieldValue {
  const value = record.fields[name] ?? null;
  return typeof value === 'object' && value !== null ? valueAt(value, rest) : value;
}
