import type { HttpClient } from '../../http/client.ts';
import type { Redactor } from '../../http/redact.ts';
import type { ExternalCredential, Principal, Protocol, Variant } from '../../model/credentials.ts';

/** A value that the principal holds. */
export interface PrincipalParameter {
  readonly name: string;
  /** Whether it is masked in all output; a user name or client id is not (Salesforce stores those unencrypted). */
  readonly secret: boolean;
  /** True where a principal may go without it. */
  readonly optional?: true;
  /** True where nobody types it: `flowrun credential login` obtains it, for each user where the principal is per user. */
  readonly byLogin?: true;
  /** One phrase for prompts and help. */
  readonly doc: string;
}

/** What a protocol works with. */
export interface AuthorizationContext {
  readonly credential: ExternalCredential;
  readonly principal: Principal;
  /** Values of the principal's parameters, by the names of the protocol's table and of the principal's own list. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Stores a new value of a parameter that a login obtained. */
  keep(parameter: string, value: string): Promise<void>;
  readonly http: HttpClient;
  readonly redactor: Redactor;
  /** Milliseconds since 1970. */
  now(): number;
  /** Evaluates the formulas in a text of the credential for the running user. Throws FaultError `CREDENTIAL_INVALID`. */
  text(template: string): string;
  /** Maps `org://target/…` to the address the embedded org listens at; other addresses stay. */
  resolveUrl(url: string): Promise<string>;
}

/** What a callout needs to authenticate. */
export interface Authorization {
  /** The generated `Authorization` header; null where the protocol has none. */
  readonly header: string | null;
  /** What `{!$Credential.<ExternalCredential>.<name>}` reads. */
  readonly parameters: Readonly<Record<string, string>>;
  /** What `{!$Credential.<name>}` reads: the standard merge fields `OAuthToken`, `Username`, … (reference: credentials A5). */
  readonly standard: Readonly<Record<string, string>>;
  /** OAuth: the identity URL of the run-as user, where the token reply names it. */
  readonly identity: string | null;
  /** Headers that depend on the whole request: a signature. They win over all others. Left out = there are none. */
  sign?(request: SignableRequest): Promise<Readonly<Record<string, string>>>;
  /** Milliseconds since 1970 from which on it is no longer good; left out = not known. */
  readonly expiresAt?: number;
}

/** A request as it will be sent, but for its signature. */
export interface SignableRequest {
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Uint8Array | null;
}

/** An authentication protocol: what its principals hold, and how a callout is authorized. */
export interface ProtocolDefinition {
  readonly protocol: Protocol;
  readonly variant: Variant | null;
  readonly doc: string;
  readonly parameters: readonly PrincipalParameter[];
  /** True where a refused callout is worth another try with a fresh authorization. */
  readonly renewable: boolean;
  /** @throws FaultError with one of the codes of `credentials/faults.ts`. */
  authorize(context: AuthorizationContext): Promise<Authorization>;
}
