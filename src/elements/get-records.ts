import type { GetRecordsElement } from '../model/elements.ts';
import type { ResourceType, Value } from '../model/value.ts';
import { readPath } from '../values/fields.ts';
import { type CompileContext, type ElementDefinition, type Turn, WAIT } from './define-element.ts';

/**
 * Get Records: the first record that fits, or all of them, sorted before they are cut (reference: flow-semantics 6). An
 * automatic output is null where none is found, so that Is Null tells in both cases; by hand the variables keep what they
 * hold unless `nullIfNoneFound` is set.
 */
export const getRecords: ElementDefinition<'getRecords'> = {
  type: 'getRecords',
  raises: 'query',
  connectors: (element) => [
    { name: 'next', connector: element.next },
    { name: 'fault', connector: element.fault },
  ],
  declares: (element) =>
    element.outputs.kind === 'automatic'
      ? [{ name: element.name, place: element.place, what: 'Get Records', type: outputType(element) }]
      : [],
  compile: (element, context) => {
    const where = element.where ? context.filter(element.where) : () => null;
    const { runInMode } = context.flow;
    const many = takesMany(element, context);
    const query = {
      object: element.object.name,
      fields: element.fields?.map(({ name }) => name) ?? null,
      paths: context.pathsRead(element),
      sort: element.sort ? [element.sort] : [],
      limit: many ? (element.limit ?? null) : 1,
    };
    const store = compileOutputs(element, many, context);
    const next = context.to(element.next);
    return {
      enter: (turn) => turn.raise({ kind: 'query', queries: [{ ...query, where: where(turn) }], runInMode }),
      resume: (turn, event) => {
        if (event.kind === 'failed') return turn.fault(event.fault);
        if (event.kind !== 'rows') return WAIT;
        store(turn, event.rows[0] ?? []);
        return next;
      },
      ...(element.fault ? { fault: context.to(element.fault) } : {}),
    };
  },
};

function outputType({ object, records }: GetRecordsElement): ResourceType {
  return { dataType: 'Record', of: object.name, ...(records === 'all' ? { collection: true } : {}) };
}

/** Whether all records are wanted: where the file does not say, the variable that takes them does. */
function takesMany({ records, outputs }: GetRecordsElement, context: CompileContext): boolean {
  if (records !== undefined) return records === 'all';
  return outputs.kind === 'variable' && context.typeOf(outputs.target)?.collection === true;
}

function compileOutputs(
  element: GetRecordsElement,
  many: boolean,
  context: CompileContext,
): (turn: Turn, rows: readonly Value[]) => void {
  const { outputs, nullIfNoneFound } = element;
  const found = (rows: readonly Value[]): Value => (rows.length === 0 ? null : many ? rows : (rows[0] ?? null));
  if (outputs.kind === 'automatic') {
    const store = context.store(element.name);
    return (turn, rows) => store(turn, found(rows));
  }
  if (outputs.kind === 'none') return () => {};
  if (outputs.kind === 'variable') {
    const write = context.write(outputs.target);
    const empty: Value = context.typeOf(outputs.target)?.collection === true ? [] : null;
    return (turn, rows) => {
      if (rows.length > 0) write(turn, found(rows));
      else if (nullIfNoneFound || many) write(turn, empty);
    };
  }
  const fields = outputs.rows.map(({ name, target }) => ({ path: name.split('.'), write: context.write(target) }));
  return (turn, rows) => {
    if (rows.length === 0 && !nullIfNoneFound) return;
    for (const { path, write } of fields) write(turn, readPath(rows[0], path));
  };
}
