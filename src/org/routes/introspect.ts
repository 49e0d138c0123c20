import { type OrgRequest, originOf, type Routes } from '../context.ts';
import { authenticate } from '../grants/authenticate.ts';
import { REFUSALS } from '../grants/refusals.ts';
import { formOf } from './token.ts';

const NO_STORE = { 'Cache-Control': 'no-store', Pragma: 'no-cache' };

/** Token introspection (RFC 7662): a client learns about its own tokens (reference: credentials D1). */
export const introspectRoutes: Routes = (app, org) => {
  app.post('/services/oauth2/introspect', async (c: OrgRequest) => {
    const form = await formOf(c);
    const client = authenticate({ form, authorization: c.req.header('authorization') }, org, () => true);
    if ('error' in client) return c.json(client, 400, NO_STORE);
    const token = form.get('token');
    if (!token) return c.json(REFUSALS.noToken, 400, NO_STORE);
    const session = org.tokens.find(token);
    const found = session ?? org.authorizations.findRefreshToken(undefined, token);
    if (found === undefined || found.clientId !== client.consumerKey) return c.json({ active: false }, 200, NO_STORE);
    const { values } = await org.records.retrieve('User', found.userId);
    const about = {
      active: true,
      scope: found.scopes.join(' '),
      client_id: found.clientId,
      username: values.Username,
      sub: `${originOf(c, org)}/id/${org.orgId}/${found.userId}`,
    };
    if (session === undefined) return c.json({ ...about, token_type: 'refresh_token' }, 200, NO_STORE);
    const seconds = (at: number) => Math.floor(at / 1000);
    const [iat, exp] = [seconds(session.issuedAt), seconds(session.expiresAt)];
    return c.json({ ...about, token_type: 'access_token', exp, iat, nbf: iat }, 200, NO_STORE);
  });
};
