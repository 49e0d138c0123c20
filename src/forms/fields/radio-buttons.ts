import type { Form } from '../define-form.ts';
import { CHOICE_FIELD_ROWS } from '../rows.ts';

export const RADIO_BUTTONS = {
  type: 'radioButtons',
  tag: 'fields',
  fixed: { fieldType: 'RadioButtons' },
  doc: 'One of several choices, all in sight.',
  snippet: { type: 'radioButtons', label: 'Label', options: ['First', 'Second'] },
  exclusive: [['choices', 'options']],
  rows: CHOICE_FIELD_ROWS,
} as const satisfies Form<'radioButtons'>;
