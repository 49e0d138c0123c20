import type { ClientAuth } from 'oauth4webapi';
import type { AuthorizationContext } from '../protocols/define-protocol.ts';

type OAuth = typeof import('oauth4webapi');

/** How a client shows who it is: its secret in the Basic header or in the body; a public client has none. */
export function clientAuthentication(
  oauth: OAuth,
  { credential, parameters }: Pick<AuthorizationContext, 'credential' | 'parameters'>,
): ClientAuth {
  const secret = parameters.clientSecret;
  if (secret === undefined || secret === '') return oauth.None();
  return credential.clientCredentialsInBody ? oauth.ClientSecretPost(secret) : oauth.ClientSecretBasic(secret);
}
