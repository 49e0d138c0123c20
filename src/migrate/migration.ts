import type { DocumentNode, Place } from '../model/document.ts';

/** Something of the old automation that a record-triggered flow has no exact counterpart for. */
export interface Obstacle {
  /** What it is, one sentence in lower case without a full stop. */
  readonly message: string;
  readonly place: Place;
  /** What to do instead. */
  readonly suggestion: string;
}

/** One automation and what became of it. */
export interface Migration {
  /** API name of the new flow. */
  readonly name: string;
  /** What was migrated, in words: `the process Close_Registration`. */
  readonly subject: string;
  /** The record-triggered flow; null where something has no exact counterpart. */
  readonly document: DocumentNode | null;
  readonly obstacles: readonly Obstacle[];
}

/** The API version of flows that are made. */
export const NEW_API_VERSION = '66.0';
