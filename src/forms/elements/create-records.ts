import type { Form } from '../define-form.ts';
import { DESCRIPTION, FAULT, LABEL, METADATA, NEXT, OBJECT, RECORD, SET, WHERE } from '../rows.ts';

export const CREATE_RECORDS = {
  type: 'createRecords',
  tag: 'recordCreates',
  doc: 'Creates a record from values, or the records that a variable holds.',
  snippet: { type: 'createRecords', object: 'Account', set: { Name: 'value' }, next: 'Element' },
  exclusive: [
    ['set', 'record'],
    ['object', 'record'],
  ],
  oneOf: ['object', 'record'],
  rows: [
    LABEL,
    DESCRIPTION,
    OBJECT,
    SET,
    RECORD,
    { key: 'upsert', form: 'upsert', doc: 'Updates the records that match instead (doesUpsert).' },
    {
      key: 'outputs',
      form: 'idOutput',
      tag: 'assignRecordIdToReference',
      doc: 'Left out = the new id is stored under the name of this element; a variable takes it; `none` drops it.',
    },
    NEXT,
    FAULT,
    METADATA,
  ],
} as const satisfies Form<'createRecords'>;

/** `upsert:` of a Create Records element. */
export const UPSERT = {
  type: 'upsert',
  tag: '',
  doc: 'Which records are updated instead of creating one.',
  rows: [
    WHERE,
    {
      key: 'none',
      form: 'text',
      tag: 'operationZeroMatchingRecords',
      doc: 'What happens where none matches: AddRecord.',
    },
    {
      key: 'one',
      form: 'text',
      tag: 'operationOneMatchingRecord',
      doc: 'What happens where one matches: UpdateAllRecords.',
    },
    {
      key: 'many',
      form: 'text',
      tag: 'operationMultMatchingRecords',
      doc: 'What happens where several match: UpdateLatestRecord, UpdateAllRecords.',
    },
  ],
} as const satisfies Form<'upsert'>;
