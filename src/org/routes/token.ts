import { createHash, timingSafeEqual } from 'node:crypto';
import type { ConnectedApp } from '../../model/org.ts';
import { type OrgContext, type OrgRequest, originOf, type Routes } from '../context.ts';
import { oauthScopes } from '../scopes.ts';
import { signatureOf } from '../tokens.ts';

/** A refusal of the token endpoint: always 400 with error and description (reference/credentials-and-callouts.md D1). */
interface Refusal {
  readonly error: string;
  readonly error_description: string;
}

const refusal = (error: string, error_description: string): Refusal => ({ error, error_description });

const REFUSALS = {
  post: refusal('invalid_request', 'must use HTTP POST'),
  noGrantType: refusal('invalid_request', 'missing required parameter: grant_type'),
  grantType: refusal('unsupported_grant_type', 'grant type not supported'),
  noClientId: refusal('invalid_request', 'missing required parameter: client_id'),
  clientId: refusal('invalid_client_id', 'client identifier invalid'),
  secret: refusal('invalid_client', 'invalid client credentials'),
  scopeParameter: refusal('invalid_request', 'scope parameter not supported'),
  scope: refusal('invalid_scope', 'the requested scope is not allowed'),
  noRunAs: refusal('invalid_grant', 'no client credentials user enabled'),
  noToken: refusal('invalid_request', 'missing required parameter: token'),
  token: refusal('unsupported_token_type', 'this token type is not supported'),
} as const;

/** `/services/oauth2/token` and `/revoke`. */
export const tokenRoutes: Routes = (app, org) => {
  app.all('/services/oauth2/token', async (c) => {
    const reply = c.req.method === 'POST' ? await grant(c, org) : REFUSALS.post;
    return c.json(reply, 'error' in reply ? 400 : 200, { 'Cache-Control': 'no-store', Pragma: 'no-cache' });
  });

  app.all('/services/oauth2/revoke', async (c) => {
    const form = c.req.method === 'POST' ? await formOf(c) : new URLSearchParams();
    const token = form.get('token') ?? c.req.query('token');
    if (token === undefined || token === '') return c.json(REFUSALS.noToken, 400);
    return org.tokens.revoke(token) ? c.body(null, 200) : c.json(REFUSALS.token, 400);
  });
};

async function formOf(c: OrgRequest): Promise<URLSearchParams> {
  return new URLSearchParams(await c.req.text());
}

async function grant(c: OrgRequest, org: OrgContext) {
  const form = await formOf(c);
  const grantType = form.get('grant_type');
  if (!grantType) return REFUSALS.noGrantType;
  if (grantType !== 'client_credentials') return REFUSALS.grantType;

  const { clientId, secrets } = clientOf(c.req.header('authorization'), form);
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
  return success(c, org, app, userId, asked.length > 0 ? asked : allowed);
}

function success(c: OrgRequest, org: OrgContext, app: ConnectedApp, userId: string, scopes: readonly string[]) {
  const origin = originOf(c, org);
  const id = `${origin}/id/${org.orgId}/${userId}`;
  const issuedAt = String(Date.now());
  return {
    access_token: org.tokens.issue({ userId, clientId: app.consumerKey, scopes }),
    signature: signatureOf(app.consumerSecret, id, issuedAt),
    scope: scopes.join(' '),
    instance_url: origin,
    id,
    token_type: 'Bearer',
    issued_at: issuedAt,
  };
}

interface Client {
  readonly clientId: string | null;
  /** What the secret may be: a Basic header can hold it as it is or form-encoded (RFC 6749, 2.3.1). */
  readonly secrets: readonly string[];
}

function clientOf(authorization: string | undefined, form: URLSearchParams): Client {
  const [, basic] = /^Basic\s+(\S+)$/i.exec(authorization ?? '') ?? [];
  if (basic === undefined) return { clientId: form.get('client_id'), secrets: [form.get('client_secret') ?? ''] };
  const text = Buffer.from(basic, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  const secret = text.slice(colon + 1);
  return { clientId: formDecode(text.slice(0, colon)), secrets: [secret, formDecode(secret)] };
}

function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
