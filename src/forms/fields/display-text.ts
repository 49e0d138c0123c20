import type { Form } from '../define-form.ts';
import { FIELD_DESCRIPTION, METADATA, VISIBLE } from '../rows.ts';

export const DISPLAY_TEXT = {
  type: 'displayText',
  tag: 'fields',
  fixed: { fieldType: 'DisplayText' },
  doc: 'Text to read, with merge fields.',
  snippet: { type: 'displayText', text: 'Text' },
  oneOf: ['text', 'html'],
  rows: [
    { key: 'text', form: 'paragraphs', tag: 'fieldText', doc: 'Plain text; each line becomes a paragraph.' },
    { key: 'html', form: 'template', tag: 'fieldText', doc: "Salesforce's rich text as it stands." },
    VISIBLE,
    FIELD_DESCRIPTION,
    METADATA,
  ],
} as const satisfies Form<'displayText'>;
