import type { Form } from '../define-form.ts';
import { CHOICE_FIELD_ROWS } from '../rows.ts';

export const PICKLIST = {
  type: 'picklist',
  tag: 'fields',
  fixed: { fieldType: 'DropdownBox' },
  doc: 'One of several choices, from a drop-down list.',
  snippet: { type: 'picklist', label: 'Label', options: ['First', 'Second'] },
  exclusive: [['choices', 'options']],
  rows: CHOICE_FIELD_ROWS,
} as const satisfies Form<'picklist'>;
