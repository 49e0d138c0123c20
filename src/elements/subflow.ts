import type { SubflowElement } from '../model/elements.ts';
import type { ResourceType, Value, Values } from '../model/value.ts';
import { findKey, readPath } from '../values/fields.ts';
import { CALL, type ElementDefinition, type SubflowSignature, type Turn, type Write } from './define-element.ts';

/**
 * Subflow: inputs are assigned when it is called, a null text becomes empty text in the called flow, outputs are assigned
 * when it has finished (reference: flow-semantics 9).
 */
export const subflow: ElementDefinition<'subflow'> = {
  type: 'subflow',
  connectors: (element) => [{ name: 'next', connector: element.next }],
  declares: (element, signature) =>
    element.outputs.kind === 'automatic'
      ? [
          {
            name: element.name,
            place: element.place,
            what: 'subflow',
            type: outputType(signature(element.flow.name)?.outputs),
          },
        ]
      : [],
  compile: (element, context) => {
    const signature = context.subflow(element.flow.name);
    const inputs = element.inputs.map(({ name, value }) => ({
      name,
      read: context.read(value),
      emptyText: isPlainText(inputType(signature, name)),
    }));
    const store = compileOutputs(element, context);
    const next = context.to(element.next);
    return {
      enter: (turn) => {
        const values: Record<string, Value> = {};
        for (const input of inputs) {
          const value = input.read(turn);
          if (Array.isArray(value)) turn.owned.delete(value);
          values[input.name] = value === null && input.emptyText ? '' : value;
        }
        return turn.call(element.flow.name, values);
      },
      resume: (turn, event) => {
        if (event.kind !== 'returned') return CALL;
        store(turn, event.outputs);
        return next;
      },
    };
  },
};

function inputType(signature: SubflowSignature | undefined, name: string): ResourceType | undefined {
  const key = signature && findKey(signature.inputs, name);
  return key === undefined ? undefined : signature?.inputs[key];
}

function isPlainText(type: ResourceType | undefined): boolean {
  return type !== undefined && type.collection !== true && (type.dataType === 'Text' || type.dataType === 'Picklist');
}

function outputType(outputs: Readonly<Record<string, ResourceType>> | undefined): ResourceType {
  return outputs ? { dataType: 'Apex', fields: outputs } : { dataType: 'Apex' };
}

function compileOutputs(
  element: SubflowElement,
  context: Parameters<typeof subflow.compile>[1],
): (turn: Turn, outputs: Values) => void {
  const { outputs } = element;
  if (outputs.kind === 'automatic') {
    const store: Write = context.store(element.name);
    return (turn, values) => store(turn, values);
  }
  if (outputs.kind === 'map') {
    const rows = outputs.rows.map(({ name, target }) => ({ path: [name], write: context.write(target) }));
    return (turn, values) => {
      for (const row of rows) row.write(turn, readPath(values, row.path));
    };
  }
  return () => {};
}
