import type { Form } from '../define-form.ts';
import { DESCRIPTION, FAULT, LABEL, METADATA, NEXT, OBJECT, RECORD, SET, WHERE } from '../rows.ts';

export const UPDATE_RECORDS = {
  type: 'updateRecords',
  tag: 'recordUpdates',
  doc: 'Updates every record that fits, or the records that a variable holds.',
  snippet: {
    type: 'updateRecords',
    object: 'Account',
    where: [{ Name: 'Acme' }],
    set: { Rating: 'Hot' },
    next: 'Element',
  },
  oneOf: ['object', 'record'],
  rows: [LABEL, DESCRIPTION, OBJECT, RECORD, WHERE, SET, NEXT, FAULT, METADATA],
} as const satisfies Form<'updateRecords'>;
