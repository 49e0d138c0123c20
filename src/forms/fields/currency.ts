import type { Form } from '../define-form.ts';
import { ENTRY_ROWS, INPUT_LABEL, REQUIRED, SCALE } from '../rows.ts';

export const CURRENCY = {
  type: 'currency',
  tag: 'fields',
  fixed: { fieldType: 'InputField', dataType: 'Currency' },
  doc: 'An amount of money.',
  snippet: { type: 'currency', label: 'Label' },
  rows: [INPUT_LABEL, REQUIRED, SCALE, ...ENTRY_ROWS],
} as const satisfies Form<'currency'>;
