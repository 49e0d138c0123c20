import type { Form } from '../define-form.ts';
import { ENTRY_ROWS, INPUT_LABEL } from '../rows.ts';

export const CHECKBOX = {
  type: 'checkbox',
  tag: 'fields',
  fixed: { fieldType: 'InputField', dataType: 'Boolean' },
  doc: 'A box to tick: true or false.',
  snippet: { type: 'checkbox', label: 'Label' },
  rows: [INPUT_LABEL, ...ENTRY_ROWS],
} as const satisfies Form<'checkbox'>;
