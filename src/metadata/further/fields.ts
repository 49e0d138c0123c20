import type { MetadataForm, MetadataRow } from '../codec.ts';

/**
 * Forms of screen fields that are translated and not shown yet. They stand here until a version shows them; then they
 * move to `src/forms/fields`.
 */

const VISIBLE: MetadataRow = {
  key: 'visible',
  form: 'visible',
  tag: 'visibilityRule',
  doc: 'Shown only while this is true.',
};
const ON_REVISIT: MetadataRow = {
  key: 'onRevisit',
  form: 'word',
  tag: 'inputsOnNextNavToAssocScrn',
  default: 'keep',
  words: { keep: 'UseStoredValues', reset: 'ResetValues' },
  doc: 'Whether the inputs are evaluated anew on every visit.',
};
const METADATA: MetadataRow = { key: 'metadata', form: 'metadata', doc: 'Merge patch on the metadata.' };
const REQUIRED: MetadataRow = {
  key: 'required',
  form: 'boolean',
  tag: 'isRequired',
  default: false,
  doc: 'Must be filled in.',
};

/** A Lightning component: Salesforce's own under a word, any other under its own name (`c:datatable`). */
export const COMPONENT: MetadataForm = {
  type: 'component',
  tag: 'fields',
  fixed: { fieldType: 'ComponentInstance' },
  doc: 'A Lightning component.',
  rows: [
    { key: 'inputs', form: 'namedValues', tag: 'inputParameters', doc: 'Values for its attributes.' },
    { key: 'types', form: 'typeMappings', doc: 'Objects for its generic types: { T: Account }.' },
    { key: 'choices', form: 'choices', tag: 'choiceReferences', doc: 'Names of choices and choice sets.' },
    { key: 'outputs', form: 'outputs', tag: 'outputParameters', doc: 'Attributes and the variables they go into.' },
    VISIBLE,
    ON_REVISIT,
    METADATA,
  ],
};

/** Words for Salesforce's own components. */
export const COMPONENT_NAMES: Readonly<Record<string, string>> = {
  email: 'flowruntime:email',
  phone: 'flowruntime:phone',
  url: 'flowruntime:url',
  name: 'flowruntime:name',
  address: 'flowruntime:address',
  toggle: 'flowruntime:toggle',
  slider: 'flowruntime:slider',
  lookup: 'flowruntime:lookup',
  choiceLookup: 'flowruntime:choiceLookup',
  dataTable: 'flowruntime:datatable',
  image: 'flowruntime:image',
  fileUpload: 'forceContent:fileUpload',
  dependentPicklists: 'flowruntime:dependentPicklists',
};

/** The forms of the other kinds. */
export const FURTHER_FIELD_FORMS = {
  recordField: {
    type: 'recordField',
    tag: 'fields',
    fixed: { fieldType: 'ObjectProvided' },
    doc: 'A field of a record variable; the key is the reference.',
    rows: [REQUIRED, VISIBLE, ON_REVISIT, METADATA],
  },
  repeater: {
    type: 'repeater',
    tag: 'fields',
    fixed: { fieldType: 'Repeater' },
    doc: 'Fields that can be filled in many times.',
    rows: [{ key: 'fields', form: 'fields', tag: 'fields', doc: 'The fields by name.' }, VISIBLE, METADATA],
  },
  choiceComponent: {
    type: 'choiceComponent',
    tag: 'fields',
    fixed: { fieldType: 'ComponentChoice' },
    doc: 'Choices drawn by a component.',
    rows: [
      { key: 'component', form: 'text', tag: 'extensionName', doc: 'Name of the component.' },
      { key: 'label', form: 'template', tag: 'fieldText', fromName: true, doc: 'Label above the field.' },
      REQUIRED,
      {
        key: 'valueType',
        form: 'word',
        tag: 'dataType',
        default: 'Text',
        words: { Text: 'String', Number: 'Number', Currency: 'Currency', Boolean: 'Boolean', Date: 'Date' },
        doc: "Type of the choices' values.",
      },
      { key: 'choices', form: 'choices', tag: 'choiceReferences', doc: 'Names of choices and choice sets.' },
      { key: 'options', form: 'options', doc: 'Choices written in place.' },
      { key: 'selected', form: 'reference', tag: 'defaultSelectedChoiceReference', doc: 'Selected at first.' },
      { key: 'default', form: 'value', tag: 'defaultValue', doc: 'What it holds at first.' },
      { key: 'help', form: 'template', tag: 'helpText', doc: 'Help text.' },
      VISIBLE,
      ON_REVISIT,
      METADATA,
    ],
    exclusive: [['choices', 'options']],
  },
} as const satisfies Readonly<Record<string, MetadataForm>>;
