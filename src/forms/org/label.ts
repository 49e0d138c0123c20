import type { OrgForm } from '../define-form.ts';

/** One label of `org/labels.yaml`, a map of labels by name; a bare text is short for its value. */
export const LABEL = {
  type: 'label',
  tag: 'labels',
  doc: 'A text that flows show as {!$Label.Name}, in the language of the user.',
  short: 'value',
  rows: [
    { key: 'value', form: 'text', required: true, tag: 'value', doc: 'The master text.' },
    { key: 'language', form: 'text', tag: 'language', doc: 'Language of the master text, such as en_US.' },
    {
      key: 'translations',
      form: 'textFields',
      doc: 'Texts by language: { de: Hallo }. They go before those of a package, and those before the master text.',
    },
    { key: 'packagedTranslations', form: 'textFields', doc: 'Texts by language that came with a package.' },
  ],
} as const satisfies OrgForm<'label'>;
