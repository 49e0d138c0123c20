import type { SortCollectionElement } from '../model/elements.ts';
import type { Value } from '../model/value.ts';
import { readPath } from '../values/fields.ts';
import { compileSort, type SortKey } from '../values/sort.ts';
import type { ElementDefinition } from './define-element.ts';

/**
 * Collection Sort: puts the collection it names into order, in place, and cuts it to its limit. A null collection stays
 * null (reference: flow-semantics 5).
 */
export const sortCollection: ElementDefinition<'sortCollection'> = {
  type: 'sortCollection',
  connectors: (element) => [{ name: 'next', connector: element.next }],
  compile: (element, context) => {
    const read = context.read(element.collection);
    const write = context.write(element.collection);
    const sorted = compileSort(keysOf(element));
    const { limit } = element;
    const next = context.to(element.next);
    return {
      enter: (turn) => {
        const items = read(turn);
        if (!Array.isArray(items)) return next;
        const all = sorted(items);
        const kept = limit === undefined || limit >= all.length ? all : all.slice(0, Math.max(0, limit));
        // Nobody else has seen the new list: what is added to it next may be added in place.
        turn.owned.add(kept);
        write(turn, kept);
        return next;
      },
    };
  },
};

function keysOf({ sort }: SortCollectionElement): readonly SortKey[] {
  return sort.map(({ field, order, emptyFirst }) => {
    const path = field?.split('.');
    return { of: path ? (item: Value) => readPath(item, path) : (item: Value) => item, order, emptyFirst };
  });
}
