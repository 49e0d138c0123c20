import type { Authorizer } from '../credentials/authorizer.ts';
import { type Identities, identityAt } from '../credentials/certificates.ts';
import { choosePrincipal } from '../credentials/principals.ts';
import type { Authorization } from '../credentials/protocols/define-protocol.ts';
import { protocolOf } from '../credentials/protocols/index.ts';
import { FlowrunError } from '../errors.ts';
import { createHttpClient, type HttpClient, type HttpClientOptions, type HttpReply } from '../http/client.ts';
import type { Principal } from '../model/credentials.ts';
import type { CalloutRequest } from '../model/interview.ts';
import type { OrgDefinition } from '../model/org.ts';
import { type WrittenBody, writeBody } from './body.ts';
import type { ReadFile } from './bytes-body.ts';
import { type ClientSide, calloutFault, faultOfFailure } from './faults.ts';
import { assembleHeaders, type CustomHeaders, compileCustomHeaders } from './headers.ts';
import { mayRepeat, withRetry } from './retry.ts';
import { findNamedCredential, joinPath, type Route, routeOf } from './routes.ts';
import { type SigningKeys, signingKeys } from './signing-keys.ts';

export interface CallerOptions {
  readonly org: OrgDefinition;
  readonly authorizer: Authorizer;
  /** The org's certificates with their private keys. */
  readonly identities: Identities;
  /** Maps `org://<name>` to the address the embedded org listens at (starting it); other addresses stay. */
  readonly resolveUrl: (url: string) => Promise<string>;
  /** Reads the files of the project that bodies name; left out = there are none. */
  readonly readFile?: ReadFile;
  readonly http: HttpClientOptions;
  readonly userAgent: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Sends requests through named credentials. */
export interface Caller {
  /**
   * @param user Name of the user whose permission sets count.
   * @param key The callout's idempotency key, sent where its retry policy names a header for it.
   * @returns The reply, whatever its status.
   * @throws FaultError with a code of `callouts/faults.ts` or `credentials/faults.ts`; FlowrunError `CANCELLED` when the
   *   signal fires, or what `resolveUrl` and the secret store throw.
   */
  call(request: CalloutRequest, user: string, signal: AbortSignal, key: string): Promise<HttpReply>;
  /** The address of a named credential, without a slash at its end; throws as `call`. */
  baseOf(namedCredential: string): Promise<string>;
  close(): void;
}

/** A route with what its callouts share: compiled headers and a pool of connections. */
interface Line extends Route {
  readonly keys: SigningKeys;
  readonly headers: CustomHeaders;
  readonly http: HttpClient;
  /** Null = the connection is not secure. */
  readonly client: ClientSide | null;
  readonly refreshStatuses: ReadonlySet<number>;
  /** By user. */
  readonly principals: Map<string, Principal>;
}

/** Makes a caller over an org's definition; named credentials are checked and resolved at their first request. */
export function createCaller(options: CallerOptions): Caller {
  const { org, authorizer, identities, resolveUrl, readFile = noFile, http, userAgent, now } = options;
  const lines = new Map<string, Promise<Line>>();

  const open = async (name: string): Promise<Line> => {
    const route = await routeOf(org, findNamedCredential(org, name), resolveUrl);
    const { named, external } = route;
    // An embedded org, and a server on this machine, may be reached without TLS: nobody asks for a certificate there.
    const secure = route.base.startsWith('https:');
    const { clientCertificate } = named;
    const identity = secure && clientCertificate !== undefined ? await identities(clientCertificate) : null;
    const keys = signingKeys([...named.headers, ...external.headers], org, identities);
    return {
      ...route,
      keys,
      headers: compileCustomHeaders(named, external, keys.keyOf),
      http: createHttpClient({ ...http, ...(identity ? { identity: identityAt(route.base, identity) } : {}) }),
      client: secure ? { file: named.file, certificate: identity?.name ?? null } : null,
      refreshStatuses: refreshStatusesOf(route),
      principals: new Map(),
    };
  };
  const lineTo = (name: string): Promise<Line> => {
    let line = lines.get(name);
    if (line === undefined) {
      line = open(name);
      lines.set(name, line);
      // An org that did not start may start the next time.
      line.catch(() => lines.delete(name));
    }
    return line;
  };
  const send = async (
    line: Line,
    request: CalloutRequest,
    written: WrittenBody | null,
    authorization: Authorization,
    signal: AbortSignal,
  ): Promise<HttpReply> => {
    const url = joinPath(line.base, request.path);
    const body = written?.content ?? null;
    const reading = line.keys.read();
    if (reading) await reading;
    const headers = assembleHeaders({
      userAgent,
      contentType: written?.mediaType ?? null,
      request: request.headers,
      generated: line.named.generateAuthorizationHeader ? authorization.header : null,
      custom: line.headers({ authorization, body, at: now() }),
    });
    if (written !== null && request.bodyType === 'multipart' && headers['content-type'] !== written.mediaType) {
      throw calloutFault(
        'CALLOUT_INVALID',
        'The callout cannot be sent: a header says another content type than that of its multipart body.',
        'leave the header Content-Type out: it names what stands between the parts',
      );
    }
    if (request.compressed === true && written !== null) headers['content-encoding'] = 'gzip';
    const signature = await authorization.sign?.({ method: request.method, url, headers, body });
    const signed = { ...headers, ...signature };
    const content =
      written === null ? {} : { body: written.content, ...(written.parts ? { parts: written.parts } : {}) };
    const message = { method: request.method, url, headers: signed, signal, ...content };
    const limit = request.timeout === undefined ? {} : { timeout: request.timeout };
    const result = await line.http.send({ ...message, ...limit });
    if (result.ok) return result;
    const { kind } = result;
    if (kind === 'cancelled') throw new FlowrunError('CANCELLED', 'the callout was cancelled');
    throw faultOfFailure({ ...result, kind }, line.client);
  };

  return {
    /** Where a request is refused for its token, it is sent once more with a fresh one (reference: credentials A4). */
    async call(asked, user, signal, key) {
      const line = await lineTo(asked.namedCredential);
      const { retry } = asked;
      const request =
        retry?.idempotencyKey === undefined
          ? asked
          : { ...asked, headers: { ...asked.headers, [retry.idempotencyKey]: key } };
      const principal = principalFor(org, line, user);
      const who = { credential: line.external, principal, user };
      // Once for all attempts: each sends the same bytes.
      const writing = writeBody(request.body, request.bodyType, readFile);
      const written = writing instanceof Promise ? await writing : writing;
      const body = request.compressed === true && written !== null ? await packed(written) : written;
      let renewed = false;
      let authorization = await authorizer.authorize(who, signal);
      const attempt = async (): Promise<HttpReply> => {
        const reply = await send(line, request, body, authorization, signal);
        if (renewed || !line.refreshStatuses.has(reply.status)) return reply;
        renewed = true;
        authorization = await authorizer.renew(who, authorization, signal);
        return send(line, request, body, authorization, signal);
      };
      return retry && mayRepeat(request.method, retry) ? withRetry(retry, attempt, { now, signal }) : attempt();
    },
    baseOf: async (namedCredential) => (await lineTo(namedCredential)).base,
    close() {
      for (const line of lines.values()) {
        line.then(
          (opened) => opened.http.close(),
          () => undefined,
        );
      }
    },
  };
}

const noFile: ReadFile = async (path) => {
  throw calloutFault('CALLOUT_INVALID', `There is no file ${path} here.`, 'give the bytes as base64');
};

function refreshStatusesOf({ external }: Route): ReadonlySet<number> {
  return new Set(protocolOf(external).renewable ? [401, ...external.additionalRefreshStatusCodes] : []);
}

function principalFor(org: OrgDefinition, line: Line, user: string): Principal {
  const known = line.principals.get(user);
  if (known !== undefined) return known;
  const principal = choosePrincipal(org, user, line.external);
  line.principals.set(user, principal);
  return principal;
}

/** The same body with gzip; text is still shown as text. */
async function packed({ content, mediaType, parts }: WrittenBody): Promise<WrittenBody> {
  const { gzipSync } = await import('node:zlib');
  const bytes = gzipSync(content);
  const whole = { name: null, contentType: mediaType, fileName: null, file: null, bytes: bytes.byteLength };
  const text = typeof content === 'string' ? content : null;
  return { content: bytes, mediaType, parts: parts ?? [{ ...whole, text }] };
}
