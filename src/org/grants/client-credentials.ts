import { oauthScopes } from '../scopes.ts';
import { clientOf, isSame } from './client.ts';
import type { Grant } from './define-grant.ts';
import { REFUSALS } from './refusals.ts';

/** Client credentials (RFC 6749 4.4): the token is the run-as user's (reference: credentials D1). */
export const clientCredentials: Grant = async ({ form, authorization }, org) => {
  const { clientId, secrets } = clientOf(authorization, form);
  if (!clientId) return REFUSALS.noClientId;
  const app = org.definition.connectedApps.find(({ consumerKey }) => consumerKey === clientId);
  if (app === undefined) return REFUSALS.clientId;
  if (!secrets.some((secret) => isSame(secret, app.consumerSecret))) return REFUSALS.secret;
  if (!app.clientCredentialsFlow.enabled) return REFUSALS.grantType;
  const allowed = oauthScopes(app.scopes);
  const asked = form.get('scope')?.split(' ').filter(Boolean) ?? [];
  if (asked.length > 0 && !org.allowScopeParameter) return REFUSALS.scopeParameter;
  if (asked.some((scope) => !allowed.includes(scope))) return REFUSALS.scope;
  const userId = org.userId(app.clientCredentialsFlow.runAs ?? '');
  if (userId === undefined) return REFUSALS.noRunAs;
  return { app, userId, scopes: asked.length > 0 ? asked : allowed };
};
