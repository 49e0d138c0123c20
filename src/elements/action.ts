import type { ActionElement } from '../model/elements.ts';
import type { Value, Values } from '../model/value.ts';
import { readPath } from '../values/fields.ts';
import { type Boundary, type CompileContext, type ElementDefinition, type Turn, WAIT } from './define-element.ts';

/** Kinds that end the transaction or call out (reference: flow-semantics 1 and 8); all others leave it as it is. */
const BOUNDARIES: Readonly<Record<string, Boundary>> = {
  component: 'commits',
  localAction: 'commits',
  externalService: 'needs-clean',
};

/**
 * Action call: one effect with the kind and name of the metadata. What carries it out is the host's: a local emulation, a
 * module of the project, a stub. The time-out path is taken where it fails with `ACTION_TIMEOUT`.
 */
export const action: ElementDefinition<'action'> = {
  type: 'action',
  raises: 'action',
  boundary: ({ kind }) => BOUNDARIES[kind],
  connectors: (element) => [
    { name: 'next', connector: element.next },
    { name: 'fault', connector: element.fault },
    ...(element.timeout ? [{ name: 'timeout', connector: element.timeout }] : []),
  ],
  declares: (element) =>
    element.outputs.kind === 'automatic'
      ? [{ name: element.name, place: element.place, what: 'action', type: { dataType: 'Apex' } }]
      : [],
  compile: (element, context) => {
    const inputs = element.inputs.map(({ name, value }) => ({ name, read: context.read(value) }));
    const store = compileOutputs(element, context);
    const next = context.to(element.next);
    const timeout = element.timeout ? context.to(element.timeout) : null;
    const { kind: type, action: target } = element;
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
  },
};

function compileOutputs(
  { name, outputs }: ActionElement,
  context: CompileContext,
): (turn: Turn, given: Values) => void {
  if (outputs.kind === 'automatic') return context.store(name);
  if (outputs.kind !== 'map') return () => {};
  const rows = outputs.rows.map((row) => ({ path: [row.name], write: context.write(row.target) }));
  return (turn, given) => {
    for (const { path, write } of rows) write(turn, readPath(given, path));
  };
}
