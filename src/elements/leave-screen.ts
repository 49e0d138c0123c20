import type { ComponentField, ScreenField } from '../model/screens.ts';
import type { Value } from '../model/value.ts';
import { type FieldNode, takesEntry } from '../screens/field-node.ts';
import type { ScreenReading } from '../screens/read-screen.ts';
import { readPath } from '../values/fields.ts';
import type { CompileContext, Turn } from './define-element.ts';

/** Writes what a screen was left with. */
export type Leave = (turn: Turn, reading: ScreenReading<Turn>) => void;

type WriteValue = (turn: Turn, value: Value) => void;

/**
 * What Next and Finish do with accepted entries: fields under their names, components' attributes into the variables that
 * `outputs` names, fields of records into their records, fields of chosen records into theirs. What is hidden is null
 * (reference: flow-semantics 2); a hidden field of a record leaves the record as it was.
 */
export function compileLeave(
  fields: readonly ScreenField[],
  nodes: readonly FieldNode<Turn>[],
  context: CompileContext,
): Leave {
  const stores = nodes.flatMap((node) =>
    node.resource === null ? [] : [{ node, store: context.store(node.resource) }],
  );
  const components = new Map(fields.flatMap((field) => ('outputs' in field ? [[field.name, field] as const] : [])));
  const outputs = nodes.flatMap((node) => {
    const field = components.get(node.name);
    return field ? [{ node, write: compileOutputs(field, context) }] : [];
  });
  const records = nodes.flatMap((node) =>
    node.field.record ? [{ ...node.field.record, store: context.store(node.field.record.variable) }] : [],
  );
  return (turn, reading) => {
    // The reading keeps the state from before: nothing that is written here changes what is read.
    for (const { node, store } of stores) store(turn, reading.read(node).parsed.value);
    for (const { node, write } of outputs) write(turn, reading.read(node).parsed.value);
    for (const { slot, store } of records) store(turn, reading.state.slots[slot] ?? null);
    for (const node of nodes) {
      const { visible, raw } = reading.read(node);
      if (visible && takesEntry(node)) node.field.leave?.(raw, turn);
    }
  };
}

function compileOutputs({ outputs }: ComponentField, context: CompileContext): WriteValue {
  if (outputs.kind === 'variable') return context.write(outputs.target);
  if (outputs.kind !== 'map') return () => {};
  const rows = outputs.rows.map(({ name, target }) => ({ path: [name], write: context.write(target) }));
  return (turn, value) => {
    for (const { path, write } of rows) write(turn, readPath(value, path));
  };
}
