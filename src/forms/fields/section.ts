import type { Form } from '../define-form.ts';
import { FIELD_DESCRIPTION, METADATA, VISIBLE } from '../rows.ts';

export const SECTION = {
  type: 'section',
  tag: 'fields',
  fixed: { fieldType: 'RegionContainer' },
  doc: 'Fields side by side in columns, under a heading or none.',
  snippet: {
    type: 'section',
    columns: [
      { width: 6, fields: {} },
      { width: 6, fields: {} },
    ],
  },
  rows: [
    {
      key: 'heading',
      form: 'template',
      tag: 'fieldText',
      doc: 'The heading; left out = a section without one (regionContainerType SectionWithoutHeader).',
    },
    { key: 'columns', form: 'columns', tag: 'fields', required: true, doc: 'The columns from left to right.' },
    VISIBLE,
    FIELD_DESCRIPTION,
    METADATA,
  ],
} as const satisfies Form<'section'>;

/** One column of a section. */
export const COLUMN = {
  type: 'column',
  tag: 'fields',
  fixed: { fieldType: 'Region' },
  doc: 'A column of a section.',
  rows: [
    { key: 'name', form: 'text', tag: 'name', doc: 'Left out = <section>_Column<n>.' },
    { key: 'width', form: 'integer', default: 12, doc: 'Twelfths of the width.' },
    { key: 'fields', form: 'fields', tag: 'fields', doc: 'The fields of the column by name.' },
    METADATA,
  ],
} as const satisfies Form<'column'>;
