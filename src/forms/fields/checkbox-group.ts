import type { Form } from '../define-form.ts';
import { CHOICE_FIELD_ROWS } from '../rows.ts';

export const CHECKBOX_GROUP = {
  type: 'checkboxGroup',
  tag: 'fields',
  fixed: { fieldType: 'MultiSelectCheckboxes' },
  doc: 'Any of several choices, a box each.',
  snippet: { type: 'checkboxGroup', label: 'Label', options: ['First', 'Second'] },
  exclusive: [['choices', 'options']],
  rows: CHOICE_FIELD_ROWS,
} as const satisfies Form<'checkboxGroup'>;
