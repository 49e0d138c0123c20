import type { Form } from '../define-form.ts';
import { ENTRY_ROWS, INPUT_LABEL, REQUIRED } from '../rows.ts';

export const DATE_TIME = {
  type: 'dateTime',
  tag: 'fields',
  fixed: { fieldType: 'InputField', dataType: 'DateTime' },
  doc: 'A date and time.',
  snippet: { type: 'dateTime', label: 'Label' },
  rows: [INPUT_LABEL, REQUIRED, ...ENTRY_ROWS],
} as const satisfies Form<'dateTime'>;
