import { type ElementDefinition, WAIT } from './define-element.ts';

/**
 * Roll Back Records: undoes what this transaction changed and did not commit; earlier screens have committed theirs.
 * Variables keep what they hold (reference: flow-semantics 6).
 */
export const rollBackRecords: ElementDefinition<'rollBackRecords'> = {
  type: 'rollBackRecords',
  connectors: (element) => [{ name: 'next', connector: element.next }],
  compile: (element, context) => {
    const next = context.to(element.next);
    return {
      enter: (turn) => turn.raise({ kind: 'rollback', fault: null }),
      resume: (turn, event) => {
        if (event.kind === 'failed') return turn.fault(event.fault);
        return event.kind === 'done' ? next : WAIT;
      },
    };
  },
};
