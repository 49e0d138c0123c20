import { type OrgContext, type OrgRequest, originOf, type Routes } from '../context.ts';
import type { Granted } from '../grants/define-grant.ts';
import { GRANTS } from '../grants/index.ts';
import { REFUSALS } from '../grants/refusals.ts';
import { signatureOf } from '../tokens.ts';

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
    return org.tokens.revoke(token) || org.authorizations.revoke(token)
      ? c.body(null, 200)
      : c.json(REFUSALS.token, 400);
  });
};

export async function formOf(c: OrgRequest): Promise<URLSearchParams> {
  return new URLSearchParams(await c.req.text());
}

async function grant(c: OrgRequest, org: OrgContext) {
  const form = await formOf(c);
  const grantType = form.get('grant_type');
  if (!grantType) return REFUSALS.noGrantType;
  const ask = Object.hasOwn(GRANTS, grantType) ? GRANTS[grantType] : undefined;
  if (!ask) return REFUSALS.grantType;
  const granted = await ask({ form, authorization: c.req.header('authorization'), audience: originOf(c, org) }, org);
  return 'error' in granted ? granted : await success(c, org, granted);
}

async function success(c: OrgRequest, org: OrgContext, { app, userId, scopes, authorization }: Granted) {
  const origin = originOf(c, org);
  const id = `${origin}/id/${org.orgId}/${userId}`;
  const issuedAt = String(Date.now());
  const session = { userId, clientId: app.consumerKey, scopes };
  const { id: authorized, refreshToken, nonce = null } = authorization ?? {};
  const claims = { issuer: origin, subject: id, audience: app.consumerKey, nonce };
  return {
    access_token: org.tokens.issue({ ...session, ...(authorized === undefined ? {} : { authorization: authorized }) }),
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    ...(authorization && scopes.includes('openid') ? { id_token: await org.idTokens.sign(claims) } : {}),
    signature: signatureOf(app.consumerSecret, id, issuedAt),
    scope: scopes.join(' '),
    instance_url: origin,
    id,
    token_type: 'Bearer',
    issued_at: issuedAt,
  };
}
