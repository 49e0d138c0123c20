import { collectionReference, eachItemOf } from '../values/each-item.ts';
import type { ElementDefinition } from './define-element.ts';
import { compileJoin } from './inner-join.ts';
import { collectionsOf, joinedCollections } from './item-collections.ts';
import { compileTransformation } from './transformation.ts';

/**
 * Transform: makes a value of a declared type from other values, item by item where they are collections (reference:
 * flow-semantics 5). The result stands under the element's own name, whatever the metadata says of storing it: real flows
 * read it in either case.
 */
export const transform: ElementDefinition<'transform'> = {
  type: 'transform',
  connectors: (element) => [{ name: 'next', connector: element.next }],
  declares: ({ name, place, result }) => [{ name, place, what: 'transform', type: result }],
  derives: (element) =>
    collectionsOf(element).map(({ path, place }) => ({
      name: eachItemOf(path),
      place,
      what: 'each item',
      collection: collectionReference(path, place),
      item: true,
      hidden: true,
    })),
  compile: (element, context) => {
    const { set, value, innerJoin } = element;
    if (set.length === 0 && !value) return { enter: (turn) => turn.fault(NO_WORDS) };
    const make = compileTransformation(
      element,
      context,
      innerJoin ? { walk: compileJoin(innerJoin, context), collections: joinedCollections(element) } : null,
    );
    const store = context.store(element.name);
    const slots = collectionsOf(element).map(({ path }) => context.slotOf(eachItemOf(path)));
    const next = context.to(element.next);
    return {
      enter: (turn) => {
        try {
          store(turn, make(turn));
        } finally {
          // The current items are nobody's afterwards, and would only be saved with the interview.
          for (const slot of slots) turn.slots[slot] = undefined;
        }
        return next;
      },
    };
  },
};

const NO_WORDS = {
  code: 'UNSUPPORTED',
  message: 'The transform holds values that this version of flowrun reads but cannot compute.',
  help: 'They stand under its key metadata; write them as set: or value:, with sum, count or innerJoin.',
} as const;
