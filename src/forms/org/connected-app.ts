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
    {
      key: 'kind',
      form: 'word',
      default: 'Connected App',
      words: { 'Connected App': 'ConnectedApp', 'External Client App': 'ExternalClientApplication' },
      doc: 'Which kind of app it is in Salesforce.',
    },
    {
      key: 'callbackUrls',
      form: 'words',
      doc: 'Where the authorization code flow may send people back to: [http://127.0.0.1:1717/OauthRedirect].',
    },
    { key: 'pkceRequired', form: 'boolean', default: false, doc: 'Refuse authorization without a code challenge.' },
    {
      key: 'secretRequired',
      form: 'boolean',
      default: true,
      doc: 'Ask for the client secret where codes and refresh tokens are redeemed.',
    },
    {
      key: 'permittedUsers',
      form: 'word',
      default: 'AllSelfAuthorized',
      words: {
        AllSelfAuthorized: 'AllSelfAuthorized',
        AdminApprovedPreAuthorized: 'AdminApprovedPreAuthorized',
      },
      doc: 'Whether everybody may use it who consents, or only the approved users.',
    },
    { key: 'approvedUsers', form: 'words', doc: 'Usernames that an admin approved; they are not asked for consent.' },
    {
      key: 'refreshTokens',
      form: 'word',
      default: 'Infinite',
      words: {
        Infinite: 'Infinite',
        Zero: 'Zero',
        SpecificLifetime: 'SpecificLifetime',
        SpecificInactivity: 'SpecificInactivity',
      },
      doc: 'How long refresh tokens are good; they need the scope refresh_token.',
    },
    {
      key: 'refreshTokenHours',
      form: 'integer',
      default: 720,
      doc: 'Hours of SpecificLifetime or SpecificInactivity.',
    },
    {
      key: 'rotateRefreshTokens',
      form: 'boolean',
      default: false,
      doc: 'Each refresh gives a new refresh token and ends the old one.',
    },
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
