import type { Reference } from '../model/expression.ts';

/**
 * `[$EachItem]` in a path stands for each item of the collection before it: `Rows[$EachItem].Lines[$EachItem].Amount`
 * goes through the lines of each row (reference: flow-semantics 5).
 */
const EACH_ITEM = /\[\$EachItem\]/gi;

/** The collections that a path goes through, outermost first: `Rows`, `Rows[$EachItem].Lines`. */
export function collectionsIn(path: string): readonly string[] {
  return [...path.matchAll(EACH_ITEM)].map(({ index }) => path.slice(0, index));
}

/** The name under which the current item of a collection is kept; no flow can declare it. */
export function eachItemOf(collection: string): string {
  return `${collection}[$EachItem]`;
}

/** `Rows[$EachItem].Amount` as the collection it goes through last and the field of its items; null without such an item. */
export function splitAtLastItem(path: string): { readonly collection: string; readonly field: string } | null {
  const last = [...path.matchAll(EACH_ITEM)].at(-1);
  if (!last) return null;
  return { collection: path.slice(0, last.index), field: path.slice(last.index + last[0].length + 1) };
}

/** The collection as a reference that stands where the whole path stood. */
export function collectionReference(collection: string, place: Reference['place']): Reference {
  return { kind: 'reference', path: collection, place };
}
