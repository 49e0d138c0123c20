import type { Form } from '../define-form.ts';
import { COMPONENT_ROWS } from '../rows.ts';

export const URL_FIELD = {
  type: 'url',
  tag: 'fields',
  fixed: { fieldType: 'ComponentInstance', extensionName: 'flowruntime:url' },
  doc: 'A web address.',
  snippet: { type: 'url', inputs: { label: 'Website' } },
  rows: COMPONENT_ROWS,
} as const satisfies Form<'url'>;
