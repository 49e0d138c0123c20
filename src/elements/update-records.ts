import type { UpdateRecordsElement } from '../model/elements.ts';
import type { RecordFilter } from '../model/interview.ts';
import type { Values } from '../model/value.ts';
import {
  type CompileContext,
  type CompiledElement,
  type ElementDefinition,
  type RaisedEffect,
  type Read,
  WAIT,
} from './define-element.ts';
import { both, compileRecords, compileSet, idOf, saveOf } from './record-values.ts';
import { onTriggeringRecord, RECORD } from './start.ts';

/**
 * Update Records: every record that fits, or the records of a variable by their ids. With `set` beside a variable only
 * these fields of its records change, and only where they meet the conditions. Nothing to update is no fault (reference:
 * flow-semantics 6).
 */
export const updateRecords: ElementDefinition<'updateRecords'> = {
  type: 'updateRecords',
  boundary: 'writes',
  raises: 'save',
  connectors: (element) => [
    { name: 'next', connector: element.next },
    { name: 'fault', connector: element.fault },
  ],
  compile: (element, context) => {
    if (isRecordInHand(element, context)) return compileInHand(element, context);
    const save = element.record ? compileHeld(element, context) : compileFiltered(element, context);
    const next = context.to(element.next);
    return {
      enter: (turn) => {
        const effect = save(turn);
        return effect === null ? next : turn.raise(effect);
      },
      resume: (turn, event) => {
        if (event.kind === 'failed') return turn.fault(event.fault);
        return event.kind === 'saved' ? next : WAIT;
      },
      ...(element.fault ? { fault: context.to(element.fault) } : {}),
    };
  },
};

/** Before the save, the record that starts the flow is not updated: it is the one that is about to be saved. */
function isRecordInHand({ record }: UpdateRecordsElement, { flow }: CompileContext): boolean {
  return flow.trigger?.type === 'RecordBeforeSave' && record?.path.toLowerCase() === RECORD.toLowerCase();
}

function compileInHand(element: UpdateRecordsElement, context: CompileContext): CompiledElement {
  const fields = element.set.map(({ name, value }) => ({
    read: context.read(value),
    write: context.write({ kind: 'reference', path: `${RECORD}.${name}`, place: value.place }),
  }));
  const wanted = element.where ? context.test(onTriggeringRecord(element.where)) : () => true;
  const next = context.to(element.next);
  return {
    enter: (turn) => {
      if (wanted(turn)) for (const { read, write } of fields) write(turn, read(turn));
      return next;
    },
  };
}

type Save = Read<RaisedEffect | null>;

function compileFiltered(element: UpdateRecordsElement, context: CompileContext): Save {
  const where = element.where ? context.filter(element.where) : () => null;
  const set = compileSet(element.set, context);
  const object = element.object?.name ?? null;
  const { runInMode } = context.flow;
  return (turn) => saveOf({ operation: 'update', object, filtered: { where: where(turn), set: set(turn) } }, runInMode);
}

function compileHeld(element: UpdateRecordsElement, context: CompileContext): Save {
  const { record, where, set: rows } = element;
  if (!record) return () => null;
  const held = compileRecords(record, context);
  const filter = where ? context.filter(where) : () => null;
  const set = compileSet(rows, context);
  const { object } = held;
  const { runInMode } = context.flow;
  return (turn) => {
    const records = held.read(turn);
    if (records.length === 0) return null;
    if (rows.length === 0) return saveOf({ operation: 'update', object, records }, runInMode);
    const filtered = { where: both(withIdsOf(records), filter(turn)), set: set(turn) };
    return saveOf({ operation: 'update', object, filtered }, runInMode);
  };
}

function withIdsOf(records: readonly Values[]): RecordFilter {
  return { kind: 'row', field: 'Id', operator: 'in', value: records.map(idOf).filter((id) => id !== null) };
}
