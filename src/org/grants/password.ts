import { oauthScopes } from '../scopes.ts';
import { authenticate, isPermitted } from './authenticate.ts';
import { isSame } from './client.ts';
import type { Grant } from './define-grant.ts';
import { REFUSALS } from './refusals.ts';

/** Resource owner password (RFC 6749 4.3): only for users whose file has a password (reference: credentials D1). */
export const password: Grant = async (request, org) => {
  const app = authenticate(request, org, () => true);
  if ('error' in app) return app;
  const username = request.form.get('username') ?? '';
  const user = org.definition.users.find((one) => one.username.toLowerCase() === username.toLowerCase());
  const userId = org.userId(username);
  if (userId === undefined || !user?.password) return REFUSALS.authentication;
  if (!isSame(request.form.get('password') ?? '', user.password)) return REFUSALS.authentication;
  if (!isPermitted(app, username)) return REFUSALS.notPermitted;
  return { app, userId, scopes: oauthScopes(app.scopes) };
};
