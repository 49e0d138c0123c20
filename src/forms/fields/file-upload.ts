import type { Form } from '../define-form.ts';
import { COMPONENT_ROWS } from '../rows.ts';

export const FILE_UPLOAD = {
  type: 'fileUpload',
  tag: 'fields',
  fixed: { fieldType: 'ComponentInstance', extensionName: 'forceContent:fileUpload' },
  doc: 'Files, given by their paths.',
  snippet: { type: 'fileUpload', inputs: { label: 'Files', recordId: '{!recordId}', multiple: false } },
  rows: COMPONENT_ROWS,
} as const satisfies Form<'fileUpload'>;
