import type { Form } from '../define-form.ts';
import { DESCRIPTION, FAULT, LABEL, METADATA, NEXT, TRANSACTION } from '../rows.ts';
import { BODY_TYPE_WORDS, METHOD_WORDS, ON_HTTP_ERROR_WORDS } from '../words.ts';

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
    {
      key: 'body',
      form: 'json',
      doc: 'The body, with references at its leaves. multipart: parts by name, each a text, or a map of text, json, file (a path in the project) or base64, with fileName and contentType; binary: such a map of file or base64.',
    },
    {
      key: 'bodyType',
      form: 'word',
      words: BODY_TYPE_WORDS,
      default: 'json',
      doc: 'How the body is written: json, form (application/x-www-form-urlencoded), text, multipart (multipart/form-data) or binary. Orgs know json.',
    },
    {
      key: 'compressed',
      form: 'boolean',
      default: false,
      doc: 'Whether the body is sent with gzip (setCompressed of Apex); replies are unpacked in any case.',
    },
    {
      key: 'responses',
      form: 'responses',
      doc: 'The replies by status (2XX, 404, default), each with a sample, several, or a schema, from which its fields are known.',
    },
    {
      key: 'onHttpError',
      form: 'word',
      words: ON_HTTP_ERROR_WORDS,
      default: 'fault',
      doc: 'Where a status of 300 or more leads: fault (as in an org), or output, which goes on to next.',
    },
    {
      key: 'timeout',
      form: 'integer',
      range: [1, 120_000],
      doc: 'Milliseconds for one attempt, at most 120000; 10000 unless set.',
    },
    { key: 'retry', form: 'retry', doc: 'Sends the request again where it failed for a while; orgs never do.' },
    { key: 'paginate', form: 'paginate', doc: 'Reads a list page by page into one reply; orgs never do.' },
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
  oneOf: ['sample', 'samples', 'schema'],
  rows: [
    { key: 'sample', form: 'json', doc: 'A JSON example of the reply.' },
    { key: 'samples', form: 'json', doc: 'A list of examples: a field has the type that all of them show.' },
    { key: 'schema', form: 'json', doc: 'A JSON Schema of the reply; its $refs lead into itself.' },
  ],
} as const satisfies Form<'response'>;

/** `retry:` of a callout. */
export const RETRY = {
  type: 'retry',
  tag: '',
  doc: 'When a request is sent again.',
  rows: [
    {
      key: 'count',
      form: 'integer',
      range: [1, 10],
      required: true,
      doc: 'How many times at most it is sent again, 1 to 10.',
    },
    {
      key: 'on',
      form: 'retryOn',
      doc: 'What is worth another attempt: statuses (429), classes (5XX), timeout, connection; left out = 408, 425, 429, 500, 502, 503, 504, timeout and connection.',
    },
    {
      key: 'backoff',
      form: 'integer',
      range: [0, 60_000],
      default: 1000,
      doc: 'Milliseconds before the first repetition, doubled each time; Retry-After of the reply counts instead.',
    },
    {
      key: 'maxWait',
      form: 'integer',
      range: [0, 120_000],
      default: 30_000,
      doc: 'Milliseconds that one wait may last; a longer Retry-After ends the attempts.',
    },
    {
      key: 'idempotencyKey',
      form: 'text',
      doc: 'Header that carries a key, the same for each attempt; without it POST and PATCH are not sent again.',
    },
  ],
} as const satisfies Form<'retry'>;

/** `paginate:` of a callout. */
export const PAGINATE = {
  type: 'paginate',
  tag: '',
  doc: 'How a list comes in pages, and how many of them are read.',
  needs: [
    { key: 'by', is: 'nextUrl', needs: 'next' },
    { key: 'by', is: 'cursor', needs: 'next' },
    { key: 'by', is: 'cursor', needs: 'query' },
    { key: 'by', is: 'page', needs: 'query' },
  ],
  rows: [
    {
      key: 'by',
      form: 'word',
      required: true,
      words: { nextUrl: 'nextUrl', link: 'link', cursor: 'cursor', page: 'page' },
      doc: 'Where the next page is: an address in the body, the Link header, a cursor in the body, a page number.',
    },
    {
      key: 'items',
      form: 'text',
      doc: 'Path of the list in the body: records, data.items; left out = the body is the list.',
    },
    { key: 'next', form: 'text', doc: 'nextUrl, cursor: path in the body of what leads on: nextRecordsUrl.' },
    { key: 'query', form: 'text', doc: 'cursor, page: the query parameter that carries it.' },
    { key: 'firstPage', form: 'integer', range: [0, 1_000_000], default: 1, doc: 'page: number of the first page.' },
    { key: 'maxPages', form: 'integer', range: [1, 100], default: 10, doc: 'Pages that are read at most, 1 to 100.' },
    {
      key: 'maxItems',
      form: 'integer',
      range: [1, 50_000],
      default: 2000,
      doc: 'Items that are kept at most, 1 to 50000.',
    },
  ],
} as const satisfies Form<'paginate'>;
