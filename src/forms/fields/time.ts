import type { Form } from '../define-form.ts';
import { ENTRY_ROWS, INPUT_LABEL, REQUIRED } from '../rows.ts';

export const TIME = {
  type: 'time',
  tag: 'fields',
  fixed: { fieldType: 'InputField', dataType: 'Time' },
  doc: 'A time of day.',
  snippet: { type: 'time', label: 'Label' },
  rows: [INPUT_LABEL, REQUIRED, ...ENTRY_ROWS],
} as const satisfies Form<'time'>;
