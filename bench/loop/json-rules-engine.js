import { Engine } from 'json-rules-engine';
import { items } from './workload.js';

/** One rule for the decision, run once an item; the assignments are its event handlers. */
export function prepare() {
  const engine = new Engine();
  engine.addRule({
    conditions: { all: [{ fact: 'item', operator: 'greaterThan', value: 5000 }] },
    event: { type: 'large' },
  });
  return async () => {
    const state = { total: 0, small: 0, seen: 0 };
    for (const item of items) {
      const { events } = await engine.run({ item });
      if (events.length > 0) state.total += item;
      else state.small += 1;
      state.seen += 1;
    }
    return state;
  };
}
