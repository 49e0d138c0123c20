import { clientAuthentication } from '../oauth/client-authentication.ts';
import { bearer, fetchToken } from '../oauth/fetch-token.ts';
import type { ProtocolDefinition } from './define-protocol.ts';

/**
 * OAuth 2.0 browser flow: authorization code with PKCE (RFC 6749 4.1, RFC 7636). `flowrun credential login` obtains the
 * refresh token; callouts use it whenever they need an access token, and keep the next one where the server rotates them
 * (reference: credentials A1, A4).
 */
export const oauthBrowserFlow: ProtocolDefinition = {
  protocol: 'OAuth 2.0',
  variant: 'Browser Flow',
  doc: 'Lets a person log in once in a browser, and refreshes the token from then on.',
  parameters: [
    { name: 'clientId', secret: false, doc: 'the consumer key of the app' },
    { name: 'clientSecret', secret: true, optional: true, doc: 'the consumer secret; public clients have none' },
    { name: 'refreshToken', secret: true, byLogin: true, doc: 'what the login in the browser gave' },
  ],
  renewable: true,
  async authorize(context) {
    const { parameters, keep } = context;
    const reply = await fetchToken(context, {
      kind: 'refresh',
      send: (oauth, server, client, options) =>
        oauth.refreshTokenGrantRequest(
          server,
          client,
          clientAuthentication(oauth, context),
          parameters.refreshToken ?? '',
          options,
        ),
      read: (oauth, server, client, found) => oauth.processRefreshTokenResponse(server, client, found),
    });
    if (reply.refreshToken !== null && reply.refreshToken !== parameters.refreshToken) {
      await keep('refreshToken', reply.refreshToken);
    }
    const { refreshToken: _, ...shown } = parameters;
    return bearer(reply, shown);
  },
};
