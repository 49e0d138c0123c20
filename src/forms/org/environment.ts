import type { OrgForm } from '../define-form.ts';

/** What differs in one environment: flows and their credentials are the same everywhere, addresses and secrets are not. */
export const ENVIRONMENT = {
  type: 'environment',
  tag: 'environment',
  doc: 'What differs in an environment that --env names. Its secrets are kept apart from those of the others.',
  rows: [
    {
      key: 'namedCredentials',
      form: 'namedCredentialOverlays',
      doc: 'Named credentials by name, each with what differs.',
    },
    {
      key: 'externalCredentials',
      form: 'externalCredentialOverlays',
      doc: 'External credentials by name, each with what differs.',
    },
  ],
} as const satisfies OrgForm<'environment'>;

/** A named credential in an environment. */
export const NAMED_CREDENTIAL_OVERLAY = {
  type: 'namedCredentialOverlay',
  tag: 'environment',
  doc: 'Where callouts go in this environment; a bare text is short for its URL.',
  short: 'url',
  rows: [
    { key: 'url', form: 'endpoint', required: true, doc: 'As in the file of the named credential.' },
    {
      key: 'clientCertificate',
      form: 'name',
      doc: 'Name of the certificate that is shown in this environment; left out = as in the file of the named credential.',
    },
  ],
} as const satisfies OrgForm<'namedCredentialOverlay'>;

/** An external credential in an environment. */
export const EXTERNAL_CREDENTIAL_OVERLAY = {
  type: 'externalCredentialOverlay',
  tag: 'environment',
  doc: 'What an external credential has differently in this environment.',
  rows: [
    { key: 'tokenEndpoint', form: 'endpoint', doc: 'As in the file of the external credential.' },
    { key: 'authorizeEndpoint', form: 'endpoint', doc: 'As in the file of the external credential.' },
    { key: 'revocationEndpoint', form: 'endpoint', doc: 'As in the file of the external credential.' },
    { key: 'callbackUrl', form: 'text', doc: 'As in the file of the external credential.' },
    { key: 'scope', form: 'text', doc: 'As in the file of the external credential.' },
    { key: 'audience', form: 'text', doc: 'JWT variants: aud in this environment.' },
    { key: 'region', form: 'text', doc: 'AWS: the region in this environment.' },
  ],
} as const satisfies OrgForm<'externalCredentialOverlay'>;
