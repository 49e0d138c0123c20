import { isCredentialFault } from '../../credentials/faults.ts';
import type { CalloutEffect, CalloutRequest, Fault, FlowEvent } from '../../model/interview.ts';
import type { Value } from '../../model/value.ts';
import type { Layer } from '../ports.ts';

/** One callout as it was made, and how it ended. */
export interface LoggedCallout {
  readonly flow: string;
  readonly element: string;
  readonly request: CalloutRequest;
  /** Null where no reply came. */
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Value;
  /** Why no reply came; null where one did. */
  readonly fault: Fault | null;
  /** False where the request never left: no access, no token, a request that cannot be sent as it stands. */
  readonly sent: boolean;
  readonly milliseconds: number;
}

/** Tells of every callout when it has ended. What the performers below reject with passes through untold. */
export function logCallouts(
  tell: (callout: LoggedCallout) => void,
  now: () => number = performance.now.bind(performance),
): Layer {
  return (inner) => ({
    ...inner,
    callout: async (effect, interview, signal) => {
      const from = now();
      const event = await inner.callout(effect, interview, signal);
      tell(loggedCallout(effect, event, now() - from));
      return event;
    },
  });
}

function loggedCallout(effect: CalloutEffect, event: FlowEvent, milliseconds: number): LoggedCallout {
  const { flow, element, request } = effect;
  const made = { flow, element, request, milliseconds };
  if (event.kind === 'responded') {
    const { status, headers, body } = event;
    return { ...made, status, headers, body, fault: null, sent: true };
  }
  const fault = event.kind === 'failed' ? event.fault : null;
  return { ...made, status: null, headers: {}, body: null, fault, sent: !isRefusedBeforeSending(fault) };
}

/** A refused token is found after the request was sent; every other fault of credentials before. */
function isRefusedBeforeSending(fault: Fault | null): boolean {
  if (fault === null) return false;
  if (isCredentialFault(fault)) return fault.code !== 'TOKEN_REFRESH';
  return fault.code === 'CALLOUT_INVALID' || fault.code === 'CALLOUT_DISABLED';
}
