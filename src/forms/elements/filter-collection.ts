import type { Form } from '../define-form.ts';
import { COLLECTION, CONDITION_NEEDS, CONDITION_ROWS, DESCRIPTION, LABEL, METADATA, NEXT } from '../rows.ts';

export const FILTER_COLLECTION = {
  type: 'filterCollection',
  tag: 'collectionProcessors',
  doc: 'Makes a new collection, under the name of this element, of the items that meet a condition.',
  fixed: { collectionProcessorType: 'FilterCollectionProcessor', elementSubtype: 'FilterCollectionProcessor' },
  exclusive: [['all', 'any', 'conditions', 'formula']],
  needs: CONDITION_NEEDS,
  snippet: {
    type: 'filterCollection',
    collection: 'Items',
    item: 'currentItem',
    all: [{ 'currentItem.Amount': { greaterThan: 0 } }],
    next: 'Element',
  },
  rows: [
    LABEL,
    DESCRIPTION,
    COLLECTION,
    {
      key: 'item',
      form: 'reference',
      tag: 'assignNextValueToReference',
      doc: 'Name under which the condition sees each item; left out = currentItem_ and the name of this element.',
    },
    ...CONDITION_ROWS,
    NEXT,
    METADATA,
  ],
} as const satisfies Form<'filterCollection'>;
