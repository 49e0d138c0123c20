import { Buffer } from 'node:buffer';
import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';

/** An access key, for good or for a session. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Null = the key is no session's. */
  readonly sessionToken: string | null;
}

export interface AwsRequest {
  readonly method: string;
  readonly url: string;
  /** Names in lower case; `host` is taken from the URL. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
}

export interface AwsSigning {
  readonly service: string;
  readonly region: string;
  readonly credentials: AwsCredentials;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Dots and double slashes of the path are resolved first, as every service but S3 does it; true unless set. */
  readonly normalizePath?: boolean;
  /** Sends and signs the digest of the body as `x-amz-content-sha256`; true unless set. */
  readonly signBody?: boolean;
  /** The session token is sent and not signed. */
  readonly tokenUnsigned?: boolean;
  /** Signs in the query instead of the headers, for so many seconds. */
  readonly expiresIn?: number;
}

/** What to send instead: the headers to add, or the signed URL. */
export interface AwsSignature {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Signs a request by AWS Signature Version 4 (reference: credentials A1, E3).
 * @returns headers that are added (`authorization`, `x-amz-date`, …), and the URL, which is another one only for a
 *   signature in the query.
 */
export async function signAwsRequest(request: AwsRequest, signing: AwsSigning): Promise<AwsSignature> {
  const { SignatureV4 } = await import('@smithy/signature-v4');
  const { service, region, credentials, at, normalizePath = true, signBody = true, tokenUnsigned = false } = signing;
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const token = sessionToken !== null && !tokenUnsigned ? { sessionToken } : {};
  const signer = new SignatureV4({
    service,
    region,
    credentials: { accessKeyId, secretAccessKey, ...token },
    sha256: Sha256,
    applyChecksum: signBody,
    uriEscapePath: normalizePath,
  });
  const message = messageOf(request, normalizePath);
  const signingDate = new Date(at);
  const { expiresIn } = signing;
  if (expiresIn !== undefined) {
    const { query, path } = await signer.presign(message, { signingDate, expiresIn });
    const late = sessionToken !== null && tokenUnsigned ? { 'X-Amz-Security-Token': sessionToken } : {};
    return { url: `${originOf(request.url)}${path}?${queryText({ ...query, ...late })}`, headers: {} };
  }
  const { headers } = await signer.sign(message, { signingDate });
  const late = sessionToken !== null && tokenUnsigned ? { 'x-amz-security-token': sessionToken } : {};
  return { url: request.url, headers: { ...addedTo(message.headers, headers), ...late } };
}

interface Message {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly path: string;
  readonly query: Record<string, string | string[]>;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}

/** The parts of a request; the URL is taken apart by hand, for `URL` would resolve the dots of its path. */
function messageOf({ method, url, headers, body }: AwsRequest, normalizePath: boolean): Message {
  const origin = originOf(url);
  const rest = url.slice(origin.length);
  const mark = rest.indexOf('?');
  const path = mark < 0 ? rest : rest.slice(0, mark);
  const [protocol = '', hostname = ''] = origin.split('://');
  return {
    method,
    protocol: `${protocol}:`,
    hostname,
    // The signer escapes a normalized path once more; one that is taken as it stands has to be escaped as it is sent.
    path: (normalizePath ? path : escapeOnce(path)) || '/',
    query: mark < 0 ? {} : queryOf(rest.slice(mark + 1)),
    headers: { ...headers, host: hostname },
    ...(body === null ? {} : { body }),
  };
}

function originOf(url: string): string {
  return /^[a-z]+:\/\/[^/?#]*/i.exec(url)?.[0] ?? '';
}

/** Everything that may not stand in a path as it is; what is escaped already stays. */
function escapeOnce(path: string): string {
  return path.replace(/%(?![0-9A-Fa-f]{2})|[^\w\-.~/%]+/gu, (text) => encodeURIComponent(text));
}

function queryOf(text: string): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const name = decode(at < 0 ? pair : pair.slice(0, at));
    const value = at < 0 ? '' : decode(pair.slice(at + 1));
    const known = query[name];
    if (known === undefined) query[name] = value;
    else query[name] = [...(Array.isArray(known) ? known : [known]), value];
  }
  return query;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function queryText(query: Readonly<Record<string, string | readonly string[] | null>>): string {
  return Object.entries(query)
    .flatMap(([name, values]) => (Array.isArray(values) ? values : [values ?? '']).map((value) => [name, value]))
    .map(([name = '', value = '']) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
}

function addedTo(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => before[name] !== value && name !== 'host'));
}

/** The signer's hash, made of node's. */
class Sha256 {
  private readonly hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.hash.update(bytesOf(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }
}

function bytesOf(data: string | ArrayBuffer | ArrayBufferView): Buffer {
  if (typeof data === 'string') return Buffer.from(data, 'utf8');
  return ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data);
}
