import type { RecordValues } from '../objects/define-object.ts';
import type { QueryPlan } from '../soql/query-plan.ts';
import type { Job, JobKey } from './job.ts';

/** A record as it is kept. `values` hold every field but the id. */
export interface StoredRecord {
  /** 18 characters. */
  readonly id: string;
  /** API name of the object. */
  readonly object: string;
  readonly deleted: boolean;
  readonly values: RecordValues;
}

/** Exactly one of the two is called, in the reverse order of the points. */
export interface Savepoint {
  release(): void;
  undo(): void;
}

/**
 * Where records live. Calls are synchronous, so that a transaction can never be cut in two by another request of the
 * same process; other processes wait at `transaction`.
 */
export interface RecordStore {
  /** Runs the work whole or not at all; nested calls join the outer one, an open transaction undoes this work alone. */
  transaction<T>(work: () => T): T;
  /** Begins a transaction that goes on over many calls. Throws where one is open. */
  begin(): void;
  /** Ends the transaction that `begin` began; nothing where none is open. */
  commit(): void;
  rollback(): void;
  /** A point that an open transaction can be taken back to. */
  savepoint(): Savepoint;
  insert(record: StoredRecord): void;
  /** Replaces the values and the deleted mark of a record. */
  replace(record: StoredRecord): void;
  /** Deleted records too. */
  find(id: string): StoredRecord | undefined;
  /** The records that are not deleted and fit, each as a row of the plan's columns. */
  select(plan: QueryPlan): readonly (readonly unknown[])[];
  /** How many `select` would give, before the plan's limit and offset. */
  count(plan: QueryPlan): number;
  /** Next number of a series, from 1. */
  nextNumber(series: string): number;
  /** A property that has not expired; undefined when there is none. */
  property(name: string, now: number): string | undefined;
  /** Sets or (null) removes a property; `expires` in epoch milliseconds, null = never. */
  setProperty(name: string, value: string | null, expires: number | null): void;
  /** Forgets properties that expired before `now`. */
  expireProperties(now: number): void;
  /** Keeps a job, with a new id, in place of the one that has its key. */
  keepJob(job: Omit<Job, 'id'>): void;
  removeJob(key: JobKey): void;
  /** Removes a job for whoever runs it. @returns false where it is gone already, or another one has taken its place. */
  takeJob(job: Job): boolean;
  /** In the order in which they are due. @param record of this record alone */
  jobs(record?: string): readonly Job[];
  /** Removes everything. */
  clear(): void;
  close(): void;
}
