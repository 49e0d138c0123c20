import type { Form } from '../define-form.ts';
import { COMPONENT_ROWS } from '../rows.ts';

export const IMAGE = {
  type: 'image',
  tag: 'fields',
  fixed: { fieldType: 'ComponentInstance', extensionName: 'flowruntime:image' },
  doc: 'A picture.',
  snippet: { type: 'image', inputs: { imageName: 'Picture' } },
  rows: COMPONENT_ROWS,
} as const satisfies Form<'image'>;
