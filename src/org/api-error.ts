import { FlowrunError } from '../errors.ts';
import { RecordError, type RecordProblem } from '../records/index.ts';

/** An error of the REST API that is not about a record: a session, a path, a method, a body. */
export class ApiError extends FlowrunError {
  readonly errorCode: string;
  readonly status: ErrorStatus;

  constructor(errorCode: string, message: string) {
    super('ORG', message);
    this.errorCode = errorCode;
    this.status = statusOf(errorCode);
  }
}

export type ErrorStatus = 400 | 401 | 403 | 404 | 405 | 413 | 415 | 500;

/** HTTP statuses by code; 400 for all others (reference/credentials-and-callouts.md D3). */
const STATUSES: Readonly<Record<string, ErrorStatus>> = {
  INVALID_SESSION_ID: 401,
  REQUEST_LIMIT_EXCEEDED: 403,
  INSUFFICIENT_ACCESS: 403,
  NOT_FOUND: 404,
  ENTITY_IS_DELETED: 404,
  METHOD_NOT_ALLOWED: 405,
  REQUEST_ENTITY_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  UNKNOWN_EXCEPTION: 500,
};

function statusOf(errorCode: string): ErrorStatus {
  return STATUSES[errorCode] ?? 400;
}

export interface ErrorReply {
  readonly status: ErrorStatus;
  /** The JSON array of an error reply. */
  readonly body: readonly {
    readonly message: string;
    readonly errorCode: string;
    readonly fields?: readonly string[];
  }[];
}

/** The error array of anything thrown: Salesforce's for its errors, 500 with the message for those of this machine. */
export function errorReply(error: unknown): ErrorReply {
  if (error instanceof ApiError) {
    return { status: error.status, body: [{ message: error.message, errorCode: error.errorCode }] };
  }
  if (error instanceof RecordError) {
    return { status: statusOf(error.problems[0].errorCode), body: error.problems.map(toEntry) };
  }
  const message = `An unexpected error occurred: ${error instanceof Error ? error.message : String(error)}`;
  return { status: 500, body: [{ message, errorCode: 'UNKNOWN_EXCEPTION' }] };
}

function toEntry({ message, errorCode, fields }: RecordProblem): ErrorReply['body'][number] {
  return fields.length === 0 ? { message, errorCode } : { message, errorCode, fields };
}

export const resourceNotFound = (): ApiError => new ApiError('NOT_FOUND', 'The requested resource does not exist');

export const methodNotAllowed = (method: string, allowed: readonly string[]): ApiError =>
  new ApiError('METHOD_NOT_ALLOWED', `HTTP Method '${method}' not allowed. Allowed are ${allowed.join(',')}`);

export const sessionInvalid = (): ApiError => new ApiError('INVALID_SESSION_ID', 'Session expired or invalid');
