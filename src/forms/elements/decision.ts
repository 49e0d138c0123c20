import type { Form } from '../define-form.ts';
import { CONDITION_NEEDS, CONDITION_ROWS, DESCRIPTION, LABEL, METADATA, NEXT } from '../rows.ts';

export const DECISION = {
  type: 'decision',
  tag: 'decisions',
  doc: 'Takes the first outcome whose condition is true, else the default.',
  snippet: {
    type: 'decision',
    outcomes: { Outcome: { all: [{ variable: 'value' }], next: 'Element' } },
    default: 'Element',
  },
  rows: [
    LABEL,
    DESCRIPTION,
    { key: 'outcomes', form: 'outcomes', tag: 'rules', doc: 'The outcomes by name; the first that is true is taken.' },
    { key: 'default', form: 'defaultOutcome', doc: 'Where to go on when no outcome is true.' },
    METADATA,
  ],
} as const satisfies Form<'decision'>;

/** One outcome of a decision. */
export const OUTCOME = {
  type: 'outcome',
  tag: 'rules',
  doc: 'An outcome: its condition and where it leads.',
  exclusive: [['all', 'any', 'conditions', 'formula']],
  needs: CONDITION_NEEDS,
  rows: [
    LABEL,
    DESCRIPTION,
    ...CONDITION_ROWS,
    {
      key: 'onlyWhenChangedToMeet',
      form: 'boolean',
      tag: 'doesRequireRecordChangedToMeetCriteria',
      default: false,
      doc: 'Only when the record did not meet the condition before.',
    },
    NEXT,
    METADATA,
  ],
} as const satisfies Form<'outcome'>;

/** `default:` of a decision; a bare name is short for `{ next: Name }`. */
export const DEFAULT_OUTCOME = {
  type: 'defaultOutcome',
  tag: '',
  doc: 'The default outcome.',
  short: 'next',
  rows: [
    {
      key: 'label',
      form: 'text',
      tag: 'defaultConnectorLabel',
      default: 'Default Outcome',
      doc: 'Label of the default outcome.',
    },
    { key: 'next', form: 'connector', tag: 'defaultConnector', doc: 'Where it leads; left out = the path ends.' },
  ],
} as const satisfies Form<'defaultOutcome'>;
