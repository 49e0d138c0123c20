import { setTimeout as sleep } from 'node:timers/promises';
import { FlowrunError } from '../../errors.ts';
import type { EffectOf, WaitFor } from '../../model/interview.ts';
import type { Value, Values } from '../../model/value.ts';
import { equal } from '../../values/comparison.ts';
import { findKey } from '../../values/fields.ts';
import type { Performers } from '../ports.ts';

/** A platform event that comes while the flow waits. */
export interface DeliveredEvent {
  /** Its API name: `Order_Shipped__e`. */
  readonly event: string;
  readonly payload: Values;
}

export interface WaitOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Events in the order in which they come; each is taken by the first wait that it fits. */
  readonly events?: readonly DeliveredEvent[];
  /** Time is not waited for: it passes at once. Hears how late it is then. */
  readonly passTime?: (at: number) => void;
}

/** What a person at a terminal may be made to wait for: milliseconds. */
const PATIENCE = 60_000;

type Alarm = Extract<WaitFor, { readonly at: number }>;

/**
 * Performs waits: an alarm that is due comes first, then an event that was given, then the earliest alarm, whose time is
 * waited for where it is short or passes at once where the host says so.
 * @throws FlowrunError `WAITING` for what would take too long, or never come.
 */
export function waitPerformer(options: WaitOptions): Performers['wait'] {
  const { now, passTime } = options;
  const events = [...(options.events ?? [])];
  return async (effect, _interview, signal) => {
    const woke = (name: string, at: number, payload: Values) =>
      ({ kind: 'woke', answers: effect.id, at, name, payload }) as const;
    const alarm = earliest(effect.until);
    if (alarm && alarm.at <= now()) return woke(alarm.name, now(), {});
    const index = events.findIndex((event) => effect.until.some((one) => fits(event, one)));
    const [event] = index < 0 ? [] : events.splice(index, 1);
    const waited = event && effect.until.find((one) => fits(event, one));
    if (event && waited) return woke(waited.name, now(), event.payload);
    if (!alarm || (!passTime && alarm.at - now() > PATIENCE)) throw stillWaiting(effect, alarm);
    if (passTime) passTime(alarm.at);
    else await pause(alarm.at - now(), signal);
    return woke(alarm.name, Math.max(alarm.at, now()), {});
  };
}

/** The first by its time; the first in the file where two are due together. */
export function earliest(until: readonly WaitFor[]): Alarm | undefined {
  return until.filter((one): one is Alarm => 'at' in one).toSorted((a, b) => a.at - b.at)[0];
}

/** Whether the wait is for an event of this kind, with these values. */
function fits({ event, payload }: DeliveredEvent, waited: WaitFor): boolean {
  if (!('event' in waited) || waited.event.toLowerCase() !== event.toLowerCase()) return false;
  const held = (name: string): Value => payload[findKey(payload, name) ?? ''] ?? null;
  return Object.entries(waited.match).every(([name, value]) => equal(held(name), value));
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new FlowrunError('CANCELLED', 'the flow was cancelled');
  }
}

function stillWaiting({ element, until }: EffectOf<'wait'>, alarm: Alarm | undefined): FlowrunError {
  const times = alarm ? [`${alarm.name} at ${new Date(alarm.at).toISOString()}`] : [];
  const events = until.flatMap((one) =>
    'event' in one ? [`${one.name} (${one.event} ${JSON.stringify(one.match)})`] : [],
  );
  return new FlowrunError('WAITING', `${element} waits for ${[...times, ...events].join(' or ')}`, {
    help: alarm
      ? '--skip-waits goes on as if that time had come'
      : `--event '${eventIn(until)}={…}' brings the event along`,
  });
}

function eventIn(until: readonly WaitFor[]): string {
  return until.flatMap((one) => ('event' in one ? [one.event] : []))[0] ?? 'Event__e';
}
