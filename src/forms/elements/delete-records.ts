import type { Form } from '../define-form.ts';
import { DESCRIPTION, FAULT, LABEL, METADATA, NEXT, OBJECT, RECORD, WHERE } from '../rows.ts';

export const DELETE_RECORDS = {
  type: 'deleteRecords',
  tag: 'recordDeletes',
  doc: 'Deletes every record that fits, or the records that a variable holds.',
  snippet: { type: 'deleteRecords', object: 'Account', where: [{ Name: 'Acme' }], next: 'Element' },
  oneOf: ['object', 'record'],
  rows: [LABEL, DESCRIPTION, OBJECT, RECORD, WHERE, NEXT, FAULT, METADATA],
} as const satisfies Form<'deleteRecords'>;
