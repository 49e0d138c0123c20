import type { Form } from '../define-form.ts';
import { ENTRY_ROWS, INPUT_LABEL, REQUIRED } from '../rows.ts';

export const DATE = {
  type: 'date',
  tag: 'fields',
  fixed: { fieldType: 'InputField', dataType: 'Date' },
  doc: 'A date.',
  snippet: { type: 'date', label: 'Label' },
  rows: [INPUT_LABEL, REQUIRED, ...ENTRY_ROWS],
} as const satisfies Form<'date'>;
