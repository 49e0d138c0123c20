import type { Form } from '../define-form.ts';
import { COMPONENT_ROWS } from '../rows.ts';

export const LOOKUP = {
  type: 'lookup',
  tag: 'fields',
  fixed: { fieldType: 'ComponentInstance', extensionName: 'flowruntime:lookup' },
  doc: 'One record or several, found by name.',
  snippet: { type: 'lookup', inputs: { label: 'Account', objectApiName: 'Contact', fieldApiName: 'AccountId' } },
  rows: COMPONENT_ROWS,
} as const satisfies Form<'lookup'>;
