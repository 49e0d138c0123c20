import type { Values } from '../../model/value.ts';

/** A path of a record-triggered flow that waits for its time; a flow has at most one for each path and record. */
export interface Job extends JobKey {
  /** Tells it from one that has taken its place. */
  readonly id: number;
  /** Path of the flow's file, from the project's folder. */
  readonly file: string;
  /** API name of the record's object. */
  readonly object: string;
  /** Epoch milliseconds. */
  readonly due: number;
  /** Name of the user who saved the record, as whom the path runs. */
  readonly user: string;
  readonly operation: 'create' | 'update';
  /** The record as it was before that save; null when it was new. */
  readonly prior: Values | null;
}

export interface JobKey {
  /** API name of the flow. */
  readonly flow: string;
  readonly path: string;
  /** 18-character id of the record. */
  readonly record: string;
}
