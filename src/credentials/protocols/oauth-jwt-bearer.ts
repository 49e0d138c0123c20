import { bearer, fetchToken } from '../oauth/fetch-token.ts';
import { signJwt } from '../oauth/sign-jwt.ts';
import type { ProtocolDefinition } from './define-protocol.ts';

const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/**
 * OAuth 2.0 JWT bearer grant (RFC 7523 2.1): the token is fetched for the user that the assertion names. There is no
 * refresh token: a new assertion is signed when a callout is refused (reference: credentials A1, A4).
 */
export const oauthJwtBearer: ProtocolDefinition = {
  protocol: 'OAuth 2.0',
  variant: 'JWT Bearer',
  doc: 'Fetches a token for a user with a signed assertion.',
  parameters: [
    { name: 'clientId', secret: false, doc: 'the consumer key of the connected app' },
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
    const assertion = await signJwt(context, { issuer: parameters.clientId ?? '', subject: null });
    const scope = credential.scope === null ? {} : { scope: credential.scope };
    const reply = await fetchToken(context, {
      kind: 'token',
      send: (oauth, server, client, options) =>
        oauth.genericTokenEndpointRequest(server, client, oauth.None(), GRANT, { assertion, ...scope }, options),
      read: (oauth, server, client, found) => oauth.processGenericTokenEndpointResponse(server, client, found),
    });
    return bearer(reply, parameters);
  },
};
