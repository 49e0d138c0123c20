/** Named and external credentials as their files say; secrets never stand in them (reference: credentials A, B). */

export const PROTOCOLS = ['OAuth 2.0', 'Basic', 'Custom', 'No Authentication'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

export const OAUTH_VARIANTS = ['Client Credentials with Client Secret'] as const;
export type OAuthVariant = (typeof OAUTH_VARIANTS)[number];

export interface Principal {
  readonly name: string;
  readonly type: 'Named Principal';
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
  readonly variant: OAuthVariant | null;
  readonly tokenEndpoint: string | null;
  readonly scope: string | null;
  /** "Pass client credentials in request body": else the Basic header. */
  readonly clientCredentialsInBody: boolean;
  readonly principals: readonly Principal[];
  readonly headers: readonly CustomHeader[];
  /** Statuses besides 401 after which the token is fetched anew. */
  readonly additionalRefreshStatusCodes: readonly number[];
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
  readonly headers: readonly CustomHeader[];
  readonly file: string;
}
