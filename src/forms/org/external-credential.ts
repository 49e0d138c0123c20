import type { OrgForm } from '../define-form.ts';

/** How a callout authenticates: external credentials and named credentials of the old kind say it alike. */
const AUTHENTICATION = [
  {
    key: 'protocol',
    form: 'word',
    required: true,
    words: {
      'OAuth 2.0': 'Oauth',
      'AWS Signature Version 4': 'AwsSv4',
      Basic: 'Basic',
      Custom: 'Custom',
      JWT: 'Jwt',
      'No Authentication': 'NoAuthentication',
    },
    doc: 'The authentication protocol.',
  },
  {
    key: 'variant',
    form: 'word',
    words: {
      'Client Credentials with Client Secret': 'ClientCredentialsClientSecretBasic',
      'Client Credentials with JWT Assertion': 'ClientCredentialsJwtAssertion',
      'JWT Bearer': 'JwtBearer',
      'Browser Flow': 'BrowserFlow',
      STS: 'AwsSv4_STS',
      'Roles Anywhere': 'RolesAnywhere',
    },
    doc: 'OAuth 2.0: the flow by which a token is fetched. AWS: where session keys come from.',
  },
  {
    key: 'tokenEndpoint',
    form: 'endpoint',
    doc: 'OAuth 2.0: URL of the token endpoint; https, or org:// for an embedded org.',
  },
  {
    key: 'authorizeEndpoint',
    form: 'endpoint',
    doc: 'Browser Flow: URL of the page where a person logs in; https, or org:// for an embedded org.',
  },
  {
    key: 'revocationEndpoint',
    form: 'endpoint',
    doc: 'Browser Flow: URL that logout tells; left out = /services/oauth2/revoke of a Salesforce token endpoint.',
  },
  {
    key: 'callbackUrl',
    form: 'text',
    doc: 'Browser Flow: where the browser comes back to; left out = http://127.0.0.1:1717/OauthRedirect.',
  },
  { key: 'scope', form: 'text', doc: 'OAuth 2.0: the scopes that are asked for, with blanks between them.' },
  { key: 'jwt', form: 'jwt', doc: 'JWT variants: issuer, subject, audience and further claims.' },
  { key: 'aws', form: 'aws', doc: 'AWS Signature Version 4: service and region.' },
  {
    key: 'identityProvider',
    form: 'text',
    doc: 'Name of the external auth identity provider that holds the endpoints in an org; left out = its own name.',
  },
  {
    key: 'requests',
    form: 'providerRequests',
    doc: 'OAuth 2.0: what requests to the identity provider hold besides what OAuth asks for.',
  },
  {
    key: 'clientCredentialsInBody',
    form: 'boolean',
    default: false,
    doc: 'Pass client credentials in the request body instead of the Basic header.',
  },
] as const;
const HEADERS = [
  { key: 'headers', form: 'customHeaders', doc: 'Headers of every callout by name: text, or a formula in {!…}.' },
  {
    key: 'additionalRefreshStatusCodes',
    form: 'statusCodes',
    doc: 'Statuses besides 401 after which the token is fetched anew.',
  },
] as const;
const NEEDS = [
  { key: 'protocol', is: 'OAuth 2.0', needs: 'variant' },
  { key: 'protocol', is: 'OAuth 2.0', needs: 'tokenEndpoint' },
  { key: 'variant', is: 'Browser Flow', needs: 'authorizeEndpoint' },
  { key: 'protocol', is: 'AWS Signature Version 4', needs: 'aws' },
  { key: 'protocol', is: 'JWT', needs: 'jwt' },
] as const;

export const EXTERNAL_CREDENTIAL = {
  type: 'externalCredential',
  tag: 'ExternalCredential',
  doc: 'How a callout authenticates, and who may use it. Secrets never stand here: `flowrun credential set` stores them.',
  needs: NEEDS,
  rows: [
    { key: 'label', form: 'text', doc: 'Label.' },
    ...AUTHENTICATION,
    {
      key: 'principals',
      form: 'principals',
      required: true,
      doc: 'The principals by name; permission sets give access to them.',
    },
    ...HEADERS,
  ],
} as const satisfies OrgForm<'externalCredential'>;

/**
 * `authentication:` of a named credential of the old kind: what an external credential says, but for its principals: there is
 * one, and everybody may use it.
 */
export const LEGACY_AUTHENTICATION = {
  type: 'legacyAuthentication',
  tag: 'NamedCredential',
  doc: 'How a named credential of the old kind authenticates; nobody needs a permission set for it.',
  needs: NEEDS,
  rows: [
    ...AUTHENTICATION,
    ...HEADERS,
    {
      key: 'principalType',
      form: 'word',
      default: 'Named Principal',
      words: { 'Named Principal': 'NamedUser', 'Per User Principal': 'PerUser' },
      doc: 'Whether one login serves everybody, or each user has one of his own.',
    },
  ],
} as const satisfies OrgForm<'legacyAuthentication'>;

/** `jwt:` of an external credential. */
export const JWT = {
  type: 'jwt',
  tag: 'externalCredentialParameters',
  doc: 'What the JSON Web Token says; alg, iat, nbf, exp and jti are set by themselves.',
  rows: [
    { key: 'issuer', form: 'text', doc: 'iss: text or a formula in {!…}; left out = the client id.' },
    {
      key: 'subject',
      form: 'text',
      doc: 'sub: text or a formula such as {!$User.Username}; left out = the client id in an assertion.',
    },
    { key: 'audience', form: 'text', doc: 'aud: left out = the token endpoint.' },
    { key: 'expiresIn', form: 'integer', default: 120, doc: 'Seconds until it expires.' },
    { key: 'header', form: 'textFields', doc: 'Further members of its header: { kid: key-1 }.' },
    {
      key: 'certificate',
      form: 'text',
      doc: 'Name of the certificate of org/certificates that signs, unless the principal has a privateKey.',
    },
    { key: 'claims', form: 'textFields', doc: 'Further claims: text, or formulas in {!…}.' },
  ],
} as const satisfies OrgForm<'jwt'>;

/** `requests:` of an external credential: the custom parameters of an external auth identity provider. */
export const PROVIDER_REQUESTS = {
  type: 'providerRequests',
  tag: 'externalAuthIdentityProviderParameters',
  doc: 'What requests to the identity provider hold besides what OAuth asks for.',
  rows: [
    { key: 'authorize', form: 'textFields', doc: 'Query parameters of the page where a person logs in.' },
    { key: 'token', form: 'tokenRequestParts', doc: 'Of the request for a token.' },
    { key: 'refresh', form: 'tokenRequestParts', doc: 'Of the request that refreshes it.' },
  ],
} as const satisfies OrgForm<'providerRequests'>;

/** `token:` and `refresh:` of them. */
export const TOKEN_REQUEST_PARTS = {
  type: 'tokenRequestParts',
  tag: 'externalAuthIdentityProviderParameters',
  doc: 'What a request to the token endpoint holds besides what OAuth asks for.',
  rows: [
    { key: 'query', form: 'textFields', doc: 'Query parameters by name.' },
    { key: 'headers', form: 'textFields', doc: 'Headers by name.' },
    { key: 'body', form: 'textFields', doc: 'Parameters of the form in its body, by name.' },
  ],
} as const satisfies OrgForm<'tokenRequestParts'>;

/** `aws:` of an external credential. */
export const AWS = {
  type: 'aws',
  tag: 'externalCredentialParameters',
  doc: 'What an AWS signature is made for.',
  rows: [
    { key: 'service', form: 'text', required: true, doc: 'Service, such as execute-api, s3 or lambda.' },
    { key: 'region', form: 'text', required: true, doc: 'Region, such as eu-central-1.' },
    { key: 'stsExternalId', form: 'text', doc: 'STS: the external id that the role asks for.' },
    {
      key: 'stsDuration',
      form: 'integer',
      doc: 'STS, Roles Anywhere: seconds a session lasts; left out = what AWS gives.',
    },
    { key: 'stsEndpoint', form: 'endpoint', doc: 'STS: its address; left out = https://sts.<region>.amazonaws.com.' },
    { key: 'trustAnchorArn', form: 'text', doc: 'Roles Anywhere: ARN of the trust anchor.' },
    { key: 'profileArn', form: 'text', doc: 'Roles Anywhere: ARN of the profile that holds the role.' },
    {
      key: 'certificate',
      form: 'name',
      doc: 'Roles Anywhere: name of the certificate of org/certificates that the trust anchor knows.',
    },
    {
      key: 'rolesAnywhereEndpoint',
      form: 'endpoint',
      doc: 'Roles Anywhere: its address; left out = https://rolesanywhere.<region>.amazonaws.com where the trust anchor stands.',
    },
    { key: 'signPayload', form: 'boolean', default: true, doc: 'Off = UNSIGNED-PAYLOAD stands for the body.' },
  ],
} as const satisfies OrgForm<'aws'>;

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
      words: { 'Named Principal': 'NamedPrincipal', 'Per User Principal': 'PerUserPrincipal' },
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
