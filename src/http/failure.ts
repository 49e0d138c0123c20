/** Why a request got no reply. */
export const FAILURE_KINDS = [
  'timeout',
  'refused',
  'dns',
  'tls',
  'tooLarge',
  'proxy',
  'broken',
  'cancelled',
  'address',
] as const;
export type FailureKind = (typeof FAILURE_KINDS)[number];

/** A request that got no reply; `message` is one sentence in lower case that holds no header, body or query. */
export interface HttpFailure {
  readonly ok: false;
  readonly kind: FailureKind;
  readonly message: string;
  /** The code of the system or TLS library: `ECONNREFUSED`, `CERT_HAS_EXPIRED`, …; null where there is none. */
  readonly code: string | null;
}

const KIND_BY_CODE: Readonly<Record<string, FailureKind>> = {
  ETIMEDOUT: 'timeout',
  ESOCKETTIMEDOUT: 'timeout',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  EADDRNOTAVAIL: 'refused',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  EAI_NODATA: 'dns',
  EPROTO: 'tls',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls',
  UNABLE_TO_GET_ISSUER_CERT: 'tls',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls',
  HOSTNAME_MISMATCH: 'tls',
  ERR_ABORTED: 'cancelled',
};
const TLS_CODE = /^(?:CERT_|CRL_|ERR_TLS_|ERR_SSL_)/;

const SENTENCE: Readonly<Record<FailureKind, (host: string, detail: string) => string>> = {
  timeout: (host) => `${host} did not answer in time`,
  refused: (host) => `nothing accepts connections at ${host}`,
  dns: (host) => `the host name of ${host} cannot be resolved`,
  tls: (host, detail) => `no secure connection to ${host}${detail}`,
  proxy: (host, detail) => `the proxy gives no way to ${host}${detail}`,
  tooLarge: (host) => `the message to or from ${host} is too large`,
  broken: (host, detail) => `the connection to ${host} broke${detail}`,
  cancelled: () => 'the request was cancelled',
  address: () => 'the address is refused',
};

function kindOf(code: string | null): FailureKind {
  if (code === null) return 'broken';
  return KIND_BY_CODE[code] ?? (TLS_CODE.test(code) ? 'tls' : 'broken');
}

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { code } = error as { readonly code?: unknown };
  if (typeof code !== 'string') return null;
  return code === 'EPROTO' ? (alertIn(error.message) ?? code) : code;
}

/** An alert during the handshake has the code of a broken protocol; here it gets the one that it has at any other time. */
function alertIn(message: string): string | null {
  const reason = /:([\w/ ]+ alert [a-z ]+):/i.exec(message)?.[1];
  return reason === undefined ? null : `ERR_SSL_${reason.toUpperCase().replaceAll(' ', '_')}`;
}

/** Makes the failure that a thrown transport error stands for; its own text is left out, as it may quote the request. */
export function failureOf(error: unknown, url: string): HttpFailure {
  const code = codeOf(error);
  return httpFailure(kindOf(code), url, code);
}

/** A failure of a known kind, e.g. `tooLarge` where we ended the transfer ourselves. */
export function httpFailure(kind: FailureKind, url: string, code: string | null = null): HttpFailure {
  const host = URL.canParse(url) ? new URL(url).host : url;
  return { ok: false, kind, code, message: SENTENCE[kind](host, code === null ? '' : ` (${code})`) };
}
