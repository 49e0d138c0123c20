import type { Form } from '../define-form.ts';
import { COMPONENT_ROWS } from '../rows.ts';

export const NAME = {
  type: 'name',
  tag: 'fields',
  fixed: { fieldType: 'ComponentInstance', extensionName: 'flowruntime:name' },
  doc: "The parts of a person's name.",
  snippet: { type: 'name', inputs: { label: 'Name' } },
  rows: COMPONENT_ROWS,
} as const satisfies Form<'name'>;
