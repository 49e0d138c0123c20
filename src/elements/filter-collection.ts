import type { FilterCollectionElement } from '../model/elements.ts';
import type { Reference } from '../model/expression.ts';
import type { Value } from '../model/value.ts';
import type { ElementDefinition } from './define-element.ts';

/**
 * Collection Filter: a new collection, under the element's own name, of the items for which the condition holds; the
 * collection itself stays as it is, a null one gives an empty one (reference: flow-semantics 5). The current item is seen
 * by the condition only: afterwards its name holds what it held before.
 */
export const filterCollection: ElementDefinition<'filterCollection'> = {
  type: 'filterCollection',
  connectors: (element) => [{ name: 'next', connector: element.next }],
  derives: (element) => {
    const { name, place, collection } = element;
    const item = itemOf(element);
    return [
      { name: item.path, place: item.place, what: 'current item', collection, item: true },
      { name, place, what: 'filterCollection', collection, item: false },
    ];
  },
  compile: (element, context) => {
    const read = context.read(element.collection);
    const slot = context.slotOf(itemOf(element).path);
    const test = context.test(element.conditions);
    const store = context.store(element.name);
    const next = context.to(element.next);
    return {
      enter: (turn) => {
        const items = read(turn);
        const kept: Value[] = [];
        if (Array.isArray(items)) {
          const before = turn.slots[slot];
          for (const item of items) {
            turn.slots[slot] = item;
            if (test(turn)) kept.push(item);
          }
          turn.slots[slot] = before;
        }
        store(turn, kept);
        return next;
      },
    };
  },
};

/** Left out = the name that Flow Builder gives it. */
function itemOf({ name, item, collection }: FilterCollectionElement): Reference {
  return item ?? { kind: 'reference', path: `currentItem_${name}`, place: collection.place };
}
