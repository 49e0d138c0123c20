import type { Form } from '../define-form.ts';
import { DESCRIPTION, LABEL, METADATA, NEXT } from '../rows.ts';
import { DATA_TYPE_WORDS } from '../words.ts';

const RESULT_ROW = {
  key: 'result',
  form: 'transformResult',
  required: true,
  doc: 'The type of the result: { type: Record, object: Task, collection: true }.',
} as const;

const VALUE_ROWS = [
  {
    key: 'set',
    form: 'transformRows',
    doc: "Values by field of the result: '{!Rows[$EachItem].Name}', { sum: … }, { count: … } or { transform: … }.",
  },
  { key: 'value', form: 'transformValue', doc: 'The value of a result that has no fields.' },
] as const;

export const TRANSFORM = {
  type: 'transform',
  tag: 'transforms',
  doc: 'Makes a value of another type from other values, item by item where they are collections.',
  exclusive: [['set', 'value']],
  snippet: {
    type: 'transform',
    result: { type: 'Text', collection: true },
    value: '{!Items[$EachItem].Name}',
    next: 'Element',
  },
  rows: [
    LABEL,
    DESCRIPTION,
    RESULT_ROW,
    { key: 'innerJoin', form: 'innerJoin', doc: 'Two collections of which the items with equal keys are joined.' },
    ...VALUE_ROWS,
    {
      key: 'outputs',
      form: 'outputs',
      tag: 'outputParameters',
      doc: 'What the metadata says of storing the result; it stands under the name of this element in any case.',
    },
    NEXT,
    METADATA,
  ],
} as const satisfies Form<'transform'>;

/** `result:`. */
export const TRANSFORM_RESULT = {
  type: 'transformResult',
  tag: '',
  doc: 'The type of the result.',
  short: 'type',
  needs: [
    { key: 'type', is: 'Record', needs: 'object' },
    { key: 'type', is: 'Apex', needs: 'class' },
  ],
  rows: [
    { key: 'type', form: 'word', tag: 'dataType', words: DATA_TYPE_WORDS, required: true, doc: 'Data type.' },
    { key: 'object', form: 'text', tag: 'objectType', doc: 'Record: API name of the object.' },
    { key: 'class', form: 'text', tag: 'apexClass', doc: 'Apex: name of the class.' },
    { key: 'scale', form: 'integer', tag: 'scale', doc: 'Number, Currency: decimals.' },
    { key: 'collection', form: 'boolean', tag: 'isCollection', default: false, doc: 'Whether it holds many values.' },
  ],
} as const satisfies Form<'transformResult'>;

/** `transform:` as the value of a field that has fields of its own. */
export const INLINE_TRANSFORM = {
  type: 'inlineTransform',
  tag: 'transform',
  doc: 'A value with fields of its own, made as a transform makes its result.',
  oneOf: ['set', 'value'],
  rows: [RESULT_ROW, ...VALUE_ROWS],
} as const satisfies Form<'inlineTransform'>;

/** `innerJoin:`. */
export const INNER_JOIN = {
  type: 'innerJoin',
  tag: '',
  doc: 'Joins the items of two collections whose keys are equal.',
  rows: [
    {
      key: 'left',
      form: 'reference',
      required: true,
      doc: 'The first collection, by its bare name; its order counts.',
    },
    { key: 'right', form: 'reference', required: true, doc: 'The second collection.' },
    {
      key: 'keys',
      form: 'joinKeys',
      required: true,
      doc: 'Fields of the first collection and the fields of the second that have to be equal: { Id: AccountId }.',
    },
  ],
} as const satisfies Form<'innerJoin'>;
