import type { Form } from '../define-form.ts';
import { DESCRIPTION, LABEL, METADATA, NEXT } from '../rows.ts';

export const ROLL_BACK_RECORDS = {
  type: 'rollBackRecords',
  tag: 'recordRollbacks',
  doc: 'Undoes the record changes of this transaction; those before the last screen or pause stay.',
  snippet: { type: 'rollBackRecords', next: 'Element' },
  rows: [LABEL, DESCRIPTION, NEXT, METADATA],
} as const satisfies Form<'rollBackRecords'>;
