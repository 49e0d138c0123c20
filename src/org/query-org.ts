import type { TargetOrg } from '../model/org.ts';
import type { FieldValue, QueriedRecord, Records } from '../records/index.ts';
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
    return await queryRecords(org.records, soql);
  } finally {
    org.close();
  }
}

/**
 * Answers a SOQL query from records that are open.
 * @throws RecordError with Salesforce's code and text
 */
export async function queryRecords(from: Records, soql: string): Promise<OrgQueryResult> {
  const { totalSize, columns, records } = await from.query(soql);
  return {
    totalSize,
    columns,
    rows: records.map((record) => columns.map((column) => valueAt(record, column.split('.')))),
  };
}

function valueAt(record: QueriedRecord, [name = '', ...rest]: readonly string[]): FieldValue {
  const value = record.fields[name] ?? null;
  return typeof value === 'object' && value !== null ? valueAt(value, rest) : value;
}
