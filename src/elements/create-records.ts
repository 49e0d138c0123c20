import type { CreateRecordsElement, UpsertRule } from '../model/elements.ts';
import type { Upsert } from '../model/interview.ts';
import type { Value } from '../model/value.ts';
import { type CompileContext, type ElementDefinition, type Read, type Turn, WAIT } from './define-element.ts';
import { compileRecords, compileSet, type HeldRecords, saveOf, withIds } from './record-values.ts';

/**
 * Create Records: one record from values, whose id is the output, or the record or records of a variable, which gets their
 * ids (reference: flow-semantics 6). A variable that holds no record creates none.
 */
export const createRecords: ElementDefinition<'createRecords'> = {
  type: 'createRecords',
  boundary: 'writes',
  raises: 'save',
  connectors: (element) => [
    { name: 'next', connector: element.next },
    { name: 'fault', connector: element.fault },
  ],
  declares: (element) =>
    givesId(element)
      ? [{ name: element.name, place: element.place, what: 'Create Records', type: { dataType: 'Text' } }]
      : [],
  compile: (element, context) => {
    const held = element.record ? compileRecords(element.record, context) : null;
    const set = compileSet(element.set, context);
    const upsert: Read<Upsert | null> = element.upsert ? compileUpsert(element.upsert, context) : () => null;
    const object = element.object?.name ?? held?.object ?? null;
    const next = context.to(element.next);
    const store = compileOutput(element, held, context);
    const { runInMode } = context.flow;
    return {
      enter: (turn) => {
        const records = held ? held.read(turn) : [set(turn)];
        if (records.length === 0) return next;
        return turn.raise(saveOf({ operation: 'create', object, records, upsert: upsert(turn) }, runInMode));
      },
      resume: (turn, event) => {
        if (event.kind === 'failed') return turn.fault(event.fault);
        if (event.kind !== 'saved') return WAIT;
        store(turn, event.ids);
        return next;
      },
      ...(element.fault ? { fault: context.to(element.fault) } : {}),
    };
  },
};

/** Records of a variable keep their ids there: only a record from values gives its id under the element's name. */
function givesId({ outputs, record }: CreateRecordsElement): boolean {
  return outputs.kind === 'automatic' && record === undefined;
}

function compileUpsert({ where, none, one, many }: UpsertRule, context: CompileContext): Read<Upsert | null> {
  if (!where) return () => null;
  const filter = context.filter(where);
  const steps = { none: none ?? 'AddRecord', one: one ?? 'UpdateAllRecords', many: many ?? 'UpdateLatestRecord' };
  return (turn) => {
    const found = filter(turn);
    return found === null ? null : { where: found, ...steps };
  };
}

function compileOutput(
  element: CreateRecordsElement,
  held: HeldRecords | null,
  context: CompileContext,
): (turn: Turn, ids: readonly string[]) => void {
  const { outputs, record } = element;
  const writeBack = held && record ? context.write(record) : null;
  const write: ((turn: Turn, id: Value) => void) | null = givesId(element)
    ? context.store(element.name)
    : outputs.kind === 'variable'
      ? context.write(outputs.target)
      : null;
  return (turn, ids) => {
    if (held && writeBack) writeBack(turn, withIds(held.held(turn), ids));
    write?.(turn, ids[0] ?? null);
  };
}
