import type { Form } from '../define-form.ts';
import { DESCRIPTION, LABEL, METADATA, NEXT } from '../rows.ts';

export const SCREEN = {
  type: 'screen',
  tag: 'screens',
  doc: 'Shows fields to a person and waits for Next, Previous, Finish or Pause.',
  snippet: { type: 'screen', fields: { Field: { type: 'text', label: 'Field' } } },
  rows: [
    LABEL,
    DESCRIPTION,
    { key: 'allowBack', form: 'boolean', tag: 'allowBack', default: true, doc: 'Whether Previous may be pressed.' },
    {
      key: 'allowFinish',
      form: 'boolean',
      tag: 'allowFinish',
      default: true,
      doc: 'Whether the flow may be finished here.',
    },
    {
      key: 'allowPause',
      form: 'boolean',
      tag: 'allowPause',
      default: true,
      doc: 'Whether the interview may be paused here.',
    },
    {
      key: 'showHeader',
      form: 'boolean',
      tag: 'showHeader',
      default: true,
      doc: 'Whether the header with the label is shown.',
    },
    {
      key: 'showFooter',
      form: 'boolean',
      tag: 'showFooter',
      default: true,
      doc: 'Whether the footer with the buttons is shown.',
    },
    {
      key: 'buttons',
      form: 'buttons',
      doc: 'Labels of the buttons, where they differ from Next, Previous, Finish and Pause.',
    },
    { key: 'help', form: 'template', tag: 'helpText', doc: 'Help for the whole screen.' },
    { key: 'pausedText', form: 'template', tag: 'pausedText', doc: 'Shown after the interview was paused here.' },
    { key: 'stage', form: 'reference', tag: 'stageReference', doc: 'The stage this screen belongs to.' },
    { key: 'fields', form: 'fields', tag: 'fields', doc: 'The fields by name, from top to bottom.' },
    {
      key: 'actions',
      form: 'screenActions',
      tag: 'actions',
      doc: 'Flows that buttons run while the screen stays, by name.',
    },
    NEXT,
    METADATA,
  ],
} as const satisfies Form<'screen'>;

/** `buttons:` of a screen. */
export const BUTTONS = {
  type: 'buttons',
  tag: '',
  doc: 'Labels of the buttons.',
  rows: [
    { key: 'next', form: 'text', tag: 'nextOrFinishButtonLabel', doc: 'Label of Next or Finish.' },
    { key: 'previous', form: 'text', tag: 'backButtonLabel', doc: 'Label of Previous.' },
    { key: 'pause', form: 'text', tag: 'pauseButtonLabel', doc: 'Label of Pause.' },
  ],
} as const satisfies Form<'buttons'>;

/** One of a screen's `actions:`. */
export const SCREEN_ACTION = {
  type: 'screenAction',
  tag: 'actions',
  fixed: { actionType: 'flow' },
  doc: 'An autolaunched flow that a button runs while the screen stays. {!Name.Results.variable} is what it gave.',
  rows: [
    LABEL,
    { key: 'flow', form: 'name', tag: 'actionName', required: true, doc: 'API name of the flow.' },
    { key: 'inputs', form: 'namedValues', tag: 'inputParameters', doc: 'Values for its input variables.' },
    { key: 'on', form: 'name', doc: 'The action button that starts it.' },
    METADATA,
  ],
} as const satisfies Form<'screenAction'>;
