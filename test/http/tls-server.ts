import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates, type TLSSocket } from 'node:tls';
import { onTestFinished } from 'vitest';
import type { Authority, Issued } from './self-signed.ts';
import type { Seen } from './serve.ts';

/** One request, and whom the server takes the client for. */
export interface SeenClient extends Pick<Seen, 'method' | 'url' | 'headers'> {
  /** Subjects of the certificates that the client has shown; none = it has shown nothing. */
  readonly client: readonly string[];
}

export interface TlsServer {
  /** `https://localhost:port`. */
  readonly url: string;
  readonly seen: readonly SeenClient[];
  /** Connections that were secured, or failed to be. */
  readonly connections: () => number;
}

export interface TlsServerOptions {
  /** The server's own certificate. */
  readonly own: Issued;
  /** Whose certificates clients have to show. */
  readonly clients: Authority;
  /** Off = a client that shows nothing, or what nobody trusts, is let in. */
  readonly strict?: boolean;
  readonly maxVersion?: 'TLSv1.2' | 'TLSv1.3';
  /** Status and headers of the answer. */
  readonly answer?: (request: SeenClient) => { readonly status: number; readonly headers?: Record<string, string> };
}

/** Makes this process trust an authority until the test has finished, as NODE_EXTRA_CA_CERTS does for a whole run. */
export function trust({ cert }: Authority): void {
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, cert]);
  onTestFinished(() => setDefaultCACertificates(before));
}

/** Starts a server on loopback that asks its clients for a certificate, and ends with the test. */
export async function serveTls({
  own,
  clients,
  strict = true,
  maxVersion,
  answer,
}: TlsServerOptions): Promise<TlsServer> {
  const seen: SeenClient[] = [];
  let connections = 0;
  const options = { ...own, ca: clients.cert, requestCert: true, rejectUnauthorized: strict };
  const server: Server = createServer({ ...options, ...(maxVersion ? { maxVersion } : {}) }, (incoming, response) => {
    const { method = '', url = '', headers } = incoming;
    const request = { method, url, headers, client: subjectsOf(incoming.socket as TLSSocket) };
    seen.push(request);
    const { status, headers: extra = {} } = answer?.(request) ?? { status: 200 };
    response.writeHead(status, { 'content-type': 'application/json', ...extra }).end('{}');
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return { url: `https://localhost:${(server.address() as AddressInfo).port}`, seen, connections: () => connections };
}

function subjectsOf(socket: TLSSocket): readonly string[] {
  const subjects: string[] = [];
  let at = socket.getPeerCertificate(true);
  while (at?.subject?.CN !== undefined) {
    const { CN } = at.subject;
    subjects.push(Array.isArray(CN) ? CN.join() : CN);
    if (at.issuerCertificate === at || at.issuerCertificate === undefined) break;
    at = at.issuerCertificate;
  }
  return subjects;
}
