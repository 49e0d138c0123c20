import type { Form } from '../define-form.ts';
import { METADATA, ON_REVISIT, REQUIRED, VISIBLE } from '../rows.ts';

/** Has no name in the metadata: its key is the reference to the field (`objectFieldReference`). */
export const RECORD_FIELD = {
  type: 'recordField',
  tag: 'fields',
  fixed: { fieldType: 'ObjectProvided' },
  doc: 'A field of a record variable; the key is the reference: contact.LastName.',
  snippet: { type: 'recordField' },
  rows: [REQUIRED, VISIBLE, ON_REVISIT, METADATA],
} as const satisfies Form<'recordField'>;
