import { ApiError, resourceNotFound, sessionInvalid } from '../api-error.ts';
import type { Routes } from '../context.ts';
import { allowsApi } from '../scopes.ts';
import { isApiVersion } from '../versions.ts';

/** What stands before every resource of the API: a known version, a good token, the count of the day's requests. */
export const sessionRoutes: Routes = (app, org) => {
  app.use('/services/data/:version/*', async (c, next) => {
    const [, token] = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(c.req.header('authorization') ?? '') ?? [];
    const session = token === undefined ? undefined : org.tokens.find(token);
    if (session === undefined) {
      c.header('WWW-Authenticate', 'Token');
      throw sessionInvalid();
    }
    // 401 would send clients to fetch the same kind of token again and again.
    if (!allowsApi(session.scopes)) {
      throw new ApiError('INSUFFICIENT_ACCESS', 'This session is not valid for use with the REST API');
    }
    const { usage } = org;
    if (usage.enforced && usage.used >= usage.max)
      throw new ApiError('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
    usage.used++;
    c.header('Sforce-Limit-Info', `api-usage=${usage.used}/${usage.max}`);
    if (!isApiVersion(c.req.param('version'))) throw resourceNotFound();
    c.set('session', session);
    await next();
  });
};
