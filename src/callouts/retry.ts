import { setTimeout as sleep } from 'node:timers/promises';
import { FaultError } from '../errors.ts';
import type { HttpReply } from '../http/client.ts';
import type { HttpMethod, RetryPolicy } from '../model/elements.ts';

/** Methods that may be repeated as they are (RFC 9110 9.2.2). */
const IDEMPOTENT: ReadonlySet<HttpMethod> = new Set(['GET', 'PUT', 'DELETE']);
/** Statuses that say: not now (RFC 9110 15.5.9, 15.6; RFC 6585 4). */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);
/** Faults of a request that got no reply and may get one the next time. */
const PASSING_FAULTS: ReadonlySet<string> = new Set(['CALLOUT_TIMEOUT', 'CALLOUT_UNREACHABLE', 'CALLOUT_BROKEN']);

/** Milliseconds that all attempts and waits may take: what a transaction has for its callouts (reference: credentials C4). */
const LONGEST = 120_000;

/** Whether a request may be sent twice: its method allows it, or a key lets the server know it again. */
export function mayRepeat(method: HttpMethod, policy: RetryPolicy): boolean {
  return IDEMPOTENT.has(method) || policy.idempotencyKey !== undefined;
}

/**
 * Sends until a reply counts: a status that does not pass, or no attempts left. The last reply or fault is the outcome.
 * @param send one attempt, which may throw a FaultError.
 * @param now milliseconds since 1970: a Retry-After date is measured against it.
 * @throws What the last attempt throws; an AbortError when the signal fires during a wait.
 */
export async function withRetry(
  policy: RetryPolicy,
  send: () => Promise<HttpReply>,
  { now, signal }: { readonly now: () => number; readonly signal: AbortSignal },
): Promise<HttpReply> {
  const end = now() + LONGEST;
  for (let repeated = 0; ; repeated += 1) {
    const outcome = await attempt(send, policy);
    const last = repeated === policy.count || !outcome.passing;
    const wait = last ? null : waitBefore(repeated, policy, outcome.reply, now());
    if (wait === null || now() + wait > end) {
      if (outcome.reply === null) throw outcome.error;
      return outcome.reply;
    }
    await sleep(wait, undefined, { signal });
  }
}

type Outcome =
  | { readonly reply: HttpReply; readonly error: null; readonly passing: boolean }
  | { readonly reply: null; readonly error: unknown; readonly passing: boolean };

async function attempt(send: () => Promise<HttpReply>, policy: RetryPolicy): Promise<Outcome> {
  try {
    const reply = await send();
    return { reply, error: null, passing: isPassing(reply.status, policy) };
  } catch (error) {
    return { reply: null, error, passing: error instanceof FaultError && isPassingFault(error.fault.code, policy) };
  }
}

/** Whether the policy names the status, or its class; without `on` what passes by itself. */
function isPassing(status: number, { on }: RetryPolicy): boolean {
  return on === undefined ? PASSING.has(status) : on.includes(String(status)) || on.includes(`${String(status)[0]}XX`);
}

function isPassingFault(code: string, { on }: RetryPolicy): boolean {
  if (!PASSING_FAULTS.has(code)) return false;
  return on === undefined || on.includes(code === 'CALLOUT_TIMEOUT' ? 'timeout' : 'connection');
}

/** Milliseconds to wait; null where the server asks for longer than the policy allows. */
function waitBefore(repeated: number, policy: RetryPolicy, reply: HttpReply | null, now: number): number | null {
  const asked = retryAfter(reply?.headers['retry-after'], now);
  if (asked !== null) return asked > policy.maxWait ? null : asked;
  return Math.min(policy.backoff * 2 ** repeated, policy.maxWait);
}

/** `Retry-After` in seconds or as a date (RFC 9110 10.2.3), as milliseconds from now; null where it says nothing. */
export function retryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
