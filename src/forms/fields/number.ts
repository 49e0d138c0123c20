import type { Form } from '../define-form.ts';
import { ENTRY_ROWS, INPUT_LABEL, REQUIRED, SCALE } from '../rows.ts';

export const NUMBER = {
  type: 'number',
  tag: 'fields',
  fixed: { fieldType: 'InputField', dataType: 'Number' },
  doc: 'A number.',
  snippet: { type: 'number', label: 'Label' },
  rows: [INPUT_LABEL, REQUIRED, SCALE, ...ENTRY_ROWS],
} as const satisfies Form<'number'>;
