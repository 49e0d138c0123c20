import { authenticate } from './authenticate.ts';
import type { Grant } from './define-grant.ts';
import { REFUSALS } from './refusals.ts';

/** Refresh token (RFC 6749 6); where the app rotates them, the reply brings the next one and the old one ends. */
export const refreshToken: Grant = async (request, org) => {
  const app = authenticate(request, org, ({ policies }) => policies.secretRequired);
  if ('error' in app) return app;
  const token = request.form.get('refresh_token');
  if (!token) return REFUSALS.noRefreshToken;
  const found = org.authorizations.findRefreshToken(app, token);
  if (found === undefined || found.clientId !== app.consumerKey) return REFUSALS.refreshToken;
  const asked = request.form.get('scope')?.split(' ').filter(Boolean) ?? [];
  if (asked.some((scope) => !found.scopes.includes(scope))) return REFUSALS.scope;
  const next = app.policies.rotateRefreshTokens ? org.authorizations.issueRefreshToken(app, found) : undefined;
  const { id, userId } = found;
  const scopes = asked.length > 0 ? asked : found.scopes;
  return { app, userId, scopes, authorization: { id, refreshToken: next, nonce: null } };
};
