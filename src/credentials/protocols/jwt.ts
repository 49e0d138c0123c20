import { signJwt } from '../oauth/sign-jwt.ts';
import type { ProtocolDefinition } from './define-protocol.ts';

/**
 * A JSON Web Token that is the credential itself, signed for each run (RFC 7519; the protocol JWT of named credentials of the old
 * kind, reference: credentials A6). A server that refuses it gets a new one.
 */
export const jwt: ProtocolDefinition = {
  protocol: 'JWT',
  variant: null,
  doc: 'Signs a token and sends it as it is; nothing is fetched.',
  parameters: [
    {
      name: 'privateKey',
      secret: true,
      optional: true,
      doc: 'the private key of the signing certificate, PEM; not needed where `jwt:` names a certificate of the org',
    },
  ],
  renewable: true,
  async authorize(context) {
    const token = await signJwt(context, { issuer: context.parameters.clientId ?? '', subject: null });
    const header = `Bearer ${token}`;
    return {
      header,
      parameters: context.parameters,
      standard: { OAuthToken: token, AuthorizationMethod: 'Bearer', AuthorizationHeaderValue: header },
      identity: null,
      expiresAt: context.now() + (context.credential.jwt?.expiresIn ?? 120) * 1000,
    };
  },
};
