/** What is masked although nobody told us that it is a secret (reference: credentials E5). */

const SECRET_NAMES: ReadonlySet<string> = new Set([
  'authorization',
  'proxyauthorization',
  'cookie',
  'setcookie',
  'xapikey',
  'apikey',
  'clientsecret',
  'consumersecret',
  'clientassertion',
  'assertion',
  'accesstoken',
  'refreshtoken',
  'idtoken',
  'oauthtoken',
  'sessionid',
  'password',
  'xamzsecuritytoken',
  'xamzsignature',
]);

/** True for the name of a header, parameter or JSON member whose value is a secret: `client_secret`, `X-Api-Key`, `accessToken`. */
export function isSecretName(name: string): boolean {
  return SECRET_NAMES.has(name.toLowerCase().replace(/[-_]/g, ''));
}

const NAMES =
  'client_?secret|consumer_?secret|client_?assertion|assertion|access_?token|refresh_?token|id_?token|oauth_?token|api_?key|password|x-amz-signature|x-amz-security-token';

interface Pattern {
  readonly search: RegExp;
  readonly replacement: (mask: string) => string;
}

const PATTERNS: readonly Pattern[] = [
  // A Salesforce session or access token: org id, "!", the rest.
  { search: /\b00D[A-Za-z0-9]{12,15}!(?:[A-Za-z0-9._+/=-]|%[0-9A-Fa-f]{2})+/g, replacement: (mask) => mask },
  { search: /\b00D[A-Za-z0-9]{12,15}%21(?:[A-Za-z0-9._+/=-]|%[0-9A-Fa-f]{2})+/gi, replacement: (mask) => mask },
  // A JWT.
  { search: /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, replacement: (mask) => mask },
  // A header in text; the scheme may stay, it helps to see what was sent.
  {
    search: /\b((?:proxy-)?authorization["']?\s*[:=]\s*["']?)((?:basic|bearer|digest|token)\s+)?[^\s"',;]+/gi,
    replacement: (mask) => `$1$2${mask}`,
  },
  { search: /\b(Bearer\s+)[\w.~+/-]{20,}=*/g, replacement: (mask) => `$1${mask}` },
  // Base64 of "name:password": in groups of four, and with something that no word of a language has.
  {
    search:
      /\b(Basic\s+)(?=[A-Za-z]*(?:[0-9+/=]|[a-z][A-Z]))(?:[A-Za-z0-9+/]{4}){2,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?(?![A-Za-z0-9+/=])/g,
    replacement: (mask) => `$1${mask}`,
  },
  // `name=value` in a query or form, `"name":"value"` in JSON, also escaped JSON.
  { search: new RegExp(`\\b(${NAMES})=[^\\s&"'<>]+`, 'gi'), replacement: (mask) => `$1=${mask}` },
  { search: new RegExp(`("(?:${NAMES})"\\s*:\\s*")(?:[^"\\\\]|\\\\.)+`, 'gi'), replacement: (mask) => `$1${mask}` },
  {
    search: new RegExp(`(\\\\"(?:${NAMES})\\\\"\\s*:\\s*\\\\")(?:(?!\\\\")[\\s\\S])+`, 'gi'),
    replacement: (mask) => `$1${mask}`,
  },
  { search: /([?&](?:code|sid)=)[^\s&"'<>]+/g, replacement: (mask) => `$1${mask}` },
];

/** Masks what looks like a secret. Leaves a mask that stands there already as it is. */
export function maskPatterns(text: string, mask: string): string {
  // Nothing shorter can hold one of the patterns, and most texts of a run are short labels.
  if (text.length < 8) return text;
  let masked = text;
  for (const { search, replacement } of PATTERNS) masked = masked.replace(search, replacement(mask));
  return masked;
}
