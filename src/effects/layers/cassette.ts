import { UsageError } from '../../errors.ts';
import type { CalloutEffect, CalloutRequest, FlowEvent } from '../../model/interview.ts';
import type { Value, Values } from '../../model/value.ts';
import { stringifyJson } from '../../values/json.ts';
import type { Layer } from '../ports.ts';

/** What a run called and what it got, without secrets, in order. */
export interface Cassette {
  readonly callouts: readonly RecordedCallout[];
}

export interface RecordedCallout {
  readonly flow: string;
  readonly element: string;
  readonly request: RecordedRequest;
  readonly reply: RecordedReply | RecordedFault;
}

/** What counts when a callout is compared with the one that was recorded. */
export type RecordedRequest = Pick<CalloutRequest, 'namedCredential' | 'method' | 'path' | 'headers' | 'body'>;

export interface RecordedReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Value;
}

/** No reply came. */
export interface RecordedFault {
  readonly fault: { readonly code: string; readonly message: string };
}

/** Takes secrets out of what is kept: `Redactor`'s `text`, `value` and `headers`. */
export interface CassetteMask {
  text(text: string): string;
  value(value: Value): Value;
  headers(headers: Readonly<Record<string, string>>): Record<string, string>;
}

/** Headers that differ with every call and mean nothing to a flow, or that hold a session. */
const VOLATILE = new Set(['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding', 'set-cookie']);

/** Keeps every callout and its reply; masked when it is kept, so that no cassette ever held a secret. */
export function recordCallouts(keep: (callout: RecordedCallout) => void, mask: CassetteMask): Layer {
  return (inner) => ({
    ...inner,
    callout: async (effect, interview, signal) => {
      const event = await inner.callout(effect, interview, signal);
      const { flow, element } = effect;
      const reply = replyOf(event, mask);
      if (reply) keep({ flow, element, request: maskedRequest(effect.request, mask), reply });
      return event;
    },
  });
}

function maskedRequest(
  { namedCredential, method, path, headers, body }: CalloutRequest,
  mask: CassetteMask,
): RecordedRequest {
  return { namedCredential, method, path: mask.text(path), headers: mask.headers(headers), body: mask.value(body) };
}

function replyOf(event: FlowEvent, mask: CassetteMask): RecordedCallout['reply'] | null {
  if (event.kind === 'failed') {
    const { code, message } = event.fault;
    return { fault: { code, message: mask.text(message) } };
  }
  if (event.kind !== 'responded') return null;
  const headers = Object.entries(mask.headers(event.headers)).filter(([name]) => !VOLATILE.has(name.toLowerCase()));
  return { status: event.status, headers: Object.fromEntries(headers), body: mask.value(event.body) };
}

/** A cassette that is being played. */
export interface PlayedCassette {
  readonly layer: Layer;
  /** Callouts that were recorded and not made; told when the run has ended. */
  unused(): readonly RecordedCallout[];
}

/**
 * Answers callouts from a cassette, strictly: each has to be the next one that was recorded, with the same request. Nothing is
 * sent.
 * @param source the cassette's file, for messages.
 * @throws UsageError (when performing) that says how a callout differs from the recorded one, or that none is left.
 */
export function replayCallouts(
  { callouts }: Cassette,
  mask: CassetteMask,
  { source, now = Date.now }: { readonly source: string; readonly now?: () => number },
): PlayedCassette {
  let next = 0;
  const answer = (effect: CalloutEffect): FlowEvent => {
    const recorded = callouts[next];
    const made = { flow: effect.flow, element: effect.element, request: maskedRequest(effect.request, mask) };
    const nth = `callout ${next + 1} of the run, ${placeOf(made)},`;
    if (recorded === undefined) {
      throw new UsageError(`${nth} is not in ${source}, which has ${callouts.length}`, RECORD_ANEW);
    }
    const differences = differencesOf(recorded, made);
    if (differences.length > 0) {
      throw new UsageError(`${nth} is not the one in ${source}:\n${differences.join('\n')}`, RECORD_ANEW);
    }
    next += 1;
    const told = { answers: effect.id, at: now() };
    const { reply } = recorded;
    if ('fault' in reply) return { ...told, kind: 'failed', fault: reply.fault };
    return { ...told, kind: 'responded', status: reply.status, headers: reply.headers, body: reply.body };
  };
  return {
    layer: (inner) => ({ ...inner, callout: async (effect) => answer(effect) }),
    unused: () => callouts.slice(next),
  };
}

const RECORD_ANEW = 'where the flow is right, record it anew: flowrun test -u';

/** `Create_Account of create-account`. */
export function placeOf({ flow, element }: Pick<RecordedCallout, 'flow' | 'element'>): string {
  return `${element} of ${flow}`;
}

type Made = Omit<RecordedCallout, 'reply'>;

function differencesOf(recorded: Made, made: Made): readonly string[] {
  const { request: before } = recorded;
  const { request: now } = made;
  const rows: readonly (readonly [string, string, string])[] = [
    ['element', placeOf(recorded), placeOf(made)],
    ['named credential', before.namedCredential, now.namedCredential],
    ['method', before.method, now.method],
    ['path', before.path, now.path],
    ['headers', textOf(before.headers), textOf(now.headers)],
    ['body', textOf(before.body), textOf(now.body)],
  ];
  return rows.flatMap(([what, was, is]) =>
    isSame(was, is) ? [] : [`  ${what}`, `    recorded ${was}`, `    made     ${is}`],
  );
}

/** A mask in the recording stands for whatever was secret then. */
function isSame(recorded: string, made: string): boolean {
  if (recorded === made) return true;
  if (!recorded.includes('***')) return false;
  const pattern = recorded.split('***').map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  return new RegExp(`^${pattern.join('[\\s\\S]+?')}$`).test(made);
}

function textOf(value: Value | Values): string {
  return stringifyJson(sorted(value));
}

/** The order of keys says nothing. */
function sorted(value: Value): Value {
  if (Array.isArray(value)) return (value as readonly Value[]).map(sorted);
  if (typeof value !== 'object' || value === null || !isPlain(value)) return value;
  const entries = Object.entries(value as Values).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]));
}

/** Not an exact number, which is an object too. */
function isPlain(value: object): boolean {
  return Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null;
}
