import type { ElementDefinition } from './define-element.ts';

/**
 * Custom Error: refuses the save of the record that started the flow, with messages on the record or on fields of it. No
 * connector takes it: the whole transaction is rolled back (reference: flow-semantics 6).
 */
export const customError: ElementDefinition<'customError'> = {
  type: 'customError',
  connectors: (element) => [{ name: 'next', connector: element.next }],
  compile: (element, context) => {
    const errors = element.errors.map(({ message, field }) => ({
      message: context.text(message),
      field: field ?? null,
    }));
    return {
      enter: (turn) => {
        const told = errors.map(({ message, field }) => ({ message: message(turn), field }));
        return turn.fault({
          code: 'CUSTOM_ERROR',
          message: told.map(({ message }) => message).join('\n'),
          detail: { errors: told },
        });
      },
    };
  },
};
