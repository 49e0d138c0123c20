import type { Form } from './define-form.ts';
import { METADATA } from './rows.ts';

/**
 * `start:`. A bare name is short for `{ next: Name }`; the rest (triggers, schedules) is for flows that no person starts,
 * which this version reads but does not run (LANGUAGE 8).
 */
export const START = {
  type: 'start',
  tag: 'start',
  doc: 'The first element.',
  short: 'next',
  rows: [{ key: 'next', form: 'connector', tag: 'connector', doc: 'The first element.' }, METADATA],
} as const satisfies Form<'start'>;

/** Keys of a `start:` that this version reads over: flows started by records, schedules and events. */
export const UNSUPPORTED_START_KEYS = [
  'trigger',
  'object',
  'when',
  'where',
  'onlyWhenChangedToMeet',
  'order',
  'schedule',
  'scheduledPaths',
  'label',
  'description',
] as const;
