import type { Form } from './define-form.ts';
import { DESCRIPTION, LABEL, METADATA, NEXT, WHERE } from './rows.ts';
import { RECORD_TRIGGER_WORDS, TRIGGER_TYPE_WORDS } from './words.ts';

/** `start:`. A bare name is short for `{ next: Name }`; the rest is for flows that no person starts (LANGUAGE 8). */
export const START = {
  type: 'start',
  tag: 'start',
  doc: 'How the flow starts.',
  short: 'next',
  needs: [{ key: 'onlyWhenChangedToMeet', needs: 'where' }],
  rows: [
    { key: 'label', form: 'text', tag: 'label', doc: 'Label.' },
    DESCRIPTION,
    {
      key: 'trigger',
      form: 'word',
      tag: 'triggerType',
      words: TRIGGER_TYPE_WORDS,
      open: true,
      doc: 'What starts the flow: RecordBeforeSave, RecordAfterSave, RecordBeforeDelete, Scheduled, PlatformEvent; others are read and do not run.',
    },
    { key: 'object', form: 'name', tag: 'object', doc: 'The object whose records start it, or the platform event.' },
    {
      key: 'when',
      form: 'word',
      tag: 'recordTriggerType',
      words: RECORD_TRIGGER_WORDS,
      open: true,
      doc: 'Which changes of a record: Create, Update, CreateAndUpdate, Delete.',
    },
    { key: 'schedule', form: 'schedule', tag: 'schedule', doc: 'When a scheduled flow starts.' },
    WHERE,
    {
      key: 'onlyWhenChangedToMeet',
      form: 'boolean',
      tag: 'doesRequireRecordChangedToMeetCriteria',
      default: false,
      doc: 'Only when the record did not meet the conditions before.',
    },
    {
      key: 'order',
      form: 'integer',
      doc: "When it runs among the object's flows, 1 to 2000; left out = after 1000, before 1001.",
    },
    { ...NEXT, doc: 'The first element.' },
    { key: 'scheduledPaths', form: 'scheduledPaths', tag: 'scheduledPaths', doc: 'Paths that start later, by name.' },
    METADATA,
  ],
} as const satisfies Form<'start'>;

/** `schedule:` of a scheduled flow. */
export const SCHEDULE = {
  type: 'schedule',
  tag: 'schedule',
  doc: 'When a scheduled flow starts.',
  rows: [
    { key: 'frequency', form: 'text', tag: 'frequency', doc: 'Once, Daily, Weekly.' },
    { key: 'date', form: 'text', tag: 'startDate', doc: 'The first day: 2026-01-01.' },
    { key: 'time', form: 'text', tag: 'startTime', doc: 'The time of the day: 08:00:00.000Z.' },
  ],
} as const satisfies Form<'schedule'>;

/** One of `scheduledPaths:`. */
export const SCHEDULED_PATH = {
  type: 'scheduledPath',
  tag: 'scheduledPaths',
  doc: 'A path that starts later, in a transaction of its own.',
  exclusive: [
    ['async', 'offset'],
    ['async', 'from'],
  ],
  rows: [
    { key: 'async', form: 'boolean', default: false, doc: 'Starts right after the record is committed.' },
    LABEL,
    DESCRIPTION,
    { key: 'offset', form: 'pathOffset', doc: 'How long after its source, or before: 5 Days, -2 Hours.' },
    {
      key: 'from',
      form: 'pathSource',
      doc: 'RecordTriggerEvent (the save), or the field of the record with the time.',
    },
    NEXT,
    METADATA,
  ],
} as const satisfies Form<'scheduledPath'>;
