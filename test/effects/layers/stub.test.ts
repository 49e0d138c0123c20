import { describe, expect, it } from 'vitest';
import { type Performers, type Stubs, stubCallouts } from '../../../src/effects/index.ts';
import { noPerformers } from '../../../src/effects/no-performers.ts';
import { compileFlow, startInterview } from '../../../src/interview/index.ts';
import type { CalloutEffect } from '../../../src/model/interview.ts';
import { around, callout, context, flow } from '../../interview/build.ts';

const NEVER = new AbortController().signal;
const of = flow([callout('Send', null)]);
const interview = startInterview(compileFlow(of, around(of)), {}, context);

function effect(element: string, id = 1): CalloutEffect {
  const request = {
    namedCredential: 'Api',
    method: 'GET',
    path: '/',
    headers: {},
    body: null,
    runInMode: 'DefaultMode',
  } as const;
  return { kind: 'callout', id, flow: 'Test_Flow', element, key: `i:main:${id}`, request };
}
const refusing: Performers = {
  ...noPerformers(),
  callout: async ({ id }) => ({ kind: 'failed', answers: id, at: 0, fault: { code: 'INNER', message: 'not stubbed' } }),
};
const stubbed = (stubs: Stubs) => {
  const { callout: perform } = stubCallouts(stubs, { now: () => 42 })(refusing);
  return (element: string, id?: number) => perform(effect(element, id), interview, NEVER);
};

describe('stubCallouts', () => {
  it('answers with status, headers and body, every time', async () => {
    const call = stubbed({ Send: { status: 201, headers: { location: '/1' }, body: { id: '1' } } });
    const reply = {
      kind: 'responded',
      answers: 1,
      at: 42,
      status: 201,
      headers: { location: '/1' },
      body: { id: '1' },
    };
    expect(await call('Send')).toEqual(reply);
    expect(await call('Send', 7)).toEqual({ ...reply, answers: 7 });
  });

  it('has JSON headers and an empty body where nothing is said', async () => {
    expect(await stubbed({ Send: { status: 204 } })('Send')).toMatchObject({
      body: null,
      headers: { 'content-type': 'application/json;charset=UTF-8' },
    });
  });

  it('fails with a fault instead of a reply', async () => {
    const call = stubbed({ Send: { fault: { code: 'CALLOUT_TIMEOUT', message: 'Read timed out' } } });
    expect(await call('Send')).toEqual({
      kind: 'failed',
      answers: 1,
      at: 42,
      fault: { code: 'CALLOUT_TIMEOUT', message: 'Read timed out' },
    });
  });

  it('answers call by call from a list, and refuses one call too many', async () => {
    const call = stubbed({ Send: [{ status: 500 }, { status: 200 }] });
    expect([await call('Send', 1), await call('Send', 2)]).toMatchObject([{ status: 500 }, { status: 200 }]);
    await expect(call('Send', 3)).rejects.toMatchObject({
      code: 'USAGE',
      message: 'Send was called 3 times, and its stub has 2 answers',
    });
  });

  it('leaves other elements to the performer below', async () => {
    expect(await stubbed({ Send: { status: 200 } })('Other')).toMatchObject({
      kind: 'failed',
      fault: { code: 'INNER' },
    });
  });

  it('tells elements of several flows apart by the name of the flow, which comes first', async () => {
    const call = stubbed({ Send: { status: 200 }, 'Test_Flow.Send': { status: 202 } });
    expect(await call('Send')).toMatchObject({ status: 202 });
  });

  it('does not mind the case of a name, as an org does not', async () => {
    expect(await stubbed({ sEND: { status: 200 } })('Send')).toMatchObject({ status: 200 });
  });
});
