import { clientCredentials } from './client-credentials.ts';
import type { Grant } from './define-grant.ts';
import { jwtBearer } from './jwt-bearer.ts';

/** Every grant type that the token endpoint knows, by its name in RFC 6749 or its extension. */
export const GRANTS: Readonly<Record<string, Grant>> = {
  client_credentials: clientCredentials,
  'urn:ietf:params:oauth:grant-type:jwt-bearer': jwtBearer,
};
