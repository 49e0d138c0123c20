import type { Form } from '../define-form.ts';
import { DESCRIPTION, LABEL, METADATA, NEXT } from '../rows.ts';

export const ASSIGNMENT = {
  type: 'assignment',
  tag: 'assignments',
  doc: 'Sets variables, row by row.',
  snippet: { type: 'assignment', assign: [{ variable: 'value' }] },
  rows: [
    LABEL,
    DESCRIPTION,
    {
      key: 'assign',
      form: 'assignmentRows',
      tag: 'assignmentItems',
      required: true,
      doc: 'Rows in order: `- target: value`, or `- target: { add: value }`.',
    },
    NEXT,
    METADATA,
  ],
} as const satisfies Form<'assignment'>;
