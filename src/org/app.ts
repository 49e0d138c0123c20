import { bodyLimit } from 'hono/body-limit';
import { Hono } from 'hono/tiny';
import { ApiError, errorReply, resourceNotFound } from './api-error.ts';
import type { OrgApp, OrgContext, OrgEnvironment, Routes } from './context.ts';
import { authorizeRoutes } from './routes/authorize.ts';
import { collectionRoutes } from './routes/collections.ts';
import { discoveryRoutes } from './routes/discovery.ts';
import { identityRoutes } from './routes/identity.ts';
import { introspectRoutes } from './routes/introspect.ts';
import { queryRoutes } from './routes/query.ts';
import { sessionRoutes } from './routes/session.ts';
import { sobjectRoutes } from './routes/sobjects.ts';
import { tokenRoutes } from './routes/token.ts';
import { versionRoutes } from './routes/versions.ts';

/** A request as it is logged: the path without its query, which can hold tokens. */
export interface RequestLog {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly ms: number;
}

const MAX_BODY_BYTES = 50 * 1024 * 1024;

/** Every family of endpoints; the session's comes before those that need one. */
const ROUTES: readonly Routes[] = [
  tokenRoutes,
  authorizeRoutes,
  introspectRoutes,
  discoveryRoutes,
  identityRoutes,
  sessionRoutes,
  versionRoutes,
  sobjectRoutes,
  queryRoutes,
  collectionRoutes,
];

/** The web application of an org. */
export function orgApp(org: OrgContext, onRequest?: (log: RequestLog) => void): OrgApp {
  const app: OrgApp = new Hono<OrgEnvironment>({ strict: false });
  if (onRequest !== undefined) {
    app.use(async (c, next) => {
      const start = performance.now();
      await next();
      onRequest({ method: c.req.method, path: c.req.path, status: c.res.status, ms: performance.now() - start });
    });
  }
  app.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: () => {
        throw new ApiError('REQUEST_ENTITY_TOO_LARGE', 'The request body is larger than 50 MB');
      },
    }),
  );
  for (const routes of ROUTES) routes(app, org);
  app.notFound((c) => {
    const { status, body } = errorReply(resourceNotFound());
    return c.json(body, status);
  });
  app.onError((error, c) => {
    const { status, body } = errorReply(error);
    return c.json(body, status);
  });
  return app;
}
