import { whyAddressIsRefused } from '../../http/address.ts';
import type { AuthorizationContext } from '../protocols/define-protocol.ts';
import { clientAuthentication } from './client-authentication.ts';

/** What became of a token that is no longer wanted; the reason where the server still takes it. */
export type Revocation = { readonly revoked: true } | { readonly revoked: false; readonly why: string };

/**
 * Tells the server that a refresh token is not used any more, and with it the access tokens that came of it (RFC 7009 2.1;
 * reference: credentials D1). Never throws for what the server or the network does.
 * @param context its `parameters` hold the client id and secret and the refresh token.
 */
export async function revokeToken(
  context: Pick<AuthorizationContext, 'credential' | 'parameters' | 'http' | 'resolveUrl'>,
): Promise<Revocation> {
  const { credential, parameters, http, resolveUrl } = context;
  const endpoint = revocationEndpointOf(credential);
  if (endpoint === null) return refused(`${credential.file} names no revocationEndpoint`);
  const url = await resolveUrl(endpoint);
  const objection = whyAddressIsRefused(url);
  if (objection !== null) return refused(`revocationEndpoint cannot be used: ${objection}`);
  const oauth = await import('oauth4webapi');
  const server = { issuer: new URL(url).origin, revocation_endpoint: url };
  const client = { client_id: parameters.clientId ?? '' };
  let why = 'it gave no answer';
  const send = async (
    address: string,
    { method, headers, body }: { body?: unknown; headers: Record<string, string>; method: string },
  ): Promise<Response> => {
    const result = await http.send({ url: address, method, headers, body: String(body ?? '') });
    if (!result.ok) {
      why = result.message;
      return Response.error();
    }
    why = `it answered with status ${result.status}`;
    return new Response(null, { status: result.status });
  };
  try {
    const options = {
      [oauth.customFetch]: send,
      [oauth.allowInsecureRequests]: true,
      additionalParameters: { token_type_hint: 'refresh_token' },
    };
    const authentication = clientAuthentication(oauth, context);
    const token = parameters.refreshToken ?? '';
    const reply = await oauth.revocationRequest(server, client, authentication, token, options);
    return reply.ok ? { revoked: true } : refused(`${server.issuer}: ${why}`);
  } catch {
    return refused(`${server.issuer}: ${why}`);
  }
}

/** Salesforce revokes beside where it gives tokens. */
function revocationEndpointOf({
  revocationEndpoint,
  tokenEndpoint,
}: AuthorizationContext['credential']): string | null {
  if (revocationEndpoint) return revocationEndpoint;
  const end = '/services/oauth2/token';
  return tokenEndpoint?.endsWith(end) ? tokenEndpoint.replace(/token$/, 'revoke') : null;
}

function refused(why: string): Revocation {
  return { revoked: false, why };
}
