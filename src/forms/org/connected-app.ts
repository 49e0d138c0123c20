import type { OrgForm } from '../define-form.ts';

export const CONNECTED_APP = {
  type: 'connectedApp',
  tag: 'ConnectedApp',
  doc: 'A connected app of an embedded target org. Its key and secret are made for this machine only.',
  rows: [
    { key: 'label', form: 'text', fromName: true, doc: 'Label; left out = the name with _ as blanks.' },
    { key: 'consumerKey', form: 'text', required: true, doc: 'The client id.' },
    { key: 'consumerSecret', form: 'text', required: true, doc: 'The client secret, of the embedded org only.' },
    {
      key: 'clientCredentialsFlow',
      form: 'clientCredentialsFlow',
      doc: 'Whether and as whom the client credentials flow runs.',
    },
    { key: 'scopes', form: 'words', doc: 'The scopes it may ask for: [api].' },
  ],
} as const satisfies OrgForm<'connectedApp'>;

/** `clientCredentialsFlow:` of a connected app. */
export const CLIENT_CREDENTIALS_FLOW = {
  type: 'clientCredentialsFlow',
  tag: 'oauthConfig',
  doc: 'The client credentials flow of a connected app.',
  rows: [
    { key: 'enabled', form: 'boolean', default: false, doc: 'Enable Client Credentials Flow.' },
    { key: 'runAs', form: 'name', doc: 'Username of the user of the target org as whom it runs.' },
  ],
} as const satisfies OrgForm<'clientCredentialsFlow'>;
