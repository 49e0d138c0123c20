import { FaultError, FlowrunError, InternalError } from '../../errors.ts';
import type { BodyType, HttpMethod } from '../../model/elements.ts';
import type { ActionEffect, Fault, FlowEvent, Interview } from '../../model/interview.ts';
import type { Value, Values } from '../../model/value.ts';
import { isFields } from '../../values/fields.ts';
import { parseJson } from '../../values/json.ts';
import { isNumber, toDouble } from '../../values/number.ts';
import type { Performers } from '../ports.ts';
import { actionFileName } from './file-name.ts';
import { OUTBOX_KINDS } from './outbox.ts';

/** What an action of the project gets besides its inputs. */
export interface ActionContext {
  /** Name of the running user. */
  readonly user: string;
  readonly flow: string;
  readonly element: string;
  readonly signal: AbortSignal;
  /** Calls an API over a named credential, as an HTTP callout of the flow would. Throws FaultError where there is no reply. */
  callout(request: ActionCallout): Promise<ActionReply>;
}

/** A callout that an action makes. */
export interface ActionCallout {
  readonly namedCredential: string;
  readonly method: HttpMethod;
  /** Begins with `/`; encoded; with the query string. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Left out = none. */
  readonly body?: Value;
  /** Left out = JSON. */
  readonly bodyType?: BodyType;
}

/** The reply to it, whatever its status. */
export type ActionReply = Pick<Extract<FlowEvent, { kind: 'responded' }>, 'status' | 'headers' | 'body'>;

/** An action that a project implements: inputs by name to outputs by name. What it throws is the fault of the element. */
export type ActionFunction = (
  inputs: Values,
  context: ActionContext,
) => Promise<Values | undefined> | Values | undefined;

/** How another flow is run. */
export interface FlowCall {
  readonly signal: AbortSignal;
  /** In a transaction of its own; else in the caller's. */
  readonly alone: boolean;
}

/** What became of an action. */
export interface ActionResult {
  readonly outputs: Values;
  /** It left record changes in the transaction. */
  readonly wrote: boolean;
}

export interface ActionPerformerOptions {
  /** The project's own action of this name; null where it has none. */
  readonly load: (name: string) => Promise<ActionFunction | null>;
  /** Runs another flow; its outputs. Throws FaultError where it fails. */
  readonly runFlow?: (name: string, inputs: Values, interview: Interview, call: FlowCall) => Promise<ActionResult>;
  /** Milliseconds for one action; 120,000 unless given: what an org allows a callout. */
  readonly timeout?: number;
  readonly now?: () => number;
  /** Performs the callouts that actions make; left out = they cannot. */
  readonly callout?: Performers['callout'];
  /** Goes on with no outputs where nobody implements an action, and hears of each; left out = such an action fails. */
  readonly lenient?: (fault: Fault) => void;
}

/**
 * Performs action effects: the project's own implementation first, then another flow, then what only sends something away.
 * Everything else needs code of an org: it fails with `ACTION_NOT_IMPLEMENTED` and says how to add it.
 */
export function actionPerformer(options: ActionPerformerOptions): Performers['action'] {
  const { load, runFlow, timeout = 120_000, now = Date.now } = options;

  const run = async (effect: ActionEffect, interview: Interview, signal: AbortSignal): Promise<ActionResult> => {
    const { type, name, inputs, flow, element } = effect;
    const own = await load(name);
    if (own !== null) {
      const outputs = await own(forCode(inputs), {
        user: interview.context.user,
        flow,
        element,
        signal,
        callout: (request) => callOut(request, effect, { interview, signal, perform: options.callout }),
      });
      return { outputs: outputs ?? {}, wrote: false };
    }
    if (type === 'flow' && runFlow)
      return runFlow(name, inputs, interview, { signal, alone: effect.screenAction !== undefined });
    if (OUTBOX_KINDS.has(type)) return { outputs: {}, wrote: false };
    const fault = notImplemented(effect);
    if (!options.lenient) throw new FaultError(fault);
    options.lenient(fault);
    return { outputs: {}, wrote: false };
  };

  return async (effect, interview, signal) => {
    const told = { answers: effect.id, at: now() };
    const limit = AbortSignal.timeout(timeout);
    try {
      const { outputs, wrote } = await inTime(
        run(effect, interview, AbortSignal.any([signal, limit])),
        limit,
        effect,
        timeout,
      );
      return { ...told, kind: 'acted', outputs: plain(outputs), ...(wrote ? { wrote } : {}) };
    } catch (error) {
      if (signal.aborted) throw new FlowrunError('CANCELLED', 'the flow was cancelled');
      return { ...told, kind: 'failed', fault: faultOf(error, effect) };
    }
  };
}

interface CallingOut {
  readonly interview: Interview;
  readonly signal: AbortSignal;
  readonly perform: Performers['callout'] | undefined;
}

/** As a callout of the action's element, with its idempotency key. */
async function callOut(request: ActionCallout, effect: ActionEffect, calling: CallingOut): Promise<ActionReply> {
  const { interview, signal, perform } = calling;
  if (!perform) throw new FaultError({ code: 'CALLOUT', message: `${effect.element}: no callouts can be made here.` });
  const { id, flow, element, runInMode } = effect;
  const { headers = {}, body = null, ...line } = request;
  const event = await perform(
    {
      kind: 'callout',
      id,
      flow,
      element,
      key: `${interview.id}:${interview.branch}:${id}`,
      request: { ...line, headers, body, runInMode },
    },
    interview,
    signal,
  );
  if (event.kind === 'failed') throw new FaultError(event.fault);
  if (event.kind !== 'responded') throw new InternalError(`a callout gave the event ${event.kind}`);
  return { status: event.status, headers: event.headers, body: event.body };
}

function notImplemented({ type, name, element }: ActionEffect): Fault {
  return {
    code: 'ACTION_NOT_IMPLEMENTED',
    message: `${element} runs the action ${name} of the kind ${type}, which needs code of an org.`,
    help: `flowrun stubs writes actions/${actionFileName(name)}.js to fill in: its default export takes the inputs and gives the outputs. Or go on without outputs by --lenient, or stub it in the test: actions: { ${element}: { outputs: { … } } }`,
  };
}

/** The work, or a fault once the time is over; the action itself is told by its signal. */
function inTime<T>(work: Promise<T>, limit: AbortSignal, { element }: ActionEffect, timeout: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const over = (): void => {
      const message = `The action of ${element} took longer than ${timeout / 1000} s.`;
      reject(new FaultError({ code: 'ACTION_TIMEOUT', message }));
    };
    limit.addEventListener('abort', over, { once: true });
    work.then(resolve, reject).finally(() => limit.removeEventListener('abort', over));
  });
}

/** What is thrown in an action is for the flow to handle: its message, never its stack. */
function faultOf(error: unknown, { name, element }: ActionEffect): Fault {
  if (error instanceof FaultError) return { element, ...error.fault };
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'ACTION_FAILED', message: `${name}: ${message}` };
}

/** Inputs as code expects them: exact decimals as numbers. */
function forCode(inputs: Values): Values {
  const plainValue = (value: Value): Value => {
    if (isNumber(value)) return toDouble(value);
    if (Array.isArray(value)) return value.map(plainValue);
    return isFields(value) ? forCode(value) : value;
  };
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, plainValue(value)]));
}

/** Outputs as values of a flow: dates as ISO text, nothing undefined, numbers exact. */
function plain(outputs: Values): Values {
  const value = parseJson(JSON.stringify(outputs));
  return isFields(value) ? value : {};
}
