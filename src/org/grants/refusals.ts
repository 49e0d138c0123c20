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
} as const;
