import type { Agent as HttpsAgent } from 'node:https';
import type { Got } from 'got';
import { whyAddressIsRefused } from './address.ts';
import type { HttpExchange, SentPart } from './exchange.ts';
import { failureOf, type HttpFailure, httpFailure } from './failure.ts';
import { isOfProxy, type ProxyEnv } from './proxy.ts';

/** Salesforce's limits: 10 s unless set, 6 MB out; 12 MB in, as for an asynchronous transaction (reference: credentials C4). */
export const DEFAULT_TIMEOUT = 10_000;
export const MAX_REQUEST_BYTES = 6_000_000;
export const MAX_RESPONSE_BYTES = 12_000_000;

export interface HttpRequest {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  /** Names in lower case; a list is sent as several lines. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array;
  /** What a body of bytes consists of, for those who show it. */
  readonly parts?: readonly SentPart[];
  readonly signal?: AbortSignal;
  /** Milliseconds for this exchange; left out = the client's. */
  readonly timeout?: number;
}

/** A reply of any status. */
export interface HttpReply {
  readonly ok: true;
  readonly status: number;
  /** Names in lower case; repeated ones joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type HttpResult = HttpReply | HttpFailure;

export interface HttpClient {
  /** Sends one request. Never rejects: what goes wrong is an `HttpFailure`. Never repeats a request, never follows a redirect. */
  send(request: HttpRequest): Promise<HttpResult>;
  /** Closes idle connections; idle ones keep no process alive in any case. */
  close(): void;
}

/** Who the client is to the servers of one origin: mutual TLS. */
export interface TlsIdentity {
  /** `https://host:port`; other servers are shown nothing. */
  readonly origin: string;
  /** The certificate and its chain, PEM. */
  readonly cert: string;
  /** The private key, PEM. It stands in no message, no exchange and no failure. */
  readonly key: string;
}

export interface HttpClientOptions {
  /** Milliseconds for the whole exchange. */
  readonly timeout?: number;
  readonly maxRequestBytes?: number;
  readonly maxResponseBytes?: number;
  /** Left out = requests go straight to their servers. */
  readonly proxy?: ProxyEnv;
  /** Left out = nothing is shown to any server. */
  readonly identity?: TlsIdentity;
  /** Hears of every exchange when it has ended, secrets and all: whoever shows them masks them. */
  readonly observe?: (exchange: HttpExchange) => void;
}

/**
 * A client with its own connection pool, one for each named credential. A redirect is handed back as a reply: an org's
 * callouts do not follow them either (apexanvil.com, "Why 301 Redirects Break Salesforce Callouts"), and following one
 * would carry the authorization elsewhere. got is loaded at the first request.
 */
export function createHttpClient(options: HttpClientOptions = {}): HttpClient {
  const timeout = options.timeout ?? DEFAULT_TIMEOUT;
  const maxRequestBytes = options.maxRequestBytes ?? MAX_REQUEST_BYTES;
  const maxResponseBytes = options.maxResponseBytes ?? MAX_RESPONSE_BYTES;
  let transport: Promise<Transport> | undefined;

  const isKnownTo = (url: string): boolean =>
    options.identity !== undefined && new URL(url).origin === options.identity.origin;

  const exchange = async (request: HttpRequest): Promise<HttpResult> => {
    const { url, method, headers, body, signal } = request;
    transport ??= loadTransport(options);
    const { got, known } = await transport;
    /** Why we ended it ourselves. */
    let ended: 'tooLarge' | 'timeout' | null = null;
    let native: { destroy(): void } | undefined;
    // Cheaper than got's own `signal`, which costs a request on loopback 7 % of its time.
    const abort = (): void => native?.destroy();
    signal?.addEventListener('abort', abort, { once: true });
    const end = (why: 'tooLarge' | 'timeout'): void => {
      ended ??= why;
      native?.destroy();
    };
    // So is this: got's `timeout` hangs a dozen listeners on each request.
    const timer = setTimeout(end, request.timeout ?? timeout, 'timeout');
    try {
      const sent = got(url, {
        // got's type lists the methods; any token is a method to HTTP.
        method: method as 'GET',
        headers: headers as Record<string, string | string[]>,
        ...(isKnownTo(url) ? { agent: known } : {}),
        ...(body === undefined ? {} : { body }),
      });
      sent.on('request', (made) => {
        native = made;
        if (signal?.aborted || ended) native.destroy();
      });
      // Counts what was unpacked: a small compressed reply cannot grow beyond the limit either.
      sent.on('downloadProgress', ({ transferred }) => {
        if (transferred > maxResponseBytes) end('tooLarge');
      });
      const response = await sent;
      if (ended) return httpFailure(ended, url);
      return {
        ok: true,
        status: response.statusCode,
        headers: joinHeaders(response.headers),
        body: decode(response.body, response.rawBody, response.headers['content-type']),
      };
    } catch (error) {
      if (signal?.aborted) return httpFailure('cancelled', url);
      if (ended) return httpFailure(ended, url);
      const failure = failureOf(error, url);
      return options.proxy && isOfProxy(error, options.proxy) ? httpFailure('proxy', url, failure.code) : failure;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    }
  };

  return {
    async send(request) {
      const refused = whyAddressIsRefused(request.url);
      if (refused !== null) return { ok: false, kind: 'address', message: refused, code: null };
      if (request.signal?.aborted) return httpFailure('cancelled', request.url);
      if (request.body !== undefined && Buffer.byteLength(request.body) > maxRequestBytes) {
        return httpFailure('tooLarge', request.url);
      }
      const { observe } = options;
      if (observe === undefined) return exchange(request);
      const [startedAt, from] = [Date.now(), performance.now()];
      const result = await exchange(request);
      observe({ startedAt, milliseconds: performance.now() - from, request, result });
      return result;
    },
    close() {
      transport?.then(
        ({ close }) => close(),
        () => undefined,
      );
    },
  };
}

interface Transport {
  readonly got: Got;
  /** Connections on which the identity is shown; they serve its origin alone. */
  readonly known: { readonly https: HttpsAgent };
  close(): void;
}

/** Loads got and Node's own client when they are needed: a run that makes no callout starts without them. */
async function loadTransport({ identity, proxy }: HttpClientOptions): Promise<Transport> {
  const [{ default: got }, http, https] = await Promise.all([import('got'), import('node:http'), import('node:https')]);
  const options = { keepAlive: true, ...(proxy ? { proxyEnv: { ...proxy } } : {}) };
  const agent = { http: new http.Agent(options), https: new https.Agent(options) };
  const { cert, key } = identity ?? {};
  const known = { https: identity ? new https.Agent({ ...options, cert, key }) : agent.https };
  return {
    known,
    got: got.extend({
      agent,
      retry: { limit: 0 },
      followRedirect: false,
      throwHttpErrors: false,
      responseType: 'text',
      allowGetBody: true,
      headers: { 'user-agent': undefined },
    }),
    close() {
      agent.http.destroy();
      agent.https.destroy();
      known.https.destroy();
    },
  };
}

function joinHeaders(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) joined[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return joined;
}

const CHARSET = /charset\s*=\s*"?([^\s";]+)/i;

/** got decodes UTF-8; another declared character set is decoded here, an unknown one stays UTF-8. */
function decode(text: string, bytes: Uint8Array, contentType: string | undefined): string {
  const charset = contentType === undefined ? undefined : CHARSET.exec(contentType)?.[1]?.toLowerCase();
  if (charset === undefined || charset === 'utf-8' || charset === 'utf8' || charset === 'us-ascii') return text;
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return text;
  }
}
