import type { Form } from '../define-form.ts';
import { ENTRY_ROWS, INPUT_LABEL, REQUIRED } from '../rows.ts';

export const TEXT = {
  type: 'text',
  tag: 'fields',
  fixed: { fieldType: 'InputField', dataType: 'String' },
  doc: 'One line of text.',
  snippet: { type: 'text', label: 'Label' },
  rows: [INPUT_LABEL, REQUIRED, ...ENTRY_ROWS],
} as const satisfies Form<'text'>;
