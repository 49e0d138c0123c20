/** A refusal of the token endpoint: always 400 with error and description (reference/credentials-and-callouts.md D1). */
export interface Refusal {
  readonly error: string;
  readonly error_description: string;
}

const refusal = (error: string, error_description: string): Refusal => ({ error, error_description });

export const REFUSALS = {
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
  noAssertion: refusal('invalid_request', 'missing required parameter: assertion'),
  assertion: refusal('invalid_grant', 'invalid assertion'),
  audience: refusal('invalid_grant', 'audience is invalid'),
  notApproved: refusal('invalid_grant', "user hasn't approved this consumer"),
  notPermitted: refusal('invalid_app_access', 'user is not admin approved to access this app'),
  noCode: refusal('invalid_request', 'missing required parameter: code'),
  code: refusal('invalid_grant', 'expired authorization code'),
  verifier: refusal('invalid_grant', 'invalid code verifier'),
  redirectUri: refusal('redirect_uri_mismatch', 'redirect_uri must match configuration'),
  noRefreshToken: refusal('invalid_request', 'missing required parameter: refresh_token'),
  refreshToken: refusal('invalid_grant', 'expired access/refresh token'),
  authentication: refusal('invalid_grant', 'authentication failure'),
  responseType: refusal('unsupported_response_type', 'response type not supported'),
  noChallenge: refusal('invalid_request', 'missing required code challenge'),
  challengeMethod: refusal('invalid_request', 'code challenge method not supported'),
  denied: refusal('access_denied', 'end-user denied authorization'),
} as const;
