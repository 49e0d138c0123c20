import type { Form } from './define-form.ts';
import { METADATA } from './rows.ts';
import { PROCESS_TYPE_WORDS, RUN_IN_MODE_WORDS, STATUS_WORDS } from './words.ts';

/** The whole file. */
export const FLOW = {
  type: 'flow',
  tag: 'Flow',
  doc: 'A flow.',
  rows: [
    {
      key: 'label',
      form: 'text',
      tag: 'label',
      fromName: true,
      doc: "Label; left out = the file's name with _ as blanks.",
    },
    {
      key: 'type',
      form: 'word',
      tag: 'processType',
      words: PROCESS_TYPE_WORDS,
      open: true,
      default: 'Screen Flow',
      doc: "Screen Flow, Autolaunched Flow, or the metadata's own word.",
    },
    { key: 'description', form: 'text', tag: 'description', doc: 'What the flow is for.' },
    {
      key: 'apiVersion',
      form: 'number',
      tag: 'apiVersion',
      default: 66,
      doc: 'Salesforce API version whose behaviour holds: 66.0.',
    },
    { key: 'status', form: 'word', tag: 'status', words: STATUS_WORDS, default: 'Draft', doc: 'Status in an org.' },
    {
      key: 'runInMode',
      form: 'word',
      tag: 'runInMode',
      words: RUN_IN_MODE_WORDS,
      default: 'DefaultMode',
      doc: 'In whose rights the flow works with records.',
    },
    {
      key: 'interviewLabel',
      form: 'template',
      tag: 'interviewLabel',
      doc: 'Label of each interview; left out = "<label> {!$Flow.CurrentDateTime}".',
    },
    { key: 'variables', form: 'resources', tag: 'variables', doc: 'Variables by name.' },
    { key: 'constants', form: 'resources', tag: 'constants', doc: 'Constants by name.' },
    { key: 'formulas', form: 'resources', tag: 'formulas', doc: 'Formulas by name.' },
    { key: 'textTemplates', form: 'resources', tag: 'textTemplates', doc: 'Text templates by name.' },
    { key: 'choices', form: 'resources', tag: 'choices', doc: 'Choices by name.' },
    { key: 'choiceSets', form: 'resources', tag: 'dynamicChoiceSets', doc: 'Choice sets by name.' },
    { key: 'stages', form: 'resources', tag: 'stages', doc: 'Stages by name.' },
    { key: 'start', form: 'start', tag: 'start', doc: 'Name of the first element.' },
    { key: 'elements', form: 'elements', doc: 'The elements by name, in the order in which they run.' },
    METADATA,
    { key: 'layout', form: 'layout', doc: 'Where the elements stand on the canvas: [x, y] by name. May be deleted.' },
  ],
} as const satisfies Form<'flow'>;
