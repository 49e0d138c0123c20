import { FaultError, FlowrunError } from '../../errors.ts';
import type { ActionEffect, Fault, Interview } from '../../model/interview.ts';
import type { Value, Values } from '../../model/value.ts';
import { isFields } from '../../values/fields.ts';
import { parseJson } from '../../values/json.ts';
import { isNumber, toDouble } from '../../values/number.ts';
import type { Performers } from '../ports.ts';
import { OUTBOX_KINDS } from './outbox.ts';

/** What an action of the project gets besides its inputs. */
export interface ActionContext {
  /** Name of the running user. */
  readonly user: string;
  readonly flow: string;
  readonly element: string;
  readonly signal: AbortSignal;
}

/** An action that a project implements: inputs by name to outputs by name. What it throws is the fault of the element. */
export type ActionFunction = (
  inputs: Values,
  context: ActionContext,
) => Promise<Values | undefined> | Values | undefined;

/** What became of an action. */
export interface ActionResult {
  readonly outputs: Values;
  /** It left record changes in the transaction. */
  readonly wrote: boolean;
}

export interface ActionPerformerOptions {
  /** The project's own action of this name; null where it has none. */
  readonly load: (name: string) => Promise<ActionFunction | null>;
  /** Runs another flow in the same transaction; its outputs. Throws FaultError where it fails. */
  readonly runFlow?: (name: string, inputs: Values, interview: Interview, signal: AbortSignal) => Promise<ActionResult>;
  /** Milliseconds for one action; 120,000 unless given: what an org allows a callout. */
  readonly timeout?: number;
  readonly now?: () => number;
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
      const outputs = await own(forCode(inputs), { user: interview.context.user, flow, element, signal });
      return { outputs: outputs ?? {}, wrote: false };
    }
    if (type === 'flow' && runFlow) return runFlow(name, inputs, interview, signal);
    if (OUTBOX_KINDS.has(type)) return { outputs: {}, wrote: false };
    throw new FaultError(notImplemented(effect));
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

function notImplemented({ type, name, element }: ActionEffect): Fault {
  return {
    code: 'ACTION_NOT_IMPLEMENTED',
    message: `${element} runs the action ${name} of the kind ${type}, which needs code of an org.`,
    help: `write actions/${name}.js, whose default export takes the inputs and gives the outputs, or stub it in the test: actions: { ${element}: { outputs: { … } } }`,
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
function faultOf(error: unknown, { name }: ActionEffect): Fault {
  if (error instanceof FaultError) return error.fault;
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
