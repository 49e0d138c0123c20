import type { FormRow } from './define-form.ts';
import { CHOICE_TYPE_WORDS, ON_REVISIT_WORDS, TRANSACTION_WORDS } from './words.ts';

/** Rows that many constructs share. */

export const LABEL = {
  key: 'label',
  form: 'text',
  tag: 'label',
  fromName: true,
  doc: 'Label; left out = the name with _ as blanks.',
} as const satisfies FormRow;
export const DESCRIPTION = {
  key: 'description',
  form: 'text',
  tag: 'description',
  doc: 'What it is for.',
} as const satisfies FormRow;
export const NEXT = {
  key: 'next',
  form: 'connector',
  tag: 'connector',
  doc: 'The element that comes next; left out = the path ends here.',
} as const satisfies FormRow;
export const FAULT = {
  key: 'fault',
  form: 'connector',
  tag: 'faultConnector',
  doc: 'Where to go on when this element fails.',
} as const satisfies FormRow;
export const METADATA = {
  key: 'metadata',
  form: 'metadata',
  doc: 'JSON merge patch on the metadata XML that export would write here.',
} as const satisfies FormRow;

/** The collection that an element works on. */
export const COLLECTION = {
  key: 'collection',
  form: 'reference',
  tag: 'collectionReference',
  required: true,
  doc: 'The collection, by its bare name.',
} as const satisfies FormRow;

/** The keys of a condition; they stand in an outcome directly, elsewhere under `visible` or `where`. */
export const CONDITION_ROWS = [
  { key: 'all', form: 'conditionRows', doc: 'Rows that must all be true.' },
  { key: 'any', form: 'conditionRows', doc: 'Rows of which one must be true.' },
  { key: 'conditions', form: 'conditionRows', doc: 'Rows numbered 1, 2, 3 that `logic` combines.' },
  {
    key: 'logic',
    form: 'logic',
    tag: 'conditionLogic',
    doc: 'Combines `conditions` by their numbers: 1 AND (2 OR 3).',
  },
  { key: 'formula', form: 'formula', doc: 'A formula that must be true.' },
] as const satisfies readonly FormRow[];

/** `conditions` and `logic` mean nothing without each other. */
export const CONDITION_NEEDS = [
  { key: 'conditions', needs: 'logic' },
  { key: 'logic', needs: 'conditions' },
] as const;

/** What every input field of a screen has. */
export const INPUT_LABEL = {
  key: 'label',
  form: 'template',
  tag: 'fieldText',
  fromName: true,
  doc: 'Label above the field; left out = the name with _ as blanks.',
} as const satisfies FormRow;
export const REQUIRED = {
  key: 'required',
  form: 'boolean',
  tag: 'isRequired',
  default: false,
  doc: 'Whether it must be filled in.',
} as const satisfies FormRow;
export const HELP = {
  key: 'help',
  form: 'template',
  tag: 'helpText',
  doc: 'Help text, shown on demand.',
} as const satisfies FormRow;
export const DEFAULT = {
  key: 'default',
  form: 'value',
  tag: 'defaultValue',
  doc: 'What the field holds when it is first shown.',
} as const satisfies FormRow;
export const VALIDATE = {
  key: 'validate',
  form: 'validate',
  tag: 'validationRule',
  doc: 'A formula that must be true for the entry to be accepted, and the message when it is not.',
} as const satisfies FormRow;
export const SCALE = {
  key: 'scale',
  form: 'integer',
  tag: 'scale',
  default: 0,
  doc: 'Decimals that may be entered.',
} as const satisfies FormRow;
export const VISIBLE = {
  key: 'visible',
  form: 'visible',
  tag: 'visibilityRule',
  doc: 'Shown only while this is true.',
} as const satisfies FormRow;
export const ON_REVISIT = {
  key: 'onRevisit',
  form: 'word',
  tag: 'inputsOnNextNavToAssocScrn',
  default: 'keep',
  words: ON_REVISIT_WORDS,
  doc: 'Whether the field keeps its entry when the screen is shown again or takes its default anew.',
} as const satisfies FormRow;
export const DISABLED = {
  key: 'disabled',
  form: 'value',
  tag: 'isDisabled',
  doc: 'Greyed out while true.',
} as const satisfies FormRow;
export const READ_ONLY = {
  key: 'readOnly',
  form: 'value',
  tag: 'isReadOnly',
  doc: 'Cannot be changed while true.',
} as const satisfies FormRow;
export const FIELD_DESCRIPTION = {
  key: 'description',
  form: 'text',
  tag: 'description',
  doc: 'What the field is for; not shown.',
} as const satisfies FormRow;

/** Rows of a field that is typed into, but for `required`, which a checkbox has not. */
export const ENTRY_ROWS = [
  DEFAULT,
  HELP,
  VALIDATE,
  VISIBLE,
  ON_REVISIT,
  DISABLED,
  READ_ONLY,
  FIELD_DESCRIPTION,
  METADATA,
] as const;

/** Rows of a field that offers choices. */
export const CHOICE_FIELD_ROWS = [
  INPUT_LABEL,
  REQUIRED,
  {
    key: 'valueType',
    form: 'word',
    tag: 'dataType',
    default: 'Text',
    words: CHOICE_TYPE_WORDS,
    doc: "Type of the choices' values.",
  },
  { key: 'choices', form: 'choices', tag: 'choiceReferences', doc: 'Names of choices and choice sets.' },
  { key: 'options', form: 'options', doc: 'Choices written in place.' },
  {
    key: 'selected',
    form: 'reference',
    tag: 'defaultSelectedChoiceReference',
    doc: 'The choice that is selected at first.',
  },
  DEFAULT,
  HELP,
  VISIBLE,
  ON_REVISIT,
  DISABLED,
  READ_ONLY,
  FIELD_DESCRIPTION,
  METADATA,
] as const satisfies readonly FormRow[];

/** Transaction control of what calls out (reference: flow-semantics 8). */
export const TRANSACTION = {
  key: 'transaction',
  form: 'word',
  tag: 'flowTransactionModel',
  words: TRANSACTION_WORDS,
  doc: 'Uncommitted record changes: Automatic commits them first where it calls out, NewTransaction always, CurrentTransaction never; left out = by the API version.',
} as const satisfies FormRow;

/** What record elements share. */
export const OBJECT = {
  key: 'object',
  form: 'name',
  tag: 'object',
  doc: 'API name of the object.',
} as const satisfies FormRow;
export const WHERE = {
  key: 'where',
  form: 'where',
  tag: 'filters',
  doc: 'Which records: rows such as `- Name: Acme`, all of which must be true, or the keys of a condition.',
} as const satisfies FormRow;
export const SET = {
  key: 'set',
  form: 'fieldValues',
  tag: 'inputAssignments',
  doc: 'Values by field.',
} as const satisfies FormRow;
export const RECORD = {
  key: 'record',
  form: 'reference',
  tag: 'inputReference',
  doc: 'The record or collection of records, by its bare name.',
} as const satisfies FormRow;

/** What every Lightning component has. Its label, whether it is required and all else are inputs of its own. */
export const COMPONENT_ROWS = [
  { key: 'inputs', form: 'namedValues', tag: 'inputParameters', doc: 'Values for its attributes.' },
  { key: 'types', form: 'typeMappings', doc: 'Objects for its generic types: { T: Account }.' },
  { key: 'choices', form: 'choices', tag: 'choiceReferences', doc: 'Names of choices and choice sets.' },
  {
    key: 'outputs',
    form: 'outputs',
    tag: 'outputParameters',
    doc: 'Attributes and the variables they go into; left out = {!Field.attribute}.',
  },
  VISIBLE,
  ON_REVISIT,
  METADATA,
] as const satisfies readonly FormRow[];
