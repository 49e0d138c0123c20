import { originOf, type Routes } from '../context.ts';
import { GRANTS } from '../grants/index.ts';

/** `/.well-known/openid-configuration`: the endpoints that this org really has. */
export const discoveryRoutes: Routes = (app, org) => {
  app.get('/.well-known/openid-configuration', (c) => {
    const origin = originOf(c, org);
    return c.json({
      issuer: origin,
      authorization_endpoint: `${origin}/services/oauth2/authorize`,
      token_endpoint: `${origin}/services/oauth2/token`,
      revocation_endpoint: `${origin}/services/oauth2/revoke`,
      userinfo_endpoint: `${origin}/services/oauth2/userinfo`,
      introspection_endpoint: `${origin}/services/oauth2/introspect`,
      jwks_uri: `${origin}/id/keys`,
      grant_types_supported: Object.keys(GRANTS),
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      scopes_supported: ['api', 'full', 'id', 'openid', 'profile', 'email', 'web', 'refresh_token'],
      token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    });
  });

  app.get('/id/keys', async (c) => c.json(await org.idTokens.keys()));
};
