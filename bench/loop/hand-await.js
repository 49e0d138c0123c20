import { items } from './workload.js';

/** The floor of any asynchronous interpreter: the loop written by hand with one `await` per element. */
export function prepare() {
  const elements = {
    nextItem: async (state) => {
      if (state.at === items.length) return null;
      state.item = items[state.at++];
      return 'isLarge';
    },
    isLarge: async (state) => (state.item > 5000 ? 'addUp' : 'countSmall'),
    addUp: async (state) => {
      state.total += state.item;
      return 'countAll';
    },
    countSmall: async (state) => {
      state.small += 1;
      return 'countAll';
    },
    countAll: async (state) => {
      state.seen += 1;
      return 'nextItem';
    },
  };
  return async () => {
    const state = { total: 0, small: 0, seen: 0, item: 0, at: 0 };
    let next = 'nextItem';
    while (next !== null) next = await elements[next](state);
    return { total: state.total, small: state.small, seen: state.seen };
  };
}
