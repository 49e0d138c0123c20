import type { Form } from '../define-form.ts';
import { ENTRY_ROWS, INPUT_LABEL, REQUIRED } from '../rows.ts';

export const PASSWORD = {
  type: 'password',
  tag: 'fields',
  fixed: { fieldType: 'PasswordField' },
  doc: 'One line of text that is not shown.',
  snippet: { type: 'password', label: 'Label' },
  rows: [INPUT_LABEL, REQUIRED, ...ENTRY_ROWS],
} as const satisfies Form<'password'>;
