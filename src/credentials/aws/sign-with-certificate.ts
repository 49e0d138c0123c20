import { createHash, sign } from 'node:crypto';
import type { Identity } from '../certificates.ts';

/** A request as it will be sent; its body is text. */
export interface CertificateSigned {
  readonly method: string;
  readonly url: string;
  /** Names in lower case; all of them are signed. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a signature is made with, and for. */
export interface CertificateSigning {
  readonly service: string;
  readonly region: string;
  readonly identity: Identity;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * Signs a request with the key of an X.509 certificate: Signature Version 4 with another algorithm, the serial number of the
 * certificate in the place of an access key, and the certificate in the request (AWS IAM Roles Anywhere User Guide, "The
 * authentication signing process").
 * @returns the headers to add.
 */
export function signWithCertificate(request: CertificateSigned, signing: CertificateSigning): Record<string, string> {
  const { service, region, identity, at } = signing;
  const { chain, certificate, key } = identity;
  const url = new URL(request.url);
  const time = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
  const [own = '', ...others] = chain.map(({ raw }) => raw.toString('base64'));
  const added = {
    'x-amz-date': time,
    'x-amz-x509': own,
    ...(others.length === 0 ? {} : { 'x-amz-x509-chain': others.join(',') }),
  };
  const lines: Readonly<Record<string, string>> = { ...request.headers, ...added, host: url.host };
  const names = Object.keys(lines).toSorted();
  const signed = names.join(';');
  const canonical = [
    request.method,
    url.pathname,
    canonicalQuery(url.searchParams),
    ...names.map((name) => `${name}:${lines[name]?.trim()}`),
    '',
    signed,
    sha256(request.body),
  ].join('\n');
  const scope = `${time.slice(0, 8)}/${region}/${service}/aws4_request`;
  const algorithm = `AWS4-X509-${key.asymmetricKeyType === 'rsa' ? 'RSA' : 'ECDSA'}-SHA256`;
  const signature = sign('sha256', Buffer.from([algorithm, time, scope, sha256(canonical)].join('\n')), key);
  const serial = BigInt(`0x${certificate.serialNumber}`);
  const credential = `Credential=${serial}/${scope}, SignedHeaders=${signed}, Signature=${signature.toString('hex')}`;
  return { ...added, authorization: `${algorithm} ${credential}` };
}

function canonicalQuery(query: URLSearchParams): string {
  const escaped = (text: string): string =>
    encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
  return [...query]
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
    .toSorted()
    .join('&');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
