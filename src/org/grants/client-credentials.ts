import { oauthScopes } from '../scopes.ts';
import { authenticate, isPermitted } from './authenticate.ts';
import type { Grant } from './define-grant.ts';
import { REFUSALS } from './refusals.ts';

/** Client credentials (RFC 6749 4.4): the token is the run-as user's (reference: credentials D1). */
export const clientCredentials: Grant = async (request, org) => {
  const { form } = request;
  const app = authenticate(request, org, () => true);
  if ('error' in app) return app;
  if (!app.clientCredentialsFlow.enabled) return REFUSALS.grantType;
  const allowed = oauthScopes(app.scopes);
  const asked = form.get('scope')?.split(' ').filter(Boolean) ?? [];
  if (asked.length > 0 && !org.allowScopeParameter) return REFUSALS.scopeParameter;
  if (asked.some((scope) => !allowed.includes(scope))) return REFUSALS.scope;
  const userId = org.userId(app.clientCredentialsFlow.runAs ?? '');
  if (userId === undefined) return REFUSALS.noRunAs;
  if (!isPermitted(app, app.clientCredentialsFlow.runAs ?? '')) return REFUSALS.notPermitted;
  return { app, userId, scopes: asked.length > 0 ? asked : allowed };
};
