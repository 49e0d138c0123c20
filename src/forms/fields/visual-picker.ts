import type { Form } from '../define-form.ts';
import { CHOICE_FIELD_ROWS } from '../rows.ts';

export const VISUAL_PICKER = {
  type: 'visualPicker',
  tag: 'fields',
  fixed: { fieldType: 'ComponentChoice', extensionName: 'flowruntime:visualPicker' },
  doc: 'One of several choices, shown as tiles.',
  snippet: { type: 'visualPicker', label: 'Label', options: ['First', 'Second'] },
  exclusive: [['choices', 'options']],
  rows: CHOICE_FIELD_ROWS,
} as const satisfies Form<'visualPicker'>;
