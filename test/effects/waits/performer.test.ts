import { describe, expect, it } from 'vitest';
import { type DeliveredEvent, waitPerformer } from '../../../src/effects/index.ts';
import type { EffectOf, Interview, WaitFor } from '../../../src/model/interview.ts';

const NOW = Date.UTC(2026, 0, 31);
const DAY = 86_400_000;
const effect = (...until: readonly WaitFor[]): EffectOf<'wait'> => ({
  kind: 'wait',
  id: 7,
  flow: 'F',
  element: 'Pause',
  until,
});
const interview = {} as Interview;
const signal = new AbortController().signal;

function performer(events: readonly DeliveredEvent[] = [], passes: number[] | null = null) {
  const perform = waitPerformer({
    now: () => NOW,
    events,
    ...(passes ? { passTime: (at: number) => passes.push(at) } : {}),
  });
  return (...until: readonly WaitFor[]) => perform(effect(...until), interview, signal);
}

const shipped: WaitFor = { name: 'Shipped', event: 'Order_Shipped__e', match: { Number__c: 7 } };

describe('waits', () => {
  it('take an alarm that is due at once, the earliest first', async () => {
    const wait = performer();
    expect(await wait({ name: 'Late', at: NOW - 1 }, { name: 'First', at: NOW - 2 }, shipped)).toEqual({
      kind: 'woke',
      answers: 7,
      at: NOW,
      name: 'First',
      payload: {},
    });
  });

  it('take an event that fits, once, whatever the case of its names', async () => {
    const payload = { number__c: 7, Carrier__c: 'Pigeon' };
    const wait = performer([
      { event: 'Order_Shipped__e', payload: { Number__c: 8 } },
      { event: 'order_shipped__E', payload },
    ]);
    expect(await wait(shipped, { name: 'Late', at: NOW + DAY })).toMatchObject({ name: 'Shipped', payload });
    await expect(wait(shipped)).rejects.toThrow(/Pause waits for Shipped \(Order_Shipped__e {"Number__c":7}\)/);
  });

  it('really wait where it is short', async () => {
    const began = Date.now();
    const wait = waitPerformer({ now: Date.now });
    const woke = await wait(effect({ name: 'Soon', at: began + 30 }), interview, signal);
    expect(woke).toMatchObject({ kind: 'woke', name: 'Soon' });
    expect(woke.at).toBeGreaterThanOrEqual(began + 30);
  });

  it('say what would take too long, and let time pass where the host wants it', async () => {
    const late: WaitFor = { name: 'Late', at: NOW + DAY };
    await expect(performer()(late)).rejects.toMatchObject({
      code: 'WAITING',
      help: expect.stringContaining('--skip-waits'),
    });
    const passes: number[] = [];
    expect(await performer([], passes)(late)).toMatchObject({ name: 'Late', at: NOW + DAY });
    expect(passes).toEqual([NOW + DAY]);
  });

  it('end when they are cancelled', async () => {
    const cancel = new AbortController();
    const waiting = waitPerformer({ now: Date.now })(
      effect({ name: 'Soon', at: Date.now() + 50_000 }),
      interview,
      cancel.signal,
    );
    cancel.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});
