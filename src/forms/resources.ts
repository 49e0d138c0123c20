import type { Form } from './define-form.ts';
import { DESCRIPTION, METADATA } from './rows.ts';
import { CHOICE_TYPE_WORDS, DATA_TYPE_WORDS, SCALAR_TYPE_WORDS } from './words.ts';

/** The forms of resources, one for each block at the top of a file (LANGUAGE 3). */

export const VARIABLE = {
  type: 'variables',
  tag: 'variables',
  doc: 'A variable: its type, whether callers set or read it, its default.',
  short: 'type',
  needs: [{ key: 'type', is: 'Record', needs: 'object' }],
  snippet: { type: 'Text' },
  rows: [
    { key: 'type', form: 'word', tag: 'dataType', words: DATA_TYPE_WORDS, required: true, doc: 'Data type.' },
    { key: 'object', form: 'text', tag: 'objectType', doc: 'Record: API name of the object.' },
    { key: 'class', form: 'text', tag: 'apexClass', doc: 'Apex: name of the class.' },
    { key: 'collection', form: 'boolean', tag: 'isCollection', default: false, doc: 'Whether it holds many values.' },
    { key: 'scale', form: 'integer', tag: 'scale', doc: 'Number, Currency: decimals.' },
    { key: 'input', form: 'boolean', tag: 'isInput', default: false, doc: 'Whether a caller may set it.' },
    { key: 'output', form: 'boolean', tag: 'isOutput', default: false, doc: 'Whether a caller may read it.' },
    { key: 'default', form: 'value', tag: 'value', doc: 'What it holds at first.' },
    DESCRIPTION,
    METADATA,
  ],
} as const satisfies Form<'variables'>;

export const CONSTANT = {
  type: 'constants',
  tag: 'constants',
  doc: 'A value that never changes.',
  short: 'value',
  snippet: { type: 'Text', value: 'value' },
  rows: [
    {
      key: 'type',
      form: 'word',
      tag: 'dataType',
      words: SCALAR_TYPE_WORDS,
      doc: 'Data type; left out = the type of the value.',
    },
    { key: 'value', form: 'value', tag: 'value', required: true, doc: 'The value.' },
    DESCRIPTION,
    METADATA,
  ],
} as const satisfies Form<'constants'>;

export const FORMULA = {
  type: 'formulas',
  tag: 'formulas',
  doc: 'A formula, evaluated whenever it is used.',
  snippet: { type: 'Text', expression: '' },
  rows: [
    {
      key: 'type',
      form: 'word',
      tag: 'dataType',
      words: SCALAR_TYPE_WORDS,
      required: true,
      doc: 'Data type of the result.',
    },
    { key: 'scale', form: 'integer', tag: 'scale', doc: 'Number, Currency: decimals of the result.' },
    { key: 'expression', form: 'formula', tag: 'expression', required: true, doc: 'The formula.' },
    DESCRIPTION,
    METADATA,
  ],
} as const satisfies Form<'formulas'>;

export const TEXT_TEMPLATE = {
  type: 'textTemplates',
  tag: 'textTemplates',
  doc: 'Text with merge fields.',
  snippet: { text: '' },
  oneOf: ['html', 'text'],
  rows: [
    { key: 'html', form: 'template', tag: 'text', sets: { isViewedAsPlainText: 'false' }, doc: 'Rich text.' },
    { key: 'text', form: 'template', tag: 'text', sets: { isViewedAsPlainText: 'true' }, doc: 'Plain text.' },
    DESCRIPTION,
    METADATA,
  ],
} as const satisfies Form<'textTemplates'>;

export const CHOICE = {
  type: 'choices',
  tag: 'choices',
  doc: 'Something a person can choose.',
  snippet: { label: 'Label', value: 'value' },
  rows: [
    { key: 'label', form: 'template', tag: 'choiceText', fromName: true, doc: 'What is shown.' },
    {
      key: 'type',
      form: 'word',
      tag: 'dataType',
      words: CHOICE_TYPE_WORDS,
      doc: 'Data type; left out = the type of the value.',
    },
    { key: 'value', form: 'value', tag: 'value', doc: 'What is stored; left out = the label.' },
    { key: 'input', form: 'userInput', tag: 'userInput', doc: 'A text box under the choice.' },
    DESCRIPTION,
    METADATA,
  ],
} as const satisfies Form<'choices'>;

/** `input:` of a choice. */
export const USER_INPUT = {
  type: 'userInput',
  tag: 'userInput',
  doc: 'A text box that opens under a choice.',
  rows: [
    { key: 'label', form: 'template', tag: 'promptText', required: true, doc: 'Label of the text box.' },
    { key: 'required', form: 'boolean', tag: 'isRequired', default: false, doc: 'Whether it must be filled in.' },
    { key: 'validate', form: 'validate', tag: 'validationRule', doc: 'When the entry is accepted.' },
  ],
} as const satisfies Form<'userInput'>;

export const CHOICE_SET = {
  type: 'choiceSets',
  tag: 'dynamicChoiceSets',
  doc: 'Choices made from a picklist field, from records, or from a collection.',
  snippet: { picklist: 'Account.Industry' },
  oneOf: ['picklist', 'object', 'collection'],
  rows: [
    {
      key: 'picklist',
      form: 'picklistField',
      doc: 'Object and field: Account.Industry (picklistObject, picklistField).',
    },
    { key: 'object', form: 'text', tag: 'object', doc: 'Object whose records are offered.' },
    { key: 'collection', form: 'reference', tag: 'collectionReference', doc: 'Collection whose items are offered.' },
    {
      key: 'type',
      form: 'word',
      tag: 'dataType',
      words: CHOICE_TYPE_WORDS,
      doc: 'Data type of the values; left out = Picklist or Text.',
    },
    { key: 'label', form: 'text', tag: 'displayField', doc: 'Field that is shown.' },
    { key: 'value', form: 'text', tag: 'valueField', doc: 'Field that is stored; left out = the label.' },
    { key: 'where', form: 'where', tag: 'filters', doc: 'Which records are offered.' },
    { key: 'sort', form: 'sort', doc: 'Order of the records: { Name: Asc } (sortField, sortOrder).' },
    { key: 'limit', form: 'integer', tag: 'limit', doc: 'How many at most.' },
    {
      key: 'outputs',
      form: 'outputs',
      tag: 'outputAssignments',
      doc: 'Fields of the chosen record and the variables they go into.',
    },
    DESCRIPTION,
    METADATA,
  ],
} as const satisfies Form<'choiceSets'>;

export const STAGE = {
  type: 'stages',
  tag: 'stages',
  doc: 'A stage of a long flow.',
  snippet: { label: 'Label', order: 10, active: true },
  rows: [
    { key: 'label', form: 'template', tag: 'label', fromName: true, doc: 'What is shown.' },
    { key: 'order', form: 'integer', tag: 'stageOrder', required: true, doc: 'Place among the stages.' },
    { key: 'active', form: 'boolean', tag: 'isActive', default: false, doc: 'Whether it is active at the start.' },
    DESCRIPTION,
    METADATA,
  ],
} as const satisfies Form<'stages'>;

/** Blocks of resources, in the order in which they stand in a file. */
export const RESOURCE_FORMS = {
  variables: VARIABLE,
  constants: CONSTANT,
  formulas: FORMULA,
  textTemplates: TEXT_TEMPLATE,
  choices: CHOICE,
  choiceSets: CHOICE_SET,
  stages: STAGE,
} as const satisfies Readonly<Record<ResourceBlock, Form>>;

export type ResourceBlock =
  | 'variables'
  | 'constants'
  | 'formulas'
  | 'textTemplates'
  | 'choices'
  | 'choiceSets'
  | 'stages';
