import type { Form } from '../define-form.ts';
import { ENTRY_ROWS, INPUT_LABEL, REQUIRED } from '../rows.ts';

export const LONG_TEXT = {
  type: 'longText',
  tag: 'fields',
  fixed: { fieldType: 'LargeTextArea' },
  doc: 'Many lines of text.',
  snippet: { type: 'longText', label: 'Label' },
  rows: [INPUT_LABEL, REQUIRED, ...ENTRY_ROWS],
} as const satisfies Form<'longText'>;
