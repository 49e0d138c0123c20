import type { Form } from '../define-form.ts';
import { COMPONENT_ROWS } from '../rows.ts';

export const PHONE = {
  type: 'phone',
  tag: 'fields',
  fixed: { fieldType: 'ComponentInstance', extensionName: 'flowruntime:phone' },
  doc: 'A telephone number.',
  snippet: { type: 'phone', inputs: { label: 'Phone' } },
  rows: COMPONENT_ROWS,
} as const satisfies Form<'phone'>;
