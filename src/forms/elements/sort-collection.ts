import type { Form } from '../define-form.ts';
import { COLLECTION, DESCRIPTION, LABEL, METADATA, NEXT } from '../rows.ts';
import { ORDER_WORDS } from '../words.ts';

export const SORT_COLLECTION = {
  type: 'sortCollection',
  tag: 'collectionProcessors',
  doc: 'Sorts a collection in place, and keeps no more than its first items where there is a limit.',
  fixed: { collectionProcessorType: 'SortCollectionProcessor', elementSubtype: 'SortCollectionProcessor' },
  snippet: { type: 'sortCollection', collection: 'Items', sort: [{ field: 'Name' }], next: 'Element' },
  rows: [
    LABEL,
    DESCRIPTION,
    COLLECTION,
    {
      key: 'sort',
      form: 'sortOptions',
      tag: 'sortOptions',
      doc: 'By what, the most important first: `- { field: Name, order: Desc }`.',
    },
    { key: 'limit', form: 'integer', tag: 'limit', doc: 'How many items are kept; left out = all.' },
    NEXT,
    METADATA,
  ],
} as const satisfies Form<'sortCollection'>;

/** One entry of `sort:`. */
export const SORT_OPTION = {
  type: 'sortOption',
  tag: 'sortOptions',
  doc: 'A field by which the collection is sorted.',
  rows: [
    {
      key: 'field',
      form: 'text',
      tag: 'sortField',
      doc: 'Field of the items; left out = the items themselves are compared.',
    },
    {
      key: 'order',
      form: 'word',
      tag: 'sortOrder',
      words: ORDER_WORDS,
      default: 'Asc',
      doc: 'Smallest first, or the other way round.',
    },
    {
      key: 'emptyFirst',
      form: 'boolean',
      tag: 'doesPutEmptyStringAndNullFirst',
      default: false,
      doc: 'Whether items without a value come first instead of last.',
    },
  ],
} as const satisfies Form<'sortOption'>;
