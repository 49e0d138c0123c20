import type { Form } from '../define-form.ts';
import { DESCRIPTION, FAULT, LABEL, METADATA, NEXT, TRANSACTION } from '../rows.ts';
import { METHOD_WORDS } from '../words.ts';

/** Not one metadata element: export writes an external service registration, a variable, an assignment and an action call. */
export const HTTP_CALLOUT = {
  type: 'httpCallout',
  tag: 'actionCalls',
  doc: 'Calls an HTTP API through a named credential.',
  fixed: { actionType: 'externalService' },
  snippet: {
    type: 'httpCallout',
    namedCredential: 'Target_Org',
    method: 'GET',
    path: '/path',
    next: 'Element',
    fault: 'Element',
  },
  rows: [
    LABEL,
    DESCRIPTION,
    { key: 'namedCredential', form: 'name', required: true, doc: 'API name of the named credential.' },
    {
      key: 'service',
      form: 'text',
      doc: "Name of the external service; left out = the named credential's name without _.",
    },
    {
      key: 'method',
      form: 'word',
      required: true,
      words: METHOD_WORDS,
      doc: 'The HTTP method.',
    },
    { key: 'path', form: 'template', required: true, doc: "Begins with /; is added to the named credential's URL." },
    { key: 'query', form: 'namedValues', doc: 'Query parameters by name.' },
    { key: 'headers', form: 'namedValues', doc: 'Request headers by name.' },
    { key: 'body', form: 'json', doc: 'The JSON body, with references at its leaves.' },
    {
      key: 'responses',
      form: 'responses',
      doc: 'The replies by status (2XX, 404, default), each with a sample from which its fields are known.',
    },
    TRANSACTION,
    NEXT,
    FAULT,
    METADATA,
  ],
} as const satisfies Form<'httpCallout'>;

/** One reply of `responses:`. */
export const RESPONSE = {
  type: 'response',
  tag: '',
  doc: 'A reply of the API.',
  rows: [{ key: 'sample', form: 'json', required: true, doc: 'A JSON example of the reply.' }],
} as const satisfies Form<'response'>;
