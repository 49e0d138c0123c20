import { createHash } from 'node:crypto';
import { authenticate } from './authenticate.ts';
import { isSame } from './client.ts';
import type { Grant } from './define-grant.ts';
import { REFUSALS } from './refusals.ts';

/** Authorization code (RFC 6749 4.1) with PKCE (RFC 7636); a challenge is always S256 (reference: credentials D1). */
export const authorizationCode: Grant = async (request, org) => {
  const { form } = request;
  const app = authenticate(request, org, ({ policies }) => policies.secretRequired);
  if ('error' in app) return app;
  const code = form.get('code');
  if (!code) return REFUSALS.noCode;
  const granted = org.authorizations.redeemCode(code);
  if (granted === undefined || granted.clientId !== app.consumerKey) return REFUSALS.code;
  if (granted.redirectUri !== form.get('redirect_uri')) return REFUSALS.redirectUri;
  const { challenge, id, userId, scopes, nonce } = granted;
  const verifier = form.get('code_verifier') ?? '';
  if (challenge !== null && !isSame(createHash('sha256').update(verifier).digest('base64url'), challenge)) {
    return REFUSALS.verifier;
  }
  const refreshToken = org.authorizations.issueRefreshToken(app, granted);
  return { app, userId, scopes, authorization: { id, refreshToken, nonce } };
};
