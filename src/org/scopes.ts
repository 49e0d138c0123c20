/** Scopes of a connected app in the metadata's spelling, as OAuth spells them. Others are the same in lower case. */
const METADATA_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    refreshtoken: 'refresh_token',
    offlineaccess: 'offline_access',
    basic: 'id',
    customapplications: 'visualforce',
    custompermissions: 'custom_permissions',
  }),
);

/** The scopes of a token: those of the app, in OAuth's spelling. An app that names none gets `api`. */
export function oauthScopes(scopes: readonly string[]): readonly string[] {
  const named = scopes.map((scope) => METADATA_NAMES.get(scope.toLowerCase()) ?? scope.toLowerCase());
  return named.length === 0 ? ['api'] : [...new Set(named)];
}

/** Whether a session may use the REST API. */
export function allowsApi(scopes: readonly string[]): boolean {
  return scopes.includes('api') || scopes.includes('full');
}
