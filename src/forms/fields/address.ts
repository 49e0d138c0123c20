import type { Form } from '../define-form.ts';
import { COMPONENT_ROWS } from '../rows.ts';

export const ADDRESS = {
  type: 'address',
  tag: 'fields',
  fixed: { fieldType: 'ComponentInstance', extensionName: 'flowruntime:address' },
  doc: 'A postal address.',
  snippet: { type: 'address', inputs: { addressLabel: 'Address' } },
  rows: COMPONENT_ROWS,
} as const satisfies Form<'address'>;
