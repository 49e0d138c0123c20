import { UsageError } from '../../errors.ts';
import type { CalloutEffect, FlowEvent } from '../../model/interview.ts';
import type { Value } from '../../model/value.ts';
import type { Layer } from '../ports.ts';

/** A reply that a callout gets without being sent: any status, headers, and a parsed body. */
export interface StubbedReply {
  readonly status: number;
  /** Left out = `content-type: application/json`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Left out = an empty body (null). */
  readonly body?: Value;
}

/** No reply at all: the callout fails with this fault. */
export interface StubbedFault {
  readonly fault: { readonly code?: string; readonly message: string };
}

export type Stub = StubbedReply | StubbedFault;

/** Stubs by element (`Create_Account`, or `flow.Create_Account` where several flows have one); a list answers call by call. */
export type Stubs = Readonly<Record<string, Stub | readonly Stub[]>>;

export interface StubOptions {
  /** Milliseconds since 1970; `Date.now` unless given. */
  readonly now?: () => number;
}

const JSON_HEADERS = { 'content-type': 'application/json;charset=UTF-8' } as const;

/**
 * Answers callouts by the element that makes them; elements without a stub go on to the performer below.
 * @throws UsageError (when performing) where a list has no answer left: a test that stubs two calls wants to know of a third.
 */
export function stubCallouts(stubs: Stubs, options: StubOptions = {}): Layer {
  const { now = Date.now } = options;
  const byName = new Map(Object.entries(stubs).map(([name, stub]) => [name.toLowerCase(), stub]));
  const calls = new Map<string, number>();

  const stubFor = (effect: CalloutEffect): Stub | undefined => {
    const name = [`${effect.flow}.${effect.element}`, effect.element].find((key) => byName.has(key.toLowerCase()));
    if (name === undefined) return undefined;
    const stub = byName.get(name.toLowerCase());
    if (!isList(stub)) return stub;
    const call = (calls.get(name) ?? 0) + 1;
    calls.set(name, call);
    const answer = stub[call - 1];
    if (answer !== undefined) return answer;
    throw new UsageError(
      `${effect.element} was called ${call} times, and its stub has ${stub.length} answers`,
      'add an answer to the list, or give one answer without a list: it serves every call',
    );
  };

  return (inner) => ({
    ...inner,
    callout: async (effect, interview, signal) => {
      const stub = stubFor(effect);
      return stub === undefined ? inner.callout(effect, interview, signal) : eventOf(stub, effect, now());
    },
  });
}

function isList(stub: Stub | readonly Stub[] | undefined): stub is readonly Stub[] {
  return Array.isArray(stub);
}

function eventOf(stub: Stub, effect: CalloutEffect, at: number): FlowEvent {
  const told = { answers: effect.id, at };
  if ('fault' in stub) {
    const { code = 'CALLOUT_UNREACHABLE', message } = stub.fault;
    return { ...told, kind: 'failed', fault: { code, message } };
  }
  return {
    ...told,
    kind: 'responded',
    status: stub.status,
    headers: stub.headers ?? JSON_HEADERS,
    body: stub.body ?? null,
  };
}
