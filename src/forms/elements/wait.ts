import type { Form } from '../define-form.ts';
import { CONDITION_NEEDS, CONDITION_ROWS, DESCRIPTION, FAULT, LABEL, METADATA, NEXT } from '../rows.ts';

export const WAIT = {
  type: 'wait',
  tag: 'waits',
  doc: 'Waits for the first of its events.',
  snippet: {
    type: 'wait',
    events: {
      After_A_Day: {
        event: 'AlarmEvent',
        inputs: { AlarmTime: '{!$Flow.CurrentDateTime}', TimeOffset: 1, TimeOffsetUnit: 'Days' },
        next: 'Element',
      },
    },
  },
  rows: [
    LABEL,
    DESCRIPTION,
    { key: 'events', form: 'waitEvents', tag: 'waitEvents', required: true, doc: 'The events by name.' },
    { key: 'default', form: 'defaultOutcome', doc: 'Where to go on when no event is waited for.' },
    FAULT,
    METADATA,
  ],
} as const satisfies Form<'wait'>;

/** One event of a wait. */
export const WAIT_EVENT = {
  type: 'waitEvent',
  tag: 'waitEvents',
  doc: 'An event that is waited for.',
  exclusive: [['all', 'any', 'conditions']],
  needs: CONDITION_NEEDS,
  rows: [
    LABEL,
    DESCRIPTION,
    {
      key: 'event',
      form: 'text',
      tag: 'eventType',
      doc: 'AlarmEvent (a time), DateRefAlarmEvent (a time in a field of a record), or a platform event: Order_Shipped__e.',
    },
    ...CONDITION_ROWS.filter(
      (row): row is Exclude<(typeof CONDITION_ROWS)[number], { key: 'formula' }> => row.key !== 'formula',
    ),
    {
      key: 'inputs',
      form: 'namedValues',
      tag: 'inputParameters',
      doc: 'AlarmTime, TimeOffset, TimeOffsetUnit of an alarm; the fields that a platform event has to have.',
    },
    { key: 'offset', form: 'waitOffset', doc: 'How long to wait, or after `resumeAt`: 2 Hours.' },
    { key: 'resumeAt', form: 'reference', tag: 'resumeDateReference', doc: 'The resource with the time to go on at.' },
    { key: 'outputs', form: 'outputs', tag: 'outputParameters', doc: 'Its outputs and the variables they go into.' },
    NEXT,
    METADATA,
  ],
} as const satisfies Form<'waitEvent'>;
