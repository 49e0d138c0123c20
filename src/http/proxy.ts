import { UsageError } from '../errors.ts';

/** Which proxy requests go through, as Node's own agents take it. */
export interface ProxyEnv {
  readonly HTTPS_PROXY: string;
  /** Hosts that need none, separated by commas; `*` = all. */
  readonly NO_PROXY: string;
}

/** Embedded orgs and what else runs here is never behind a proxy. */
const HERE = 'localhost,127.0.0.1,[::1],::1';

/**
 * The proxy that the environment names, as curl and others read it: `HTTPS_PROXY` and `NO_PROXY`, in small letters too, which
 * win. An address without a scheme is one of HTTP. `HTTP_PROXY` has no meaning here: only this machine is called by http.
 * @returns null where none is named.
 * @throws UsageError for what is no address (a password in it is not repeated), and where this Node.js knows no proxies.
 */
export function proxyFrom(env: Readonly<Record<string, string | undefined>>): ProxyEnv | null {
  const value = (name: string): string => (env[name.toLowerCase()] ?? env[name] ?? '').trim();
  const given = value('HTTPS_PROXY');
  if (given === '') return null;
  if (!process.allowedNodeEnvironmentFlags.has('--use-env-proxy'))
    throw new UsageError(
      `Node.js ${process.versions.node} cannot go through the proxy that HTTPS_PROXY names`,
      'use Node.js 22.21, 24.5 or newer, or unset it',
    );
  const none = value('NO_PROXY');
  return { HTTPS_PROXY: addressOf(given), NO_PROXY: none === '' ? HERE : `${none},${HERE}` };
}

function addressOf(text: string): string {
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url !== null && /^https?:$/.test(url.protocol) && url.hostname !== '') return url.href;
  throw new UsageError('HTTPS_PROXY is no address of an HTTP proxy', 'write HTTPS_PROXY=http://proxy.example.com:8080');
}

/** The password that stands in the address, as it stands there and as it is meant: nobody may see it. */
export function secretsOf({ HTTPS_PROXY }: ProxyEnv): readonly string[] {
  const { password } = new URL(HTTPS_PROXY);
  return password === '' ? [] : [password, decodeURIComponent(password)];
}

/** Whether an error of the network is the proxy's: nobody listens there, or it has no way to the server. */
export function isOfProxy(error: unknown, { HTTPS_PROXY }: ProxyEnv): boolean {
  if (!(error instanceof Error)) return false;
  // got hands on the network's own error as the cause of its own.
  const { code, port, hostname } = (error.cause ?? error) as {
    readonly code?: unknown;
    readonly port?: unknown;
    readonly hostname?: unknown;
  };
  if (typeof code === 'string' && code.startsWith('ERR_PROXY_')) return true;
  const proxy = new URL(HTTPS_PROXY);
  const number = Number(proxy.port === '' ? (proxy.protocol === 'https:' ? 443 : 80) : proxy.port);
  // Whose name is not found, or at whose port nobody listens.
  return hostname === proxy.hostname || (port === number && hostname === undefined);
}
