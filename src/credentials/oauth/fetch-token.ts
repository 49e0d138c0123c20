import type { AuthorizationServer, Client, TokenEndpointResponse } from 'oauth4webapi';
import { type FaultError, FlowrunError } from '../../errors.ts';
import { whyAddressIsRefused } from '../../http/address.ts';
import type { HttpClient } from '../../http/client.ts';
import type { HttpFailure } from '../../http/failure.ts';
import type { TokenRequestParts } from '../../model/credentials.ts';
import { credentialFault, NOT_CONFIGURED_MESSAGE, REFRESH_FAILED_MESSAGE } from '../faults.ts';
import type { Authorization, AuthorizationContext } from '../protocols/define-protocol.ts';
import { adviseOnRefusal, type TokenRefusal } from '../token-refusals.ts';

/** Where tokens come from. @throws FaultError where the credential does not say it, or says what cannot be. */
export async function tokenEndpointOf({ credential, resolveUrl }: AuthorizationContext): Promise<string> {
  const { tokenEndpoint, file } = credential;
  if (tokenEndpoint === null) {
    const help = `add "tokenEndpoint:" to ${file}; in Salesforce it is the My Domain address and /services/oauth2/token`;
    throw credentialFault('CREDENTIAL_NOT_CONFIGURED', NOT_CONFIGURED_MESSAGE, help);
  }
  const url = await resolveUrl(tokenEndpoint);
  const refused = whyAddressIsRefused(url);
  if (refused === null) return url;
  throw credentialFault('CREDENTIAL_INVALID', REFRESH_FAILED_MESSAGE, `mend "tokenEndpoint" in ${file}: ${refused}`);
}

export interface TokenReply {
  readonly token: string;
  readonly identity: string | null;
  readonly refreshToken: string | null;
  /** Milliseconds since 1970; null = the reply does not say (Salesforce's never does). */
  readonly expiresAt: number | null;
}

type OAuth = typeof import('oauth4webapi');
type Options = Parameters<OAuth['clientCredentialsGrantRequest']>[4];

/** One token request: how it is sent, and how its reply is read. */
export interface TokenRequest {
  /** Which of the credential's `requests` it is. */
  readonly kind: 'token' | 'refresh';
  send(oauth: OAuth, server: AuthorizationServer, client: Client, options: Options): Promise<Response>;
  read(oauth: OAuth, server: AuthorizationServer, client: Client, reply: Response): Promise<TokenEndpointResponse>;
}

/**
 * Asks the token endpoint for a token.
 * @returns the token, which the redactor knows from here on, and the identity URL where the reply names one.
 * @throws FaultError `TOKEN_REFUSED` with what the endpoint said and what to do, `TOKEN_UNREACHABLE`.
 */
export async function fetchToken(context: AuthorizationContext, request: TokenRequest): Promise<TokenReply> {
  const { parameters, http, redactor } = context;
  const url = await tokenEndpointOf(context);
  const oauth = await import('oauth4webapi');
  const server = { issuer: new URL(url).origin, token_endpoint: url };
  const client = { client_id: parameters.clientId ?? '' };
  const exchange = recordedFetch(http, context.credential.requests?.[request.kind]);
  try {
    // Plain http was checked above: it is loopback.
    const options = { [oauth.customFetch]: exchange.fetch, [oauth.allowInsecureRequests]: true };
    const reply = await request.read(oauth, server, client, await request.send(oauth, server, client, options));
    redactor.add(reply.access_token);
    const { access_token: token, refresh_token: refreshToken = null, expires_in: seconds, id } = reply;
    if (refreshToken !== null) redactor.add(refreshToken);
    const expiresAt = seconds === undefined ? null : context.now() + seconds * 1000;
    return { token, identity: typeof id === 'string' ? id : null, refreshToken, expiresAt };
  } catch (error) {
    if (error instanceof FlowrunError) throw error;
    // What oauth4webapi throws depends on headers of the reply; the reply itself says more, and always the same way.
    if (exchange.failure !== null) throw unreachable(context, url, exchange.failure);
    throw refused(context, url, exchange.refusal ?? { status: 0, error: '', description: '' });
  }
}

/** How a callout shows a bearer token. */
export function bearer(
  { token, identity, expiresAt }: TokenReply,
  parameters: Authorization['parameters'],
): Authorization {
  const header = `Bearer ${token}`;
  return {
    header,
    parameters,
    standard: { OAuthToken: token, AuthorizationMethod: 'Bearer', AuthorizationHeaderValue: header },
    identity,
    ...(expiresAt === null ? {} : { expiresAt }),
  };
}

interface RecordedFetch {
  readonly fetch: (
    url: string,
    options: { body?: unknown; headers: Record<string, string>; method: string },
  ) => Promise<Response>;
  failure: HttpFailure | null;
  refusal: TokenRefusal | null;
}

/** oauth4webapi's transport over our own client, keeping what went wrong. */
function recordedFetch(http: HttpClient, parts: TokenRequestParts | undefined): RecordedFetch {
  const recorded: RecordedFetch = {
    failure: null,
    refusal: null,
    async fetch(url, { method, headers, body }) {
      const sent = { url, method, headers, ...(body === undefined || body === null ? {} : { body: String(body) }) };
      const result = await http.send(parts ? withParts(sent, parts) : sent);
      if (!result.ok) {
        recorded.failure = result;
        return Response.error();
      }
      const { status } = result;
      const reply = jsonObject(result.body);
      recorded.refusal = { status, error: textOf(reply.error), description: textOf(reply.error_description) };
      const nullBody = status === 204 || status === 205 || status === 304;
      // An app with the openid scope sends an id_token too: it describes the run-as user and is no part of this flow.
      const { id_token: _, ...rest } = reply;
      const kept = 'id_token' in reply ? JSON.stringify(rest) : result.body;
      return new Response(nullBody ? null : kept, { status, headers: result.headers });
    },
  };
  return recorded;
}

interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

/** What the identity provider asks for besides what OAuth does; of one name OAuth's own counts. */
function withParts(sent: Sent, { query, headers, body }: TokenRequestParts): Sent {
  const url = new URL(sent.url);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const form = new URLSearchParams(sent.body);
  for (const [name, value] of Object.entries(body)) if (!form.has(name)) form.set(name, value);
  return { ...sent, url: url.href, headers: { ...headers, ...sent.headers }, body: form.toString() };
}

function jsonObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function unreachable({ credential }: AuthorizationContext, url: string, failure: HttpFailure): FaultError {
  return credentialFault(
    'TOKEN_UNREACHABLE',
    REFRESH_FAILED_MESSAGE,
    `no token could be fetched from ${new URL(url).origin}: ${failure.message}; check "tokenEndpoint" in ${credential.file} and the network`,
    { kind: failure.kind, tokenEndpoint: url },
  );
}

function refused({ credential, principal }: AuthorizationContext, url: string, refusal: TokenRefusal): FaultError {
  const { error, description, status } = refusal;
  const advice = adviseOnRefusal(refusal, { credential, principal, host: new URL(url).host });
  return credentialFault(
    'TOKEN_REFUSED',
    `Unable to fetch the OAuth token. Error: ${error}. Error description: ${description}.`,
    advice.help,
    { status, error, error_description: description, step: advice.step, tokenEndpoint: url },
  );
}
