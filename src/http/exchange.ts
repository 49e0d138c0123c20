import type { HttpRequest, HttpResult } from './client.ts';

/** One request as it was sent, and what came back: token requests and repeated attempts are exchanges of their own. */
export interface HttpExchange {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly milliseconds: number;
  readonly request: HttpRequest;
  readonly result: HttpResult;
}

/** An exchange without its secrets: what may leave the program. */
export interface MaskedExchange {
  readonly startedAt: number;
  readonly milliseconds: number;
  readonly method: string;
  readonly url: string;
  /** In the order in which they are sent; one that is sent twice stands here twice. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Null = it has none; files in it only by their size. */
  readonly body: string | null;
  /** Bytes of the body as it was sent. */
  readonly bodySize: number;
  /** The body was bytes: sent as it stands here it would be another. */
  readonly hasFiles: boolean;
  readonly response: MaskedResponse | null;
  /** Why no reply came; null where one did. */
  readonly failure: string | null;
}

export interface MaskedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
