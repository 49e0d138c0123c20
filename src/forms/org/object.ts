import type { OrgForm } from '../define-form.ts';
import { ORG_FIELD_TYPE_WORDS, SUMMARY_OPERATION_WORDS } from '../words.ts';

/** `org/objects/<Object>.yaml`: a custom object, or fields that are added to a standard one. */
export const OBJECT = {
  type: 'object',
  tag: 'CustomObject',
  doc: 'An object whose records flows read and change.',
  rows: [
    { key: 'label', form: 'text', tag: 'label', fromName: true, doc: 'Label of one record.' },
    { key: 'pluralLabel', form: 'text', tag: 'pluralLabel', doc: 'Label of many; left out = the label with an s.' },
    { key: 'nameField', form: 'nameField', tag: 'nameField', doc: 'The name of its records; left out = a text.' },
    {
      key: 'fields',
      form: 'objectFields',
      tag: 'fields',
      doc: 'The fields by API name: { Amount__c: { type: Currency } }.',
    },
    {
      key: 'publishBehavior',
      form: 'word',
      tag: 'publishBehavior',
      words: { PublishAfterCommit: 'PublishAfterCommit', PublishImmediately: 'PublishImmediately' },
      doc: 'Platform events (My_Event__e): with the transaction, or whatever becomes of it; left out = immediately.',
    },
  ],
} as const satisfies OrgForm<'object'>;

/** `nameField:` of an object. */
export const NAME_FIELD = {
  type: 'nameField',
  tag: 'nameField',
  doc: 'The name field of a custom object.',
  rows: [
    { key: 'label', form: 'text', tag: 'label', doc: 'Its label.' },
    {
      key: 'type',
      form: 'word',
      tag: 'type',
      words: { Text: 'Text', AutoNumber: 'AutoNumber' },
      default: 'Text',
      doc: 'Typed by hand, or counted up.',
    },
  ],
} as const satisfies OrgForm<'nameField'>;

/** One field of an object; a bare word is short for its type. */
export const OBJECT_FIELD = {
  type: 'objectField',
  tag: 'fields',
  doc: 'A field of an object.',
  short: 'type',
  needs: [
    { key: 'type', is: 'Lookup', needs: 'references' },
    { key: 'type', is: 'MasterDetail', needs: 'references' },
  ],
  rows: [
    {
      key: 'type',
      form: 'word',
      tag: 'type',
      words: ORG_FIELD_TYPE_WORDS,
      required: true,
      doc: "Salesforce's field type; with a formula the type of its result.",
    },
    { key: 'label', form: 'text', tag: 'label', fromName: true, doc: 'Label; left out = made from the name.' },
    {
      key: 'length',
      form: 'integer',
      tag: 'length',
      doc: 'Texts: most characters; left out = 255, long texts 32,768.',
    },
    { key: 'precision', form: 'integer', tag: 'precision', doc: 'Numbers: all digits; left out = 18.' },
    { key: 'scale', form: 'integer', tag: 'scale', doc: 'Numbers: digits right of the point; left out = 0.' },
    { key: 'required', form: 'boolean', tag: 'required', default: false, doc: 'Whether a record needs a value.' },
    { key: 'unique', form: 'boolean', tag: 'unique', default: false, doc: 'Whether no two records may share a value.' },
    { key: 'default', form: 'scalar', tag: 'defaultValue', doc: 'What a new record holds when nobody says otherwise.' },
    { key: 'values', form: 'words', doc: 'Picklists: the active values.' },
    { key: 'restricted', form: 'boolean', default: false, doc: 'Picklists: whether other values are refused.' },
    {
      key: 'controllingField',
      form: 'text',
      tag: 'controllingField',
      doc: 'Dependent picklists: API name of the picklist whose value says which values there are.',
    },
    {
      key: 'valuesFor',
      form: 'valueLists',
      doc: 'Dependent picklists: the values for each value of the controlling field: { Germany: [Berlin, Hamburg] }.',
    },
    { key: 'references', form: 'references', tag: 'referenceTo', doc: 'Lookups: the object, or a list of objects.' },
    {
      key: 'childRelationship',
      form: 'text',
      tag: 'relationshipName',
      doc: 'Lookups: name of the children in their parent: Invoices.',
    },
    { key: 'formula', form: 'text', tag: 'formula', doc: 'A formula field: computed whenever the record is saved.' },
    {
      key: 'summary',
      form: 'summary',
      doc: 'Roll-up summaries: what is computed of the children, whenever one of them is saved.',
    },
  ],
} as const satisfies OrgForm<'objectField'>;

/** `summary:` of a field of the type Summary. */
export const SUMMARY = {
  type: 'summary',
  tag: 'fields',
  doc: 'What a roll-up summary field computes of the children.',
  needs: [
    { key: 'operation', is: 'sum', needs: 'field' },
    { key: 'operation', is: 'min', needs: 'field' },
    { key: 'operation', is: 'max', needs: 'field' },
  ],
  rows: [
    {
      key: 'operation',
      form: 'word',
      tag: 'summaryOperation',
      words: SUMMARY_OPERATION_WORDS,
      required: true,
      doc: 'How many there are, or the sum, the least or the greatest of one of their fields.',
    },
    {
      key: 'foreignKey',
      form: 'picklistField',
      tag: 'summaryForeignKey',
      required: true,
      doc: "The children's lookup that leads here: Line__c.Invoice__c.",
    },
    {
      key: 'field',
      form: 'picklistField',
      tag: 'summarizedField',
      doc: "The children's field: Line__c.Amount__c; left out = they are counted.",
    },
    {
      key: 'where',
      form: 'summaryFilters',
      tag: 'summaryFilterItems',
      doc: 'Which children count, by their fields: { Status__c: [Open, Billed], Amount__c: { greaterThan: 0 } }.',
    },
  ],
} as const satisfies OrgForm<'summary'>;
