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
const WHERE: MetadataRow = { key: 'where', form: 'where', tag: 'filters', doc: 'Which records.' };
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

/** `start:` with all its keys (LANGUAGE 8): what `src/forms/start.ts` has, and triggers, schedules, paths. */
export const FURTHER_START: MetadataForm = {
  type: 'start',
  tag: 'start',
  doc: 'How the flow starts.',
  short: 'next',
  rows: [
    { key: 'label', form: 'text', tag: 'label', doc: 'Label.' },
    DESCRIPTION,
    { key: 'trigger', form: 'text', tag: 'triggerType', doc: 'RecordAfterSave, Scheduled, …' },
    { key: 'object', form: 'name', tag: 'object', doc: 'Object that triggers it.' },
    { key: 'when', form: 'text', tag: 'recordTriggerType', doc: 'Create, Update, CreateAndUpdate, Delete.' },
    { key: 'schedule', form: 'schedule', tag: 'schedule', doc: 'When it starts.' },
    WHERE,
    {
      key: 'onlyWhenChangedToMeet',
      form: 'boolean',
      tag: 'doesRequireRecordChangedToMeetCriteria',
      default: false,
      doc: 'Only when the record did not meet the condition before.',
    },
    NEXT,
    { key: 'scheduledPaths', form: 'scheduledPaths', tag: 'scheduledPaths', doc: 'Paths that start later.' },
    METADATA,
  ],
};

/** One scheduled path. */
export const SCHEDULED_PATH: MetadataForm = {
  type: 'scheduledPath',
  tag: 'scheduledPaths',
  doc: 'A path that starts later.',
  rows: [
    LABEL,
    DESCRIPTION,
    { key: 'offset', form: 'pathOffset', doc: '5 Days, -2 Hours.' },
    { key: 'from', form: 'pathSource', doc: 'RecordTriggerEvent, or a field of the record.' },
    NEXT,
    METADATA,
  ],
};

/** A path that starts right after the commit: it has neither name nor label unless the file says so. */
export const ASYNC_PATH: MetadataForm = {
  type: 'asyncPath',
  tag: 'scheduledPaths',
  doc: 'A path that starts right after the commit.',
  fixed: { pathType: 'AsyncAfterCommit' },
  rows: [{ key: 'label', form: 'text', tag: 'label', doc: 'Label.' }, NEXT, METADATA],
};
