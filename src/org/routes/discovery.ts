import { originOf, type Routes } from '../context.ts';

/** `/.well-known/openid-configuration`: the endpoints that this org really has. */
export const discoveryRoutes: Routes = (app, org) => {
  app.get('/.well-known/openid-configuration', (c) => {
    const origin = originOf(c, org);
    return c.json({
      issuer: origin,
      token_endpoint: `${origin}/services/oauth2/token`,
      revocation_endpoint: `${origin}/services/oauth2/revoke`,
      userinfo_endpoint: `${origin}/services/oauth2/userinfo`,
      grant_types_supported: ['client_credentials'],
      scopes_supported: ['api', 'full', 'id', 'openid', 'profile', 'email', 'web', 'refresh_token'],
      token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    });
  });
};
