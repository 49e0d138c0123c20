import { RecordError, type RecordProblem } from '../records/index.ts';
import { ApiError } from './api-error.ts';
import { type JsonPlace, scanJson } from './json-scanner.ts';

/** A request body that was read, with its text for the places in errors. */
export interface JsonBody {
  readonly text: string;
  readonly value: unknown;
}

const parserError = (message: string, { line, column }: JsonPlace): ApiError =>
  new ApiError('JSON_PARSER_ERROR', `${message} at [line:${line}, column:${column}]`);

/**
 * Reads the body of a request.
 * @throws ApiError UNSUPPORTED_MEDIA_TYPE for another content type than JSON, JSON_PARSER_ERROR in Jackson's words
 */
export async function readJsonBody(request: Request): Promise<JsonBody> {
  const type = request.headers.get('content-type') ?? '';
  const text = await request.text();
  if (text.trim() === '') {
    const message = 'The HTTP entity body is required, but this request has no entity body.';
    throw new ApiError('JSON_PARSER_ERROR', message);
  }
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(type)) {
    throw new ApiError('UNSUPPORTED_MEDIA_TYPE', 'Unsupported Media Type');
  }
  try {
    return { text, value: JSON.parse(text) as unknown };
  } catch {
    const { flaw } = scanJson(text);
    throw parserError(flaw?.message ?? 'Unexpected character', flaw?.place ?? { line: 1, column: 1 });
  }
}

/** An object with members. @throws ApiError JSON_PARSER_ERROR for anything else */
export function asObject(value: unknown, body: JsonBody, path = ''): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  const token = Array.isArray(value) ? 'START_ARRAY value [' : `VALUE value ${JSON.stringify(value)}`;
  const message = `Cannot deserialize instance of sobject from ${token} or request may be missing a required field`;
  throw parserError(message, scanJson(body.text).places.get(path) ?? { line: 1, column: 1 });
}

/**
 * Adds the place in the body to a problem with a value's type, as Salesforce does.
 * @param path of the record in the body: `` or `records.3`
 */
export function placeProblem(problem: RecordProblem, body: JsonBody, path: string): RecordProblem {
  const { valueField, ...rest } = problem;
  if (valueField === undefined) return problem;
  const { places } = scanJson(body.text);
  const wanted = (path === '' ? valueField : `${path}.${valueField}`).toLowerCase();
  const [, place] = [...places].find(([name]) => name.toLowerCase() === wanted) ?? [];
  const at = place === undefined ? '' : ` at [line:${place.line}, column:${place.column}]`;
  return { ...rest, message: rest.message + at };
}

/** Runs work on a record of a body; value problems come out with their places. */
export async function withPlaces<T>(body: JsonBody, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    const [first, ...rest] = error.problems;
    throw new RecordError(placeProblem(first, body, ''), ...rest.map((problem) => placeProblem(problem, body, '')));
  }
}
