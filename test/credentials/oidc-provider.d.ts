/** The little we use of oidc-provider, which ships no types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  interface Context {
    readonly path: string;
    readonly query: Readonly<Record<string, string>>;
    readonly oidc?: { readonly body?: Readonly<Record<string, string>> };
    get(header: string): string;
  }

  export default class Provider {
    constructor(issuer: string, configuration: object);
    /** Middleware of Koa; the request is parsed once `next` has returned. */
    use(middleware: (context: Context, next: () => Promise<void>) => Promise<void>): void;
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  }
}
