import type { Form } from '../define-form.ts';
import { DESCRIPTION, FAULT, LABEL, METADATA, NEXT, OBJECT, WHERE } from '../rows.ts';
import { RECORD_COUNT_WORDS } from '../words.ts';

export const GET_RECORDS = {
  type: 'getRecords',
  tag: 'recordLookups',
  doc: 'Finds records.',
  snippet: { type: 'getRecords', object: 'Account', where: [{ Name: 'Acme' }], next: 'Element' },
  rows: [
    LABEL,
    DESCRIPTION,
    { ...OBJECT, required: true },
    WHERE,
    { key: 'sort', form: 'sort', doc: 'Order of the records: { Name: Asc } (sortField, sortOrder).' },
    { key: 'limit', form: 'integer', tag: 'limit', doc: 'How many at most, 2 to 20,000.' },
    {
      key: 'fields',
      form: 'queriedFields',
      tag: 'queriedFields',
      doc: 'Which fields are loaded; left out = all. The id always is.',
    },
    {
      key: 'records',
      form: 'recordCount',
      tag: 'getFirstRecordOnly',
      words: RECORD_COUNT_WORDS,
      doc: 'The first record that is found, or all of them; left out = the first, with outputs by hand what they can take.',
    },
    {
      key: 'nullIfNoneFound',
      form: 'boolean',
      tag: 'assignNullValuesIfNoRecordsFound',
      default: false,
      doc: 'By hand: whether the variables are set to null when no record is found; else they keep what they hold.',
    },
    {
      key: 'outputs',
      form: 'recordOutputs',
      tag: 'outputAssignments',
      doc: 'Left out = stored under the name of this element; a variable takes the record or records; a map puts fields into variables.',
    },
    NEXT,
    FAULT,
    METADATA,
  ],
} as const satisfies Form<'getRecords'>;
