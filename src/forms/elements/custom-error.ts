import type { Form } from '../define-form.ts';
import { DESCRIPTION, LABEL, METADATA, NEXT } from '../rows.ts';

export const CUSTOM_ERROR = {
  type: 'customError',
  tag: 'customErrors',
  doc: 'Refuses the save of the record that started the flow, with messages.',
  snippet: { type: 'customError', errors: [{ message: 'Not allowed.', field: 'Name' }] },
  rows: [
    LABEL,
    DESCRIPTION,
    {
      key: 'errors',
      form: 'errorMessages',
      tag: 'customErrorMessages',
      required: true,
      doc: 'The messages, each for the record or for one field of it.',
    },
    NEXT,
    METADATA,
  ],
} as const satisfies Form<'customError'>;

/** One entry of `errors:`. */
export const ERROR_MESSAGE = {
  type: 'errorMessage',
  tag: 'customErrorMessages',
  doc: 'A message that refuses a record.',
  rows: [
    { key: 'message', form: 'template', tag: 'errorMessage', required: true, doc: 'What is shown.' },
    {
      key: 'field',
      form: 'text',
      tag: 'fieldSelection',
      doc: 'Field of the record at which it is shown; left out = above the whole record.',
    },
  ],
} as const satisfies Form<'errorMessage'>;
