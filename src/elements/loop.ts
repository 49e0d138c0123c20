import type { LoopCursor } from '../model/interview.ts';
import type { Value } from '../model/value.ts';
import { own } from '../values/fields.ts';
import { LOOP_SEES_CHANGES } from '../values/unverified.ts';
import type { ElementDefinition, Turn } from './define-element.ts';

/**
 * Loop: walks the collection as it was when the loop began; a null collection is an empty one (reference: flow-semantics
 * 5). The cursor stands in the frame until the last item is done, so that coming back to the loop is going on.
 */
export const loop: ElementDefinition<'loop'> = {
  type: 'loop',
  connectors: (element) => [
    { name: 'forEach', connector: element.forEach },
    { name: 'afterLast', connector: element.afterLast },
  ],
  derives: ({ name, place, collection, item }) =>
    item === undefined ? [{ name, place, what: 'loop', collection, item: true }] : [],
  compile: (element, context) => {
    const collection = context.read(element.collection);
    const item = element.item ? context.write(element.item) : context.store(element.name);
    const forEach = context.to(element.forEach);
    const afterLast = context.to(element.afterLast);
    const inner = context.loopsInside(element.name);
    const name = element.name;
    // Only a whole variable can be named by the cursor; a field of a record may change without its variable noticing.
    const named = element.collection.path.includes('.') && !LOOP_SEES_CHANGES ? null : element.collection.path;

    const descending = element.order === 'Desc';

    const begin = (turn: Turn): LoopCursor => {
      const items = collection(turn);
      if (!Array.isArray(items)) return { next: 0, items: [] };
      turn.owned.delete(items);
      return { next: 0, items: named === null ? items : { of: named } };
    };
    const itemsOf = (turn: Turn, cursor: LoopCursor): readonly Value[] => {
      if (Array.isArray(cursor.items)) return cursor.items;
      const items = collection(turn);
      return Array.isArray(items) ? items : [];
    };
    // The cursor this loop made last. Nobody else has seen it while the turn lasts, so that it may be moved in place.
    let moving: { turn: Turn; cursor: { next: number } & LoopCursor } | null = null;
    return {
      enter: (turn) => {
        const cursor = own(turn.loops, name) ?? begin(turn);
        const items = itemsOf(turn, cursor);
        const { next } = cursor;
        if (next >= items.length) {
          delete turn.loops[name];
          moving = null;
          return afterLast;
        }
        item(turn, items[descending ? items.length - 1 - next : next] ?? null);
        if (moving !== null && moving.cursor === cursor && moving.turn === turn) {
          moving.cursor.next = next + 1;
        } else {
          const moved = { next: next + 1, items: cursor.items };
          turn.loops[name] = moved;
          moving = { turn, cursor: moved };
        }
        if (inner.length > 0) for (const other of inner) delete turn.loops[other];
        return forEach;
      },
      restore: (turn) => {
        const cursor = own(turn.loops, name);
        if (!cursor || cursor.next === 0) return;
        const items = itemsOf(turn, cursor);
        item(turn, items[descending ? items.length - cursor.next : cursor.next - 1] ?? null);
      },
    };
  },
};
