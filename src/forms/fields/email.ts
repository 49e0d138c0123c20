import type { Form } from '../define-form.ts';
import { COMPONENT_ROWS } from '../rows.ts';

export const EMAIL = {
  type: 'email',
  tag: 'fields',
  fixed: { fieldType: 'ComponentInstance', extensionName: 'flowruntime:email' },
  doc: 'An e-mail address.',
  snippet: { type: 'email', inputs: { label: 'Email' } },
  rows: COMPONENT_ROWS,
} as const satisfies Form<'email'>;
