import type { Form } from '../define-form.ts';
import { METADATA, VISIBLE } from '../rows.ts';

export const REPEATER = {
  type: 'repeater',
  tag: 'fields',
  fixed: { fieldType: 'Repeater' },
  doc: 'Fields that can be filled in many times.',
  snippet: { type: 'repeater', fields: {} },
  rows: [{ key: 'fields', form: 'fields', tag: 'fields', doc: 'The fields of one item by name.' }, VISIBLE, METADATA],
} as const satisfies Form<'repeater'>;
