import type { ConnectedApp } from '../../model/org.ts';
import type { OrgContext } from '../context.ts';
import type { Refusal } from './refusals.ts';

/** A token request. */
export interface GrantRequest {
  readonly form: URLSearchParams;
  /** The `Authorization` header. */
  readonly authorization: string | undefined;
  /** The address that the client used, which assertions may name as their audience. */
  readonly audience: string;
}

/** For whom a token is issued. */
export interface Granted {
  readonly app: ConnectedApp;
  readonly userId: string;
  readonly scopes: readonly string[];
  /** What a person consented to in a browser; left out = nobody was asked. */
  readonly authorization?: {
    readonly id: string;
    readonly refreshToken: string | undefined;
    readonly nonce: string | null;
  };
}

/** One grant type of OAuth: a file of this folder exports one, `index.ts` lists them all. */
export type Grant = (request: GrantRequest, org: OrgContext) => Promise<Granted | Refusal>;
