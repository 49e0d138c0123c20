import type { Server } from 'node:http';
import { FlowrunError } from '../errors.ts';
import type { TargetOrg } from '../model/org.ts';
import type { RequestLog } from './app.ts';
import { authorizationsOf } from './authorizations.ts';
import type { OrgContext } from './context.ts';
import { idTokensOf } from './id-tokens.ts';
import { openOrg } from './open-org.ts';
import { tokensOf } from './tokens.ts';

const HOST = '127.0.0.1';
/** API requests a day of a Developer Edition. */
const DAILY_API_REQUESTS = 15_000;
/** How long requests under way may take to end when the server closes. */
const GRACE_MS = 1000;

export interface StartOrgOptions {
  readonly definition: TargetOrg;
  /** Folder of `org.db`, made when missing; null keeps the records in memory. */
  readonly directory: string | null;
  /** 0 (the default): any free one. */
  readonly port?: number;
  /** Closes the server. */
  readonly signal?: AbortSignal;
  /** Accepts `scope` with client_credentials, which Salesforce refuses. */
  readonly allowScopeParameter?: boolean;
  /** Requests to the API before it answers REQUEST_LIMIT_EXCEEDED; without it 15,000 are shown and none refused. */
  readonly dailyApiRequests?: number;
  /** Told of every request when it is answered; holds no secrets. */
  readonly onRequest?: (log: RequestLog) => void;
}

export interface RunningOrg {
  /** `http://127.0.0.1:50123` */
  readonly url: string;
  readonly port: number;
  /** 18 characters. */
  readonly orgId: string;
  /** Stops listening, ends all connections, closes the records. May be called twice. */
  close(): Promise<void>;
}

/**
 * Starts an embedded target org: OAuth endpoints and REST API on 127.0.0.1.
 * @throws FlowrunError `ORG` when the port is taken or the directory cannot be used
 */
export async function startOrg(options: StartOrgOptions): Promise<RunningOrg> {
  const [{ createAdaptorServer }, { orgApp }, org] = await Promise.all([
    import('@hono/node-server'),
    import('./app.ts'),
    openOrg(options.definition, options.directory),
  ]);
  let url = '';
  const authorizations = authorizationsOf(org.records);
  const context: OrgContext = {
    ...org,
    tokens: tokensOf(org.records, org.orgId, authorizations),
    authorizations,
    idTokens: idTokensOf(org.records),
    allowScopeParameter: options.allowScopeParameter ?? false,
    url: () => url,
    usage: {
      max: options.dailyApiRequests ?? DAILY_API_REQUESTS,
      used: 0,
      enforced: options.dailyApiRequests !== undefined,
    },
  };
  const app = orgApp(context, options.onRequest);
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  try {
    const port = await listen(server, options.port ?? 0);
    url = `http://${HOST}:${port}`;
    let closing: Promise<void> | undefined;
    const close = (): Promise<void> => {
      options.signal?.removeEventListener('abort', onAbort);
      closing ??= stop(server).finally(() => org.close());
      return closing;
    };
    const onAbort = (): void => void close();
    options.signal?.addEventListener('abort', onAbort);
    if (options.signal?.aborted) await close();
    return { url, port, orgId: org.orgId, close };
  } catch (error) {
    org.close();
    throw error;
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'another program uses it' : error.message;
      const help = 'choose another port, or 0 for any free one';
      reject(new FlowrunError('ORG', `the embedded org cannot listen on port ${port}: ${why}`, { help, cause: error }));
    });
    server.listen(port, HOST, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** Idle connections end at once, busy ones after their request or the grace time. */
function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
