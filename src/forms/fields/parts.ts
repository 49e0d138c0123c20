import type { Form } from '../define-form.ts';
import { CONDITION_NEEDS, CONDITION_ROWS } from '../rows.ts';

/** `validate:` of a field or of a choice's input. */
export const VALIDATION_RULE = {
  type: 'validate',
  tag: 'validationRule',
  doc: 'When an entry is accepted.',
  rows: [
    {
      key: 'formula',
      form: 'formula',
      tag: 'formulaExpression',
      required: true,
      doc: 'Must be true for the entry to be accepted.',
    },
    { key: 'message', form: 'template', tag: 'errorMessage', required: true, doc: 'Shown when it is not.' },
  ],
} as const satisfies Form<'validate'>;

/** One of a field's `options:`; a bare text is label and value in one. */
export const OPTION = {
  type: 'option',
  tag: 'choices',
  doc: 'A choice written in place.',
  short: 'label',
  rows: [
    { key: 'label', form: 'text', tag: 'choiceText', required: true, doc: 'What is shown.' },
    { key: 'value', form: 'value', tag: 'value', doc: 'What is stored; left out = the label.' },
  ],
} as const satisfies Form<'option'>;

/** `visible:` of a field, and `where:` of a filter in its long form. */
export const CONDITIONS = {
  type: 'conditions',
  tag: '',
  doc: 'A condition.',
  exclusive: [['all', 'any', 'conditions', 'formula']],
  needs: CONDITION_NEEDS,
  rows: CONDITION_ROWS,
} as const satisfies Form<'conditions'>;
