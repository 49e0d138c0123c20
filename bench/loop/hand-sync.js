import { items } from './workload.js';

/** The floor: the loop written by hand, each element a function, no promise. */
export function prepare() {
  const elements = {
    isLarge: (state) => (state.item > 5000 ? 'addUp' : 'countSmall'),
    addUp: (state) => {
      state.total += state.item;
      return 'countAll';
    },
    countSmall: (state) => {
      state.small += 1;
      return 'countAll';
    },
    countAll: (state) => {
      state.seen += 1;
      return null;
    },
  };
  return () => {
    const state = { total: 0, small: 0, seen: 0, item: 0 };
    for (const item of items) {
      state.item = item;
      let next = 'isLarge';
      while (next !== null) next = elements[next](state);
    }
    return { total: state.total, small: state.small, seen: state.seen };
  };
}
