import type { Form } from '../define-form.ts';
import { CHOICE_FIELD_ROWS } from '../rows.ts';

export const CHOICE_LOOKUP = {
  type: 'choiceLookup',
  tag: 'fields',
  fixed: { fieldType: 'ComponentChoice', extensionName: 'flowruntime:choiceLookup' },
  doc: 'One of many choices, found by typing.',
  snippet: { type: 'choiceLookup', label: 'Label', options: ['First', 'Second'] },
  exclusive: [['choices', 'options']],
  rows: CHOICE_FIELD_ROWS,
} as const satisfies Form<'choiceLookup'>;
