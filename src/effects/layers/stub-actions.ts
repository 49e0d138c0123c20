import { UsageError } from '../../errors.ts';
import type { Values } from '../../model/value.ts';
import type { Layer } from '../ports.ts';

/** What an action answers without being run: its outputs, or a fault. */
export type ActionStub =
  | { readonly outputs?: Values }
  | { readonly fault: { readonly code?: string; readonly message: string } };

/** Stubs by element (`Send_Mail`, or `flow.Send_Mail`); a list answers call by call. */
export type ActionStubs = Readonly<Record<string, ActionStub | readonly ActionStub[]>>;

/**
 * Answers actions by the element that runs them; others go on to the performer below.
 * @throws UsageError (when performing) where a list has no answer left.
 */
export function stubActions(stubs: ActionStubs, now: () => number = Date.now): Layer {
  const byName = new Map(Object.entries(stubs).map(([name, stub]) => [name.toLowerCase(), stub]));
  const calls = new Map<string, number>();
  return (inner) => ({
    ...inner,
    action: async (effect, interview, signal) => {
      const place = effect.screenAction ?? effect.element;
      const keys = [`${effect.flow}.${place}`, place].map((key) => key.toLowerCase());
      const key = keys.find((one) => byName.has(one));
      const stub = key === undefined ? undefined : byName.get(key);
      if (key === undefined || stub === undefined) return inner.action(effect, interview, signal);
      const call = calls.get(key) ?? 0;
      calls.set(key, call + 1);
      const answer = isList(stub) ? stub[call] : stub;
      if (answer === undefined) {
        throw new UsageError(
          `${place} was run ${call + 1} times, and its stub has ${call} answers`,
          'add an answer to the list, or give one answer without a list: it serves every call',
        );
      }
      const told = { answers: effect.id, at: now() };
      if (!('fault' in answer)) return { ...told, kind: 'acted', outputs: answer.outputs ?? {} };
      const { code = 'ACTION_FAILED', message } = answer.fault;
      return { ...told, kind: 'failed', fault: { code, message } };
    },
  });
}

function isList(stub: ActionStub | readonly ActionStub[]): stub is readonly ActionStub[] {
  return Array.isArray(stub);
}
