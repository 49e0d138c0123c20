import { bearer, fetchToken } from '../oauth/fetch-token.ts';
import { signJwt } from '../oauth/sign-jwt.ts';
import type { ProtocolDefinition } from './define-protocol.ts';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * OAuth 2.0 client credentials grant whose client authenticates with a signed assertion (RFC 7523 2.2) instead of a
 * secret (reference: credentials A1).
 */
export const oauthClientCredentialsJwtAssertion: ProtocolDefinition = {
  protocol: 'OAuth 2.0',
  variant: 'Client Credentials with JWT Assertion',
  doc: 'Fetches a token with a client id and a signed assertion.',
  parameters: [
    { name: 'clientId', secret: false, doc: 'the client id' },
    {
      name: 'privateKey',
      secret: true,
      optional: true,
      doc: 'the private key of the signing certificate, PEM; not needed where `jwt:` names a certificate of the org',
    },
  ],
  renewable: true,
  async authorize(context) {
    const { credential, parameters } = context;
    const { clientId = '' } = parameters;
    const assertion = await signJwt(context, { issuer: clientId, subject: clientId });
    const reply = await fetchToken(context, {
      kind: 'token',
      send: (oauth, server, client, options) =>
        oauth.clientCredentialsGrantRequest(
          server,
          client,
          // Signed above: the library would sign with claims of its own.
          (_server, _client, body) => {
            body.set('client_id', clientId);
            body.set('client_assertion_type', ASSERTION_TYPE);
            body.set('client_assertion', assertion);
          },
          new URLSearchParams(credential.scope === null ? {} : { scope: credential.scope }),
          options,
        ),
      read: (oauth, server, client, found) => oauth.processClientCredentialsResponse(server, client, found),
    });
    return bearer(reply, parameters);
  },
};
