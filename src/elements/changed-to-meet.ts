import type { Read, Turn } from './define-element.ts';

/** Where `{!$Record}` and `{!$Record__Prior}` stand. */
export interface RecordSlots {
  readonly record: number;
  readonly prior: number;
}

/**
 * Conditions that hold only where the record meets them now and did not before ("only when a record is updated to meet the
 * conditions"; reference: flow-semantics 1 and 4). A new record met nothing before.
 */
export function changedToMeet(meets: Read<boolean>, slots: RecordSlots): Read<boolean> {
  return (turn) => meets(turn) && !metBefore(turn, slots, meets);
}

function metBefore(turn: Turn, slots: RecordSlots, meets: Read<boolean>): boolean {
  const { record, prior } = slots;
  const [now, before] = [turn.slots[record], turn.slots[prior]];
  if (before === null || before === undefined) return false;
  turn.slots[record] = before;
  turn.slots[prior] = null;
  try {
    return meets(turn);
  } finally {
    turn.slots[record] = now;
    turn.slots[prior] = before;
  }
}
