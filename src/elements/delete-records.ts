import type { DeleteRecordsElement } from '../model/elements.ts';
import { type CompileContext, type ElementDefinition, type RaisedEffect, type Read, WAIT } from './define-element.ts';
import { compileRecords, idOf, saveOf } from './record-values.ts';

/**
 * Delete Records: every record that fits, or the records of a variable by their ids. A condition that nothing fits is a
 * fault of the store, a variable without records is none (reference: flow-semantics 6).
 */
export const deleteRecords: ElementDefinition<'deleteRecords'> = {
  type: 'deleteRecords',
  boundary: 'writes',
  raises: 'save',
  connectors: (element) => [
    { name: 'next', connector: element.next },
    { name: 'fault', connector: element.fault },
  ],
  compile: (element, context) => {
    const save = compileSave(element, context);
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

function compileSave(
  { record, object, where }: DeleteRecordsElement,
  context: CompileContext,
): Read<RaisedEffect | null> {
  const { runInMode } = context.flow;
  if (record) {
    const held = compileRecords(record, context);
    return (turn) => {
      const records = held.read(turn).map((one) => ({ Id: idOf(one) }));
      return records.length === 0 ? null : saveOf({ operation: 'delete', object: held.object, records }, runInMode);
    };
  }
  const filter = where ? context.filter(where) : () => null;
  return (turn) =>
    saveOf(
      { operation: 'delete', object: object?.name ?? null, filtered: { where: filter(turn), set: {} } },
      runInMode,
    );
}
