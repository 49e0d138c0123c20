import type { PublishBehavior } from '../model/org.ts';
import type { Values } from '../model/value.ts';

/** Records that are being saved together: of one object, by one operation. */
export interface TriggeringChange {
  /** API name. */
  readonly object: string;
  readonly operation: 'create' | 'update' | 'delete';
  readonly records: readonly TriggeringRecord[];
}

export interface TriggeringRecord {
  /** As it shall be saved, or was; every field, null where it has no value. A new one has no id before it is saved. */
  readonly record: Values;
  /** As it was; null when it is new. */
  readonly prior: Values | null;
}

/**
 * What happens around a save besides the save: record-triggered flows. Records know flows only by this port. Everything
 * runs inside the transaction of the save; a rejection undoes the save.
 */
export interface Triggers {
  /** @returns the records as they shall be saved. @throws RecordError to refuse the save. */
  beforeSave(change: TriggeringChange): Promise<readonly Values[]>;
  afterSave(change: TriggeringChange): Promise<void>;
  beforeDelete(change: TriggeringChange): Promise<void>;
  /** Platform events are heard of when they are asked for; who subscribes to them runs later. */
  publish(events: PublishedEvents): void;
}

/** Platform events of one kind. */
export interface PublishedEvents {
  /** API name: `Order_Shipped__e`. */
  readonly event: string;
  readonly publishBehavior: PublishBehavior;
  /** Every field of each, null where it has no value. */
  readonly payloads: readonly Values[];
}
