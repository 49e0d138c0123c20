import type { ScheduledPath } from '../../model/flow.ts';
import type { NotEntered, RecordTrigger } from '../../model/interview.ts';
import type { Values } from '../../model/value.ts';
import { parseDateTime } from '../../values/date.ts';
import { findKey } from '../../values/fields.ts';
import { movedBy } from '../../values/time-offset.ts';
import type { Saving, TriggeredFlow } from './flow-triggers.ts';

/** What a save has made of a flow that it started. */
interface Started {
  readonly object: string;
  /** The record as it was saved. */
  readonly trigger: RecordTrigger;
  readonly notEntered: NotEntered | null;
}

/**
 * Plans the paths of a flow that start later, in the transaction of the save: at once after its commit, or as a job of
 * the org. A record has one job for each path: saved again, it moves with the record, and is gone once the record no longer
 * meets the entry conditions. Times in the past are due at once. (Help: Scheduled Paths; that a later save which starts the
 * flow again counts anew from that save is not verified.)
 */
export function schedulePaths(one: TriggeredFlow, started: Started, saving: Saving): void {
  const { object, trigger, notEntered } = started;
  const { interview, records, now } = saving;
  const { timeZone, user } = interview.context;
  const record = String(trigger.record.Id);
  for (const path of one.flow.trigger.scheduledPaths) {
    const later = (due: number | null): void =>
      saving.later({ flow: one, path, object, trigger: { ...trigger, path: path.name }, due, anyway: false });
    if (path.async) {
      if (notEntered === null) later(null);
      continue;
    }
    const key = { flow: one.flow.name, path: path.name, record };
    const kept = records.store.jobs(record).find((job) => job.flow === key.flow && job.path === key.path);
    if (notEntered === 'metBefore' && (kept === undefined || !isByField(path))) continue;
    const due = notEntered === 'conditionsNotMet' ? null : dueTime(path, trigger.record, { now: now(), timeZone });
    records.store.removeJob(key);
    if (due === null) continue;
    const { operation, prior } = kept && notEntered !== null ? kept : trigger;
    if (due > now() && operation !== 'delete')
      records.store.keepJob({ ...key, file: one.file, object, due, user, operation, prior });
    later(due);
  }
}

/** Whether the time of a path is counted from a field of the record. */
export function isByField({ from = RECORD_TRIGGER_EVENT }: ScheduledPath): boolean {
  return from.toLowerCase() !== RECORD_TRIGGER_EVENT.toLowerCase();
}

const RECORD_TRIGGER_EVENT = 'RecordTriggerEvent';

/**
 * When a path is due.
 * @param at now, in epoch milliseconds, and the time zone whose midnight a date stands for.
 * @returns epoch milliseconds; null where the field that it is counted from is empty.
 */
export function dueTime(
  path: ScheduledPath,
  record: Values,
  at: { readonly now: number; readonly timeZone: string },
): number | null {
  const { from = '', offset } = path;
  const value = isByField(path) ? record[findKey(record, from) ?? ''] : null;
  const base = isByField(path) ? (typeof value === 'string' ? parseDateTime(value, at.timeZone) : null) : at.now;
  return base === null || offset === undefined ? base : movedBy(base, offset);
}
