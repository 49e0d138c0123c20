import type { Context, Handler, Hono } from 'hono';
import { methodNotAllowed } from './api-error.ts';
import type { Authorizations } from './authorizations.ts';
import type { IdTokens } from './id-tokens.ts';
import type { OpenOrg } from './open-org.ts';
import type { Session, Tokens } from './tokens.ts';

/** What every route works with. */
export interface OrgContext extends OpenOrg {
  readonly tokens: Tokens;
  readonly authorizations: Authorizations;
  readonly idTokens: IdTokens;
  /** Whether the token endpoint takes a `scope` with client_credentials; Salesforce refuses it. */
  readonly allowScopeParameter: boolean;
  /** The address the server listens at, for requests without a usable Host. */
  url(): string;
  readonly usage: ApiUsage;
}

/** Requests of the day, as `Sforce-Limit-Info` and `/limits` count them. */
export interface ApiUsage {
  readonly max: number;
  used: number;
  /** Whether requests above `max` are refused. */
  readonly enforced: boolean;
}

/** What a request carries from one handler to the next. */
export interface OrgEnvironment {
  Variables: { session: Session };
}

export type OrgApp = Hono<OrgEnvironment>;
export type OrgRequest = Context<OrgEnvironment>;
/** Adds the routes of one family. */
export type Routes = (app: OrgApp, org: OrgContext) => void;

type Method = 'get' | 'post' | 'patch' | 'delete';

/** One path with its methods; all others are answered with 405 and the list of these. */
export function resource(app: OrgApp, path: string, handlers: Partial<Record<Method, Handler<OrgEnvironment>>>): void {
  const methods = Object.keys(handlers) as Method[];
  for (const method of methods) {
    const handler = handlers[method];
    if (handler !== undefined) app.on(method.toUpperCase(), path, handler);
  }
  const allowed = [...(methods.includes('get') ? ['HEAD'] : []), ...methods.map((method) => method.toUpperCase())];
  app.all(path, (c) => {
    throw methodNotAllowed(c.req.method, allowed);
  });
}

/** The origin a client used: what it gets back as instance_url. */
export function originOf(c: OrgRequest, org: OrgContext): string {
  const host = c.req.header('host') ?? '';
  return /^(?:[\w.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?$/i.test(host) ? `http://${host}` : org.url();
}
