import { describe, expect, test } from 'vitest';
import { retryAfter } from '../../src/callouts/retry.ts';
import type { RetryPolicy } from '../../src/model/elements.ts';
import { json, type LoopbackServer, serve } from '../http/serve.ts';
import { orgAt, rig } from './fixtures.ts';

const retry: RetryPolicy = { count: 2, backoff: 1, maxWait: 1000 };
const open = { external: { protocol: 'No Authentication', variant: null } };

/** Answers with these statuses in turn, the last for ever. */
function inTurn(statuses: readonly number[], headers: Record<string, string> = {}): Promise<LoopbackServer> {
  let at = 0;
  return serve((_, response) => {
    json(response, statuses[Math.min(at++, statuses.length - 1)] ?? 500, {}, headers);
  });
}

describe('retry', () => {
  test.each([
    ['GET', [503, 200], retry, 2, 200],
    ['GET', [429, 500, 201], retry, 3, 201],
    ['GET', [503], retry, 3, 503],
    ['GET', [404], retry, 1, 404],
    ['DELETE', [502, 204], retry, 2, 204],
    ['POST', [503, 200], retry, 1, 503],
    ['PATCH', [503, 200], retry, 1, 503],
    ['POST', [503, 200], { ...retry, idempotencyKey: 'Idempotency-Key' }, 2, 200],
    ['GET', [503, 200], undefined, 1, 503],
  ] as const)('%s answered by %j', async (method, statuses, policy, sent, status) => {
    const server = await inTurn(statuses);
    const { call } = rig({ org: orgAt(server.url, open) });
    expect(await call({ method, ...(policy ? { retry: policy } : {}) })).toMatchObject({ kind: 'responded', status });
    expect(server.seen).toHaveLength(sent);
  });

  test('every attempt carries the same key', async () => {
    const server = await inTurn([500, 500, 200]);
    const { call } = rig({ org: orgAt(server.url, open) });
    await call({ retry: { ...retry, idempotencyKey: 'Idempotency-Key' } });
    expect(server.seen.map(({ headers }) => headers['idempotency-key'])).toEqual(Array(3).fill('run:main:7'));
  });

  test('a Retry-After longer than maxWait ends the attempts', async () => {
    const server = await inTurn([429, 200], { 'retry-after': '3600' });
    const { call } = rig({ org: orgAt(server.url, open) });
    expect(await call({ method: 'GET', retry })).toMatchObject({ status: 429 });
    expect(server.seen).toHaveLength(1);
  });

  test('a broken connection is tried again, and its fault is the last word', async () => {
    const server = await serve((_, response) => void response.destroy());
    const { call } = rig({ org: orgAt(server.url, open) });
    expect(await call({ method: 'GET', retry })).toMatchObject({ kind: 'failed', fault: { code: 'CALLOUT_BROKEN' } });
    expect(server.seen.length).toBeGreaterThanOrEqual(3);
  });

  test('a cancellation ends a wait', async () => {
    const server = await inTurn([503]);
    const { call } = rig({ org: orgAt(server.url, open) });
    const cancelled = call(
      { method: 'GET', retry: { ...retry, backoff: 60_000, maxWait: 60_000 } },
      'flow',
      AbortSignal.timeout(50),
    );
    await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

test.each([
  [undefined, null],
  ['2', 2000],
  ['soon', null],
  ['Thu, 01 Jan 1970 00:00:09 GMT', 8000],
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
])('Retry-After: %s', (header, milliseconds) => {
  expect(retryAfter(header, 1000)).toBe(milliseconds);
});

describe('bodies', () => {
  test.each([
    [
      'form',
      { a: 'x y', n: 1, list: ['p', 'q'], none: null, yes: true },
      'a=x+y&n=1&list=p&list=q&yes=true',
      'application/x-www-form-urlencoded',
    ],
    ['text', 'Grüße', 'Grüße', 'text/plain; charset=utf-8'],
    ['text', { a: 1 }, '{"a":1}', 'text/plain; charset=utf-8'],
    ['json', 'x', '"x"', 'application/json'],
  ] as const)('as %s: %j', async (bodyType, body, sent, type) => {
    const server = await serve((_, response) => json(response, 200, {}));
    const { call } = rig({ org: orgAt(server.url, open) });
    expect(await call({ bodyType, body })).toMatchObject({ kind: 'responded' });
    expect(server.seen).toMatchObject([{ body: sent, headers: { 'content-type': type } }]);
  });

  test.each([['x'], [{ a: { b: 1 } }], [[1]]])('%j is no form', async (body) => {
    const server = await serve((_, response) => json(response, 200, {}));
    const { call } = rig({ org: orgAt(server.url, open) });
    expect(await call({ bodyType: 'form', body })).toMatchObject({
      kind: 'failed',
      fault: { code: 'CALLOUT_INVALID' },
    });
    expect(server.seen).toHaveLength(0);
  });
});

test('a time limit of the callout itself', async () => {
  const server = await serve(() => undefined);
  const { call } = rig({ org: orgAt(server.url, open) });
  expect(await call({ timeout: 50 })).toMatchObject({ kind: 'failed', fault: { code: 'CALLOUT_TIMEOUT' } });
});
