import type { ScreenAction } from '../model/elements.ts';
import type { Fault } from '../model/interview.ts';
import type { ResourceType, Value, Values } from '../model/value.ts';
import type { CompileContext, Declared, RaisedEffect, SubflowSignature, Turn } from './define-element.ts';

/**
 * Actions of a screen: a button runs an autolaunched flow while the screen stays, in a transaction of the flow's own. What
 * became of it is read as `{!Action.Results.variable}` and `{!Action.Error}` (reference: flow-semantics 2, the names of the
 * paths are not verified there).
 */
export interface CompiledActions {
  /** The action that a button starts; undefined = none. */
  on(button: string): string | undefined;
  /** The effect of an action, its inputs read in the state of the screen. */
  run(name: string, state: Turn): RaisedEffect;
  finished(name: string, turn: Turn, outputs: Values): void;
  failed(name: string, turn: Turn, fault: Fault): void;
}

const TEXT: ResourceType = { dataType: 'Text' };

/** What an action adds to the names of the flow. */
export function declareAction(
  { name, place, flow }: ScreenAction,
  signature: (name: string) => SubflowSignature | undefined,
): Declared {
  const outputs = signature(flow.name)?.outputs;
  const results: ResourceType = outputs ? { dataType: 'Apex', fields: outputs } : { dataType: 'Apex' };
  return { name, place, what: 'screen action', type: { dataType: 'Apex', fields: { Results: results, Error: TEXT } } };
}

export function compileActions(actions: readonly ScreenAction[], context: CompileContext): CompiledActions {
  const compiled = new Map(
    actions.map(({ name, flow, inputs }) => [
      name,
      {
        flow: flow.name,
        inputs: inputs.map((row) => ({ name: row.name, read: context.read(row.value) })),
        store: context.store(name),
      },
    ]),
  );
  const named = (name: string) => compiled.get(name);
  const { runInMode } = context.flow;
  return {
    on: (button) => actions.find(({ on }) => on?.name.toLowerCase() === button.toLowerCase())?.name,
    run: (name, state) => {
      const action = named(name);
      const inputs = (action?.inputs ?? []).map((row): [string, Value] => [row.name, row.read(state)]);
      return {
        kind: 'action',
        type: 'flow',
        name: action?.flow ?? '',
        inputs: Object.fromEntries(inputs),
        runInMode,
        screenAction: name,
      };
    },
    finished: (name, turn, outputs) => named(name)?.store(turn, { Results: outputs, Error: null }),
    failed: (name, turn, { message }) => named(name)?.store(turn, { Results: null, Error: message }),
  };
}
