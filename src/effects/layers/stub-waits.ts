import { UsageError } from '../../errors.ts';
import type { Values } from '../../model/value.ts';
import type { Layer } from '../ports.ts';

/** Which event of a wait happens, by its name in the flow, and what a platform event brings along. */
export interface WaitStub {
  readonly event: string;
  readonly payload?: Values;
}

/** Stubs by element (`Wait_A_Day`, or `flow.Wait_A_Day`); a list answers wait by wait. */
export type WaitStubs = Readonly<Record<string, WaitStub | readonly WaitStub[]>>;

/**
 * Wakes waits by the element that waits; others go on to the performer below.
 * @param pass hears how late it is once the time of an alarm has come.
 * @throws UsageError (when performing) for an event that is not waited for, and where a list has no answer left.
 */
export function stubWaits(stubs: WaitStubs, now: () => number, pass: (at: number) => void): Layer {
  const byName = new Map(Object.entries(stubs).map(([name, stub]) => [name.toLowerCase(), stub]));
  const calls = new Map<string, number>();
  return (inner) => ({
    ...inner,
    wait: async (effect, interview, signal) => {
      const keys = [`${effect.flow}.${effect.element}`, effect.element].map((key) => key.toLowerCase());
      const key = keys.find((one) => byName.has(one));
      const stub = key === undefined ? undefined : byName.get(key);
      if (key === undefined || stub === undefined) return inner.wait(effect, interview, signal);
      const call = calls.get(key) ?? 0;
      calls.set(key, call + 1);
      const answer = isList(stub) ? stub[call] : stub;
      if (answer === undefined) {
        throw new UsageError(
          `${effect.element} waited ${call + 1} times, and its stub has ${call} answers`,
          'add an answer to the list, or give one answer without a list: it serves every wait',
        );
      }
      const waited = effect.until.find(({ name }) => name.toLowerCase() === answer.event.toLowerCase());
      if (!waited) {
        const names = effect.until.map(({ name }) => name).join(', ');
        throw new UsageError(`${effect.element} does not wait for ${answer.event} here`, `it waits for ${names}`);
      }
      if ('at' in waited) pass(waited.at);
      return { kind: 'woke', answers: effect.id, at: now(), name: waited.name, payload: answer.payload ?? {} };
    },
  });
}

function isList(stub: WaitStub | readonly WaitStub[]): stub is readonly WaitStub[] {
  return Array.isArray(stub);
}
