import type { Form } from '../define-form.ts';
import { COLLECTION, DESCRIPTION, LABEL, METADATA } from '../rows.ts';
import { ORDER_WORDS } from '../words.ts';

export const LOOP = {
  type: 'loop',
  tag: 'loops',
  doc: 'Goes through the items of a collection, one at a time.',
  snippet: { type: 'loop', collection: 'Items', forEach: 'Element', afterLast: 'Element' },
  rows: [
    LABEL,
    DESCRIPTION,
    COLLECTION,
    {
      key: 'order',
      form: 'word',
      tag: 'iterationOrder',
      words: ORDER_WORDS,
      default: 'Asc',
      doc: 'From the first to the last item, or the other way round.',
    },
    {
      key: 'item',
      form: 'reference',
      tag: 'assignNextValueToReference',
      doc: "The variable that takes each item; left out = the loop's own name.",
    },
    { key: 'forEach', form: 'connector', tag: 'nextValueConnector', doc: 'The element that comes next for each item.' },
    { key: 'afterLast', form: 'connector', tag: 'noMoreValuesConnector', doc: 'Where to go on after the last item.' },
    METADATA,
  ],
} as const satisfies Form<'loop'>;
