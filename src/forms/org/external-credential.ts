import type { OrgForm } from '../define-form.ts';

export const EXTERNAL_CREDENTIAL = {
  type: 'externalCredential',
  tag: 'ExternalCredential',
  doc: 'How a callout authenticates, and who may use it. Secrets never stand here: `flowrun credential set` stores them.',
  needs: [
    { key: 'protocol', is: 'OAuth 2.0', needs: 'variant' },
    { key: 'protocol', is: 'OAuth 2.0', needs: 'tokenEndpoint' },
  ],
  rows: [
    { key: 'label', form: 'text', doc: 'Label.' },
    {
      key: 'protocol',
      form: 'word',
      required: true,
      words: {
        'OAuth 2.0': 'Oauth',
        Basic: 'Basic',
        Custom: 'Custom',
        'No Authentication': 'NoAuthentication',
      },
      doc: 'The authentication protocol.',
    },
    {
      key: 'variant',
      form: 'word',
      words: { 'Client Credentials with Client Secret': 'ClientCredentialsClientSecretBasic' },
      doc: 'OAuth 2.0: the flow by which a token is fetched.',
    },
    {
      key: 'tokenEndpoint',
      form: 'endpoint',
      doc: 'OAuth 2.0: URL of the token endpoint; https, or org:// for an embedded org.',
    },
    { key: 'scope', form: 'text', doc: 'OAuth 2.0: the scopes that are asked for, with blanks between them.' },
    {
      key: 'clientCredentialsInBody',
      form: 'boolean',
      default: false,
      doc: 'Pass client credentials in the request body instead of the Basic header.',
    },
    {
      key: 'principals',
      form: 'principals',
      required: true,
      doc: 'The principals by name; permission sets give access to them.',
    },
    { key: 'headers', form: 'customHeaders', doc: 'Headers of every callout by name: text, or a formula in {!…}.' },
    {
      key: 'additionalRefreshStatusCodes',
      form: 'statusCodes',
      doc: 'Statuses besides 401 after which the token is fetched anew.',
    },
  ],
} as const satisfies OrgForm<'externalCredential'>;

/** One principal of an external credential. */
export const PRINCIPAL = {
  type: 'principal',
  tag: 'externalCredentialParameters',
  doc: 'Somebody a callout can be made as.',
  rows: [
    {
      key: 'type',
      form: 'word',
      default: 'Named Principal',
      words: { 'Named Principal': 'NamedPrincipal' },
      doc: 'Kind of the principal.',
    },
    {
      key: 'sequence',
      form: 'integer',
      doc: 'Of several principals that a user may use, the lowest wins; left out = its place in the file.',
    },
    {
      key: 'parameters',
      form: 'words',
      doc: 'Names of the values that the secret store holds: [clientId, clientSecret].',
    },
  ],
} as const satisfies OrgForm<'principal'>;

/** One custom header; a bare text is short for its value. */
export const CUSTOM_HEADER = {
  type: 'customHeader',
  tag: 'externalCredentialParameters',
  doc: 'A header that is sent with every callout.',
  short: 'value',
  rows: [
    { key: 'value', form: 'text', required: true, doc: 'Its text, or a formula in {!…}.' },
    { key: 'sequence', form: 'integer', doc: 'Order among the headers; left out = its place in the file.' },
  ],
} as const satisfies OrgForm<'customHeader'>;
