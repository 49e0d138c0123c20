import type { UnsupportedElementType } from '../../forms/index.ts';
import type { MetadataForm, MetadataRow } from '../codec.ts';

/**
 * Forms of the element kinds that are translated and not run yet (LANGUAGE 6). Each moves to `src/forms/elements` when a
 * version runs it.
 */

const LABEL: MetadataRow = { key: 'label', form: 'text', tag: 'label', fromName: true, doc: 'Label.' };
const DESCRIPTION: MetadataRow = { key: 'description', form: 'text', tag: 'description', doc: 'What it is for.' };
const NEXT: MetadataRow = { key: 'next', form: 'connector', tag: 'connector', doc: 'The element that comes next.' };
const FAULT: MetadataRow = {
  key: 'fault',
  form: 'connector',
  tag: 'faultConnector',
  doc: 'Where to go on when it fails.',
};
const METADATA: MetadataRow = { key: 'metadata', form: 'metadata', doc: 'Merge patch on the metadata.' };
const COMPARED: readonly MetadataRow[] = [
  { key: 'all', form: 'conditionRows', doc: 'Rows that must all be true.' },
  { key: 'any', form: 'conditionRows', doc: 'Rows of which one must be true.' },
  { key: 'conditions', form: 'conditionRows', doc: 'Numbered rows.' },
  { key: 'logic', form: 'logic', tag: 'conditionLogic', doc: 'Combines the rows by their numbers.' },
];

function form(
  type: string,
  tag: string,
  doc: string,
  rows: readonly MetadataRow[],
  fixed: MetadataForm['fixed'] = {},
): MetadataForm {
  return { type, tag, doc, fixed, rows: [LABEL, DESCRIPTION, ...rows, METADATA] };
}

/** The form of each such kind. */
export const FURTHER_ELEMENT_FORMS: Readonly<Record<UnsupportedElementType, MetadataForm>> = {
  wait: form('wait', 'waits', 'Waits for an event.', [
    { key: 'events', form: 'waitEvents', tag: 'waitEvents', doc: 'The events by name.' },
    { key: 'default', form: 'defaultOutcome', doc: 'Where to go on when none applies.' },
    FAULT,
  ]),
};

/** One event of a wait. */
export const WAIT_EVENT: MetadataForm = {
  type: 'waitEvent',
  tag: 'waitEvents',
  doc: 'An event that is waited for.',
  exclusive: [['all', 'any', 'conditions']],
  rows: [
    LABEL,
    DESCRIPTION,
    { key: 'event', form: 'text', tag: 'eventType', doc: 'Type of the event.' },
    ...COMPARED,
    { key: 'inputs', form: 'namedValues', tag: 'inputParameters', doc: 'Its inputs.' },
    { key: 'outputs', form: 'outputs', tag: 'outputParameters', doc: 'Its outputs and the variables they go into.' },
    NEXT,
    METADATA,
  ],
};
