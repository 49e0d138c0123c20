import type { ActionElement, NameAt } from '../model/elements.ts';
import type { Value, Values } from '../model/value.ts';
import { readPath } from '../values/fields.ts';
import { type CompileContext, type CompiledElement, type Turn, WAIT } from './define-element.ts';

/** What is called, and where it leads. */
type Call = Pick<ActionElement, 'name' | 'kind' | 'inputs' | 'outputs' | 'next' | 'fault' | 'timeout'> & {
  readonly target: NameAt;
};

/** The steps of an element that raises an action effect. */
export function compileAction(element: Call, context: CompileContext): CompiledElement {
  const inputs = element.inputs.map(({ name, value }) => ({ name, read: context.read(value) }));
  const store = compileOutputs(element, context);
  const next = context.to(element.next);
  const timeout = element.timeout ? context.to(element.timeout) : null;
  const { kind: type, target } = element;
  const { runInMode } = context.flow;
  return {
    enter: (turn) => {
      const given = Object.fromEntries(inputs.map(({ name, read }): [string, Value] => [name, read(turn)]));
      return turn.raise({ kind: 'action', type, name: target.name, inputs: given, runInMode });
    },
    resume: (turn, event) => {
      if (event.kind === 'failed') {
        return timeout !== null && event.fault.code === 'ACTION_TIMEOUT' ? timeout : turn.fault(event.fault);
      }
      if (event.kind !== 'acted') return WAIT;
      store(turn, event.outputs);
      return next;
    },
    ...(element.fault ? { fault: context.to(element.fault) } : {}),
  };
}

function compileOutputs(
  { name, outputs }: Pick<ActionElement, 'name' | 'outputs'>,
  context: CompileContext,
): (turn: Turn, given: Values) => void {
  if (outputs.kind === 'automatic') return context.store(name);
  if (outputs.kind !== 'map') return () => {};
  const rows = outputs.rows.map((row) => ({ path: [row.name], write: context.write(row.target) }));
  return (turn, given) => {
    for (const { path, write } of rows) write(turn, readPath(given, path));
  };
}
