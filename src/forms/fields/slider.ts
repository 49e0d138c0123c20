import type { Form } from '../define-form.ts';
import { COMPONENT_ROWS } from '../rows.ts';

export const SLIDER = {
  type: 'slider',
  tag: 'fields',
  fixed: { fieldType: 'ComponentInstance', extensionName: 'flowruntime:slider' },
  doc: 'A number picked from a range.',
  snippet: { type: 'slider', inputs: { label: 'Label', min: 0, max: 100, step: 1 } },
  rows: COMPONENT_ROWS,
} as const satisfies Form<'slider'>;
