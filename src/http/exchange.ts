import type { HttpRequest, HttpResult } from './client.ts';

/** One request as it was sent, and what came back: token requests and repeated attempts are exchanges of their own. */
export interface HttpExchange {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly milliseconds: number;
  readonly request: HttpRequest;
  readonly result: HttpResult;
}

/** A part of a body of bytes: of a multipart body, or the whole of a binary one. */
export interface SentPart {
  /** Null where the part is the whole body. */
  readonly name: string | null;
  /** Null for text that has none of its own. */
  readonly contentType: string | null;
  readonly fileName: string | null;
  /** Path in the project of the file that it was read from; null where it was not. */
  readonly file: string | null;
  /** Null for bytes, which nobody shows. */
  readonly text: string | null;
  /** Its size. */
  readonly bytes: number;
}

/** An exchange without its secrets: what may leave the program. */
export interface MaskedExchange {
  readonly startedAt: number;
  readonly milliseconds: number;
  readonly method: string;
  readonly url: string;
  /** In the order in which they are sent; one that is sent twice stands here twice. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Null = it has none; of bytes what they consist of, a line for each part. */
  readonly body: string | null;
  /** What a body of bytes consists of; left out for text. */
  readonly parts?: readonly SentPart[];
  /** Size of a body of bytes; left out for text. */
  readonly bodyBytes?: number;
  readonly response: MaskedResponse | null;
  /** Why no reply came; null where one did. */
  readonly failure: string | null;
}

export interface MaskedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
