import type { ActionStubs, Stubs, WaitStubs } from '../effects/index.ts';
import type { Answers } from '../hosts/headless/index.ts';
import type { Values } from '../model/value.ts';
import { createRedactor, type GivenTrigger, openFlow } from '../project/index.ts';
import type { FlowRun } from './flow-run.ts';
import { recordRun } from './record-run.ts';

/** What a test sets up; everything may be left out. */
export interface RunFlowOptions {
  /** Input variables by name. */
  readonly inputs?: Values;
  /** Username, or name of the user's file; left out = the org's default user. */
  readonly as?: string;
  /** The clock of the run: what TODAY() and NOW() see; left out = the real time. */
  readonly now?: Date;
  /** The record that starts a record-triggered flow. */
  readonly trigger?: Pick<GivenTrigger, 'record'> & Partial<GivenTrigger>;
  /** Answers by screen: a map for every visit, or a list of maps, one a visit; `$press: 'previous'` goes back. */
  readonly screens?: Answers;
  /** Stubbed callouts by element. */
  readonly callouts?: Stubs;
  /** Stubbed actions by element. */
  readonly actions?: ActionStubs;
  /** Which event each wait is ended by, by element; without one its earliest alarm, at once. */
  readonly waits?: WaitStubs;
  /** Records of the org that the flow runs in, by object: there before the run begins, and gone after it. */
  readonly records?: Readonly<Record<string, readonly Values[]>>;
  /** Embedded target org that callouts without a stub may reach; its records live in memory for this run alone. */
  readonly org?: string;
  /** Leaves the run waiting at this screen. */
  readonly stopAt?: string;
  /** Absolute path that a relative file starts from; `process.cwd()` unless given. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  /** Milliseconds for the run; 30,000 unless given. */
  readonly timeout?: number;
}

/**
 * Runs a flow once, headlessly, for a test of any runner.
 *
 * ```ts
 * const run = await runFlow('flows/create-account.yaml', {
 *   screens: { Account_Details: { Account_Name: 'Acme' } },
 *   callouts: { Create_Account: { status: 201, body: { id: '001000000000001AAA', success: true, errors: [] } } },
 * });
 * expect(run.outputs).toEqual({ newAccountId: '001000000000001AAA' });
 * ```
 *
 * @param file the flow, YAML or metadata XML.
 * @returns how it went. A flow that failed is a result: `status` is `failed` and `fault` says why.
 * @throws InvalidDefinitionError with all problems of the flow, UnreadableFileError, or UsageError for missing and refused
 *   answers, unknown names, and callouts that are neither stubbed nor answered by the embedded org.
 */
export async function runFlow(file: string, options: RunFlowOptions = {}): Promise<FlowRun> {
  const {
    inputs = {},
    as = null,
    screens = {},
    callouts = {},
    actions = {},
    waits = {},
    records = {},
    org = null,
    stopAt = null,
  } = options;
  const { cwd, env = process.env, signal, timeout, trigger } = options;
  const now = options.now?.getTime() ?? null;
  const opened = await openFlow(file, cwd === undefined ? {} : { cwd });
  const { run, error } = await recordRun(
    {
      inputs,
      trigger: trigger ? { prior: null, path: null, ...trigger } : null,
      as,
      now,
      screens,
      callouts,
      actions,
      waits,
      records,
      org,
      stopAt,
      cassette: null,
    },
    {
      opened,
      program: opened.compile({ observed: true }),
      redactor: createRedactor(),
      env,
      answersFrom: 'screens',
      ...(signal ? { signal } : {}),
      ...(timeout === undefined ? {} : { timeout }),
    },
  );
  if (error) throw error;
  return run;
}
