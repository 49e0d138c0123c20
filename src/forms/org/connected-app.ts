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
    {
      key: 'jwtBearerFlow',
      form: 'jwtBearerFlow',
      doc: 'Whose assertions the JWT bearer flow takes, and for which users.',
    },
    { key: 'scopes', form: 'words', doc: 'The scopes it may ask for: [api].' },
  ],
} as const satisfies OrgForm<'connectedApp'>;

/** `jwtBearerFlow:` of a connected app. */
export const JWT_BEARER_FLOW = {
  type: 'jwtBearerFlow',
  tag: 'oauthConfig',
  doc: 'The JWT bearer flow of a connected app ("Use digital signatures").',
  rows: [
    {
      key: 'certificate',
      form: 'text',
      required: true,
      doc: 'The certificate, or the public key, in PEM; the private key never stands here.',
    },
    { key: 'users', form: 'words', doc: 'Usernames that are pre-authorized.' },
  ],
} as const satisfies OrgForm<'jwtBearerFlow'>;

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
