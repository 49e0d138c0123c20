import { bearer, fetchToken } from '../oauth/fetch-token.ts';
import type { ProtocolDefinition } from './define-protocol.ts';

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
    const { credential, parameters } = context;
    const reply = await fetchToken(context, {
      kind: 'token',
      send: (oauth, server, client, options) => {
        const authenticate = credential.clientCredentialsInBody ? oauth.ClientSecretPost : oauth.ClientSecretBasic;
        return oauth.clientCredentialsGrantRequest(
          server,
          client,
          authenticate(parameters.clientSecret ?? ''),
          new URLSearchParams(credential.scope === null ? {} : { scope: credential.scope }),
          options,
        );
      },
      read: (oauth, server, client, reply) => oauth.processClientCredentialsResponse(server, client, reply),
    });
    return bearer(reply, parameters);
  },
};
