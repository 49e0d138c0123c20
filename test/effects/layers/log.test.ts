import { describe, expect, it } from 'vitest';
import { CREDENTIAL_FAULTS } from '../../../src/credentials/faults.ts';
import { type LoggedCallout, logCallouts } from '../../../src/effects/index.ts';
import { noPerformers } from '../../../src/effects/no-performers.ts';
import { compileFlow, startInterview } from '../../../src/interview/index.ts';
import type { CalloutEffect, FlowEvent } from '../../../src/model/interview.ts';
import { around, callout, context, flow } from '../../interview/build.ts';

const of = flow([callout('Send', null)]);
const interview = startInterview(compileFlow(of, around(of)), {}, context);
const effect = interview.pending as CalloutEffect;

async function logged(event: FlowEvent): Promise<LoggedCallout | undefined> {
  const told: LoggedCallout[] = [];
  let clock = 100;
  const tick = () => {
    clock += 5;
    return clock;
  };
  const { callout: perform } = logCallouts(
    (made) => told.push(made),
    tick,
  )({ ...noPerformers(), callout: async () => event });
  expect(await perform(effect, interview, new AbortController().signal)).toBe(event);
  expect(told).toHaveLength(1);
  return told[0];
}
const failing = (code: string): FlowEvent => ({ kind: 'failed', answers: 1, at: 0, fault: { code, message: 'No.' } });

describe('logCallouts', () => {
  it('tells the request, the reply and how long it took', async () => {
    const event: FlowEvent = { kind: 'responded', answers: 1, at: 0, status: 404, headers: { a: 'b' }, body: ['x'] };
    expect(await logged(event)).toEqual({
      flow: 'Test_Flow',
      element: 'Send',
      request: effect.request,
      status: 404,
      headers: { a: 'b' },
      body: ['x'],
      fault: null,
      sent: true,
      milliseconds: 5,
    });
  });

  it.each(['CALLOUT_TIMEOUT', 'CALLOUT_UNREACHABLE', 'CALLOUT_BROKEN', 'TOKEN_REFRESH'])(
    '%s: the request was sent',
    async (code) => {
      expect(await logged(failing(code))).toMatchObject({ status: null, sent: true, fault: { code } });
    },
  );

  const early = Object.keys(CREDENTIAL_FAULTS).filter((code) => code !== 'TOKEN_REFRESH');
  it.each([...early, 'CALLOUT_INVALID', 'CALLOUT_DISABLED'])('%s: nothing was sent', async (code) => {
    expect(await logged(failing(code))).toMatchObject({ sent: false });
  });

  it('lets a rejection through untold', async () => {
    const told: LoggedCallout[] = [];
    const broken = new TypeError('broken');
    const { callout: perform } = logCallouts((made) => told.push(made))({
      ...noPerformers(),
      callout: async () => {
        throw broken;
      },
    });
    await expect(perform(effect, interview, new AbortController().signal)).rejects.toBe(broken);
    expect(told).toEqual([]);
  });
});
