import { assign, createActor, setup } from 'xstate';
import { items } from './workload.js';

/** XState in the shape of a flow: every element a state, every connector an eventless transition. */
export function prepare() {
  const machine = setup({
    guards: {
      more: ({ context }) => context.at < items.length,
      large: ({ context }) => context.item > 5000,
    },
    actions: {
      take: assign({ item: ({ context }) => items[context.at], at: ({ context }) => context.at + 1 }),
      addUp: assign({ total: ({ context }) => context.total + context.item }),
      countSmall: assign({ small: ({ context }) => context.small + 1 }),
      countAll: assign({ seen: ({ context }) => context.seen + 1 }),
    },
  }).createMachine({
    context: { total: 0, small: 0, seen: 0, at: 0, item: 0 },
    initial: 'eachItem',
    states: {
      eachItem: { always: [{ guard: 'more', actions: 'take', target: 'isLarge' }, { target: 'end' }] },
      isLarge: { always: [{ guard: 'large', target: 'addUp' }, { target: 'countSmall' }] },
      addUp: { always: { actions: 'addUp', target: 'countAll' } },
      countSmall: { always: { actions: 'countSmall', target: 'countAll' } },
      countAll: { always: { actions: 'countAll', target: 'eachItem' } },
      end: { type: 'final' },
    },
  });
  return () => {
    const { total, small, seen } = createActor(machine).start().getSnapshot().context;
    return { total, small, seen };
  };
}
