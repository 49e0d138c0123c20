/** Named and external credentials as their files say; secrets never stand in them (reference: credentials A, B). */

export const PROTOCOLS = [
  'OAuth 2.0',
  'AWS Signature Version 4',
  'Basic',
  'Custom',
  'JWT',
  'No Authentication',
] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** How an OAuth token is fetched. */
export const OAUTH_VARIANTS = [
  'Client Credentials with Client Secret',
  'Client Credentials with JWT Assertion',
  'JWT Bearer',
  'Browser Flow',
] as const;
export type OAuthVariant = (typeof OAUTH_VARIANTS)[number];

/** Where the keys of an AWS signature come from, other than from the principal itself. */
export const AWS_VARIANTS = ['STS', 'Roles Anywhere'] as const;
export type AwsVariant = (typeof AWS_VARIANTS)[number];

export type Variant = OAuthVariant | AwsVariant;

/** What a JWT says; texts may hold formulas in `{!…}` (reference: credentials A1). */
export interface JwtClaims {
  /** Null = the client id. */
  readonly issuer: string | null;
  readonly subject: string | null;
  /** Null = the token endpoint. */
  readonly audience: string | null;
  /** Name of the certificate that signs, unless the principal has a `privateKey`. Left out = none is named. */
  readonly certificate?: string;
  /** Seconds; Salesforce's default is 120. */
  readonly expiresIn: number;
  /** Further members of the header: `kid`. */
  readonly header: Readonly<Record<string, string>>;
  /** Further claims of the body. */
  readonly claims: Readonly<Record<string, string>>;
}

/** What an AWS signature needs besides keys. */
export interface AwsOptions {
  readonly service: string;
  readonly region: string;
  /** STS: the role to assume. */
  readonly stsExternalId: string | null;
  /** STS, Roles Anywhere: seconds a session lasts. */
  readonly stsDuration: number | null;
  /** STS: address of the service, for other partitions and tests; null = AWS's own in the region. */
  readonly stsEndpoint: string | null;
  /** Roles Anywhere: the trust anchor that knows the authority of the certificate. */
  readonly trustAnchorArn?: string;
  /** Roles Anywhere: the profile that holds the role. */
  readonly profileArn?: string;
  /** Roles Anywhere: name of the certificate that signs the request for a session. */
  readonly certificate?: string;
  /** Roles Anywhere: address of the service, for other partitions and tests; left out = AWS's own where the trust anchor stands. */
  readonly rolesAnywhereEndpoint?: string;
  /** Whether the body is signed; else `UNSIGNED-PAYLOAD` stands for it. */
  readonly signPayload: boolean;
}

/** What requests to an identity provider hold besides what OAuth asks for, by name (reference: credentials A6). */
export interface ProviderRequests {
  /** Query parameters of the page where a person logs in. */
  readonly authorize: Readonly<Record<string, string>>;
  readonly token: TokenRequestParts;
  readonly refresh: TokenRequestParts;
}

/** Of one request to the token endpoint. */
export interface TokenRequestParts {
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, string>>;
}

export const PRINCIPAL_TYPES = ['Named Principal', 'Per User Principal'] as const;

/** The one principal of a named credential of the old kind; `credential set NAME` does not need it. */
export const LEGACY_PRINCIPAL = 'Main';

export interface Principal {
  readonly name: string;
  /** Per user: each user has logged in for himself. */
  readonly type: (typeof PRINCIPAL_TYPES)[number];
  /** Of several principals that a user may use, the lowest wins. */
  readonly sequence: number;
  /** Names of the parameters whose values the secret store holds. */
  readonly parameters: readonly string[];
}

/** A header with a formula: `{ Authorization: "{!'Bearer ' & $Credential.Weather.apiKey}" }`. */
export interface CustomHeader {
  readonly name: string;
  readonly value: string;
  readonly sequence: number;
}

export interface ExternalCredential {
  readonly name: string;
  readonly label: string | null;
  readonly protocol: Protocol;
  readonly variant: Variant | null;
  readonly tokenEndpoint: string | null;
  /** Browser flow: where a person logs in; left out or null = the credential does not say. */
  readonly authorizeEndpoint?: string | null;
  /** Browser flow: where a logout tells the server; left out or null = beside a Salesforce token endpoint, else nowhere. */
  readonly revocationEndpoint?: string | null;
  /** Browser flow: where the browser comes back to, on loopback; left out or null = the default one. */
  readonly callbackUrl?: string | null;
  readonly scope: string | null;
  /** JWT variants: what the token says. Null = nothing but the defaults. */
  readonly jwt: JwtClaims | null;
  readonly aws: AwsOptions | null;
  /** Left out = nothing but what OAuth asks for. */
  readonly requests?: ProviderRequests;
  /** Name of the identity provider that holds the endpoints in an org; left out = the credential's own. */
  readonly identityProvider?: string;
  /** "Pass client credentials in request body": else the Basic header. */
  readonly clientCredentialsInBody: boolean;
  readonly principals: readonly Principal[];
  readonly headers: readonly CustomHeader[];
  /** Statuses besides 401 after which the token is fetched anew. */
  readonly additionalRefreshStatusCodes: readonly number[];
  /** It stands in a named credential of the old kind: everybody may use it, without a permission set. */
  readonly legacy?: true;
  /** The environment that its org is in; left out = none. */
  readonly environment?: string;
  readonly file: string;
}

export interface NamedCredential {
  readonly name: string;
  readonly label: string | null;
  /** https, http on loopback, or `org://<name>` for an embedded org. May hold a path, no query. */
  readonly url: string;
  readonly externalCredential: string;
  /** Off when a custom header does the work (`generateAuthorizationHeader`). */
  readonly generateAuthorizationHeader: boolean;
  readonly calloutsEnabled: boolean;
  /** Name of the certificate that is shown to the server (mutual TLS); left out = none. */
  readonly clientCertificate?: string;
  readonly headers: readonly CustomHeader[];
  readonly file: string;
}

/** A certificate of the org, as far as everybody may see it: the secret store holds its private key (reference: credentials A6). */
export interface Certificate {
  readonly name: string;
  readonly label: string;
  /** PEM: the certificate, then those of the authorities between it and the root. */
  readonly certificate: string;
  readonly file: string;
}

/** Where the secret store keeps the private key of a certificate, beside its name. */
export const CERTIFICATE_KEY = { principal: 'Certificate', parameter: 'privateKey' } as const;

/** What differs in an environment: addresses, never flows. Its secrets are kept apart. */
export interface Environment {
  readonly name: string;
  readonly namedCredentials: readonly Pick<NamedCredential, 'name' | 'url' | 'clientCertificate'>[];
  readonly externalCredentials: readonly {
    readonly name: string;
    readonly tokenEndpoint?: string;
    readonly authorizeEndpoint?: string;
    readonly revocationEndpoint?: string;
    readonly callbackUrl?: string;
    readonly scope?: string;
    readonly audience?: string;
    readonly region?: string;
  }[];
  readonly file: string;
}
