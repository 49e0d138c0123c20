import type { DeclaredResponse, HttpCalloutElement, NamedExpression } from '../model/elements.ts';
import type { CalloutRequest, Fault, FlowEvent } from '../model/interview.ts';
import type { ResourceType, Value, Values } from '../model/value.ts';
import { describeReply } from '../values/api-error.ts';
import { toText } from '../values/text.ts';
import { type CompileContext, type ElementDefinition, type Read, type Turn, WAIT } from './define-element.ts';

type Responded = Extract<FlowEvent, { kind: 'responded' }>;

/**
 * HTTP Callout: one request through a named credential. A status of 300 or more is an error and takes the fault path
 * (reference: credentials C3); the reply's body is stored under the status class that declares it (`{!X.2XX.id}`).
 */
export const httpCallout: ElementDefinition<'httpCallout'> = {
  type: 'httpCallout',
  boundary: 'needs-clean',
  raises: 'callout',
  connectors: (element) => [
    { name: 'next', connector: element.next },
    { name: 'fault', connector: element.fault },
  ],
  declares: (element) => [
    { name: element.name, place: element.place, what: 'HTTP callout', type: outputType(element) },
  ],
  compile: (element, context) => {
    const request = compileRequest(element, context);
    const store = context.store(element.name);
    const next = context.to(element.next);
    return {
      enter: (turn) => turn.raise({ kind: 'callout', request: request(turn) }),
      resume: (turn, event) => {
        if (event.kind === 'failed') return turn.fault(event.fault);
        if (event.kind !== 'responded') return WAIT;
        if (event.status >= 300 && element.onHttpError === 'fault') return turn.fault(statusFault(element, event));
        const unlike = bodyFault(element, event);
        if (unlike) return turn.fault(unlike);
        store(turn, outputsOf(element.responses, event));
        return next;
      },
      ...(element.fault ? { fault: context.to(element.fault) } : {}),
    };
  },
};

/** What `{!Element.…}` offers: the status, the headers and each declared reply. */
function outputType(element: HttpCalloutElement): ResourceType {
  const fields: Record<string, ResourceType> = {
    responseCode: { dataType: 'Number' },
    headers: { dataType: 'Apex' },
  };
  for (const { key, type } of element.responses) fields[key] = type;
  return { dataType: 'Apex', fields };
}

/** The most exact declared key wins: `201`, then `2XX`, then `default`. */
function declaredFor(status: number, declared: readonly DeclaredResponse[]): DeclaredResponse | undefined {
  const wanted = [String(status), `${String(status).charAt(0)}XX`, 'DEFAULT'];
  return wanted
    .map((name) => declared.find(({ key }) => key.toUpperCase() === name))
    .find((response) => response !== undefined);
}

/** An undeclared success is stored as `2XX`. */
function outputsOf(declared: readonly DeclaredResponse[], event: Responded): Values {
  const key = declaredFor(event.status, declared)?.key ?? `${String(event.status).charAt(0)}XX`;
  return { responseCode: event.status, headers: headerFields(event.headers), [key]: event.body };
}

/** Text where an object or a list was declared: a page of a proxy, JSON that was cut off. Fields of it would all be null. */
function bodyFault(element: HttpCalloutElement, event: Responded): Fault | null {
  const declared = declaredFor(event.status, element.responses);
  if (typeof event.body !== 'string' || !declared) return null;
  if (declared.type.dataType !== 'Apex' && declared.type.collection !== true) return null;
  const type = event.headers['content-type'];
  return {
    code: 'CALLOUT_BODY',
    message: `The reply with status ${event.status} is no JSON${type === undefined ? '' : `: its content type is ${type}`}.`,
    help: `responses declares fields for ${declared.key}: check the path, or that no proxy or login page answers instead`,
    element: element.name,
    detail: { status: event.status, headers: event.headers, body: event.body },
  };
}

/** Headers of the reply by names that a merge field can hold: `{!Call.headers.retry_after}`. */
function headerFields(headers: Readonly<Record<string, string>>): Values {
  const fields: Record<string, Value> = {};
  for (const name of Object.keys(headers)) fields[headerField(name)] = headers[name] ?? null;
  return fields;
}

/** Servers send the same few names over and over. */
const HEADER_FIELDS = new Map<string, string>();
const MOST_HEADER_FIELDS = 500;

function headerField(name: string): string {
  const known = HEADER_FIELDS.get(name);
  if (known !== undefined) return known;
  const field = name.toLowerCase().replaceAll(/\W/g, '_');
  if (HEADER_FIELDS.size < MOST_HEADER_FIELDS) HEADER_FIELDS.set(name, field);
  return field;
}

function statusFault(element: HttpCalloutElement, event: Responded): Fault {
  const what = describeReply(event.body);
  return {
    code: 'CALLOUT_STATUS',
    message: `The callout answered with status ${event.status}${what === null ? '.' : `: ${what}`}`,
    element: element.name,
    detail: { status: event.status, headers: event.headers, body: event.body },
  };
}

function compileRequest(element: HttpCalloutElement, context: CompileContext): Read<CalloutRequest> {
  const path = compilePath(element, context);
  const query = element.query.map((row) => compilePair(row, context));
  const headers = element.headers.map((row) => compilePair(row, context));
  const body: Read = element.body ? context.json(element.body) : () => null;
  const options = {
    ...(element.bodyType === 'json' ? {} : { bodyType: element.bodyType }),
    ...(element.compressed ? { compressed: true as const } : {}),
    ...(element.timeout === undefined ? {} : { timeout: element.timeout }),
    ...(element.retry ? { retry: element.retry } : {}),
    ...(element.paginate ? { paginate: element.paginate } : {}),
  };
  return (turn) => ({
    namedCredential: element.namedCredential.name,
    method: element.method,
    path: withQuery(path(turn), query, turn),
    headers: headersOf(headers, turn),
    body: body(turn),
    ...options,
    runInMode: context.flow.runInMode,
  });
}

type Pair = { readonly name: string; readonly read: Read<string | null> };

function compilePair({ name, value }: NamedExpression, context: CompileContext): Pair {
  const read = context.read(value);
  const type = context.typeOf(value);
  return {
    name,
    read: (turn) => {
      const given = read(turn);
      return given === null ? null : toText(given, type, turn);
    },
  };
}

/** Merge fields in the path are encoded: a blank or `/` in a value cannot change which resource is meant. */
function compilePath(element: HttpCalloutElement, context: CompileContext): Read<string> {
  const parts = element.path.parts.map((part): Read<string> => {
    if (typeof part === 'string') return () => part;
    const read = context.read(part);
    const type = context.typeOf(part);
    return (turn) => encodeURIComponent(toText(read(turn), type, turn));
  });
  return (turn) => parts.map((part) => part(turn)).join('');
}

/** Keys without a value are left out, as an org leaves out optional query keys that are not set. */
function withQuery(path: string, query: readonly Pair[], turn: Turn): string {
  const pairs: string[] = [];
  for (const { name, read } of query) {
    const value = read(turn);
    if (value !== null) pairs.push(`${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  }
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

function headersOf(headers: readonly Pair[], turn: Turn): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const { name, read } of headers) {
    const value: Value = read(turn);
    if (value !== null) values[name] = value;
  }
  return values;
}
