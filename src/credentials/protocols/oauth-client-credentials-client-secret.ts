import type { FaultError } from '../../errors.ts';
import { whyAddressIsRefused } from '../../http/address.ts';
import type { HttpClient } from '../../http/client.ts';
import type { HttpFailure } from '../../http/failure.ts';
import { credentialFault, NOT_CONFIGURED_MESSAGE, REFRESH_FAILED_MESSAGE } from '../faults.ts';
import { adviseOnRefusal, type TokenRefusal } from '../token-refusals.ts';
import type { AuthorizationContext, ProtocolDefinition } from './define-protocol.ts';

/**
 * OAuth 2.0 client credentials grant (RFC 6749 4.4). The client secret goes in the Basic header, or in the body where
 * "Pass client credentials in request body" is on. Salesforce's replies carry no `expires_in` and no refresh token: a
 * new token is fetched when a callout is refused (reference: credentials A4, D1).
 */
export const oauthClientCredentialsClientSecret: ProtocolDefinition = {
  protocol: 'OAuth 2.0',
  variant: 'Client Credentials with Client Secret',
  doc: 'Fetches a token with a client id and a client secret.',
  parameters: [
    { name: 'clientId', secret: false, doc: 'the consumer key of the connected app' },
    { name: 'clientSecret', secret: true, doc: 'the consumer secret of the connected app' },
  ],
  renewable: true,
  async authorize(context) {
    const { parameters, redactor } = context;
    const reply = await fetchToken(context, await tokenEndpointOf(context));
    redactor.add(reply.token);
    const header = `Bearer ${reply.token}`;
    return {
      header,
      parameters,
      standard: { OAuthToken: reply.token, AuthorizationMethod: 'Bearer', AuthorizationHeaderValue: header },
      identity: reply.identity,
    };
  },
};

async function tokenEndpointOf({ credential, resolveUrl }: AuthorizationContext): Promise<string> {
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

interface TokenReply {
  readonly token: string;
  readonly identity: string | null;
}

async function fetchToken(context: AuthorizationContext, url: string): Promise<TokenReply> {
  const { credential, parameters, http } = context;
  const { clientId = '', clientSecret = '' } = parameters;
  const oauth = await import('oauth4webapi');
  const server = { issuer: new URL(url).origin, token_endpoint: url };
  const client = { client_id: clientId };
  const authenticate = credential.clientCredentialsInBody ? oauth.ClientSecretPost : oauth.ClientSecretBasic;
  const exchange = recordedFetch(http);
  try {
    const response = await oauth.clientCredentialsGrantRequest(
      server,
      client,
      authenticate(clientSecret),
      new URLSearchParams(credential.scope === null ? {} : { scope: credential.scope }),
      // Plain http was checked above: it is loopback.
      { [oauth.customFetch]: exchange.fetch, [oauth.allowInsecureRequests]: true },
    );
    const reply = await oauth.processClientCredentialsResponse(server, client, response);
    return { token: reply.access_token, identity: typeof reply.id === 'string' ? reply.id : null };
  } catch {
    // What oauth4webapi throws depends on headers of the reply; the reply itself says more, and always the same way.
    if (exchange.failure !== null) throw unreachable(context, url, exchange.failure);
    throw refused(context, url, exchange.refusal ?? { status: 0, error: '', description: '' });
  }
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
function recordedFetch(http: HttpClient): RecordedFetch {
  const recorded: RecordedFetch = {
    failure: null,
    refusal: null,
    async fetch(url, { method, headers, body }) {
      const result = await http.send({
        url,
        method,
        headers,
        ...(body === undefined || body === null ? {} : { body: String(body) }),
      });
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
