import type { Form } from '../define-form.ts';
import { CHOICE_FIELD_ROWS } from '../rows.ts';

export const MULTI_SELECT_PICKLIST = {
  type: 'multiSelectPicklist',
  tag: 'fields',
  fixed: { fieldType: 'MultiSelectPicklist' },
  doc: 'Any of several choices, from a list.',
  snippet: { type: 'multiSelectPicklist', label: 'Label', options: ['First', 'Second'] },
  exclusive: [['choices', 'options']],
  rows: CHOICE_FIELD_ROWS,
} as const satisfies Form<'multiSelectPicklist'>;
