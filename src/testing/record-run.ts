import {
  maskPresenter,
  type Performers,
  runInterview,
  stubActions,
  stubCallouts,
  stubWaits,
  TURN_BUDGET,
  watchPresenter,
} from '../effects/index.ts';
import { FlowrunError } from '../errors.ts';
import { createAnswersPresenter } from '../hosts/headless/index.ts';
import { type Program, startInterview } from '../interview/index.ts';
import { connect, newContext, type OpenFlow, type Redactor, triggeringRecord } from '../project/index.ts';
import type { FlowRun } from './flow-run.ts';
import { allRecords, seedRecords } from './home-records.ts';
import { onlyEmbeddedOrg } from './only-embedded-org.ts';
import { createRecorder, StoppedAtScreen } from './recorder.ts';
import type { FlowTestSetup } from './test-file.ts';

/** Milliseconds for one run unless a test says otherwise: a flow that goes round for ever ends too. */
export const DEFAULT_TIMEOUT = 30_000;

/** A test runs in the same region everywhere, unless its user's file says otherwise. */
const TEST_REGION = { locale: 'en-US', timeZone: 'UTC' } as const;

export interface RecordOptions {
  /** Compiled with `observed`. */
  readonly program: Program;
  readonly opened: OpenFlow;
  readonly redactor: Redactor;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  /** Milliseconds; `DEFAULT_TIMEOUT` unless given. */
  readonly timeout?: number;
  /** Where answers come from, for messages. */
  readonly answersFrom?: string;
}

/** A run, and the error that ended it early, if one did. */
export interface RecordedRun {
  readonly run: FlowRun;
  /** A missing answer, an unknown input, a callout without a stub; null where the run ended by itself or at `stopAt`. */
  readonly error: FlowrunError | null;
}

/**
 * Runs a flow once with everything that a test sets up, and records what happened. The embedded org keeps its records in
 * memory and is gone afterwards. A run that takes too long is ended, with an error.
 * @throws FlowrunError `CANCELLED` when the signal fires; defects of flowrun as they are.
 */
export async function recordRun(setup: FlowTestSetup, options: RecordOptions): Promise<RecordedRun> {
  const { program, opened, redactor, env, signal, timeout = DEFAULT_TIMEOUT } = options;
  const { org, directory } = opened;
  /** How late it is at least: waits pass at once. */
  let passed = 0;
  const now = (): number => Math.max(passed, setup.now ?? Date.now());
  const passTime = (at: number): void => {
    passed = Math.max(passed, at);
  };
  const connection = connect({
    org,
    directory,
    env,
    redactor,
    now,
    dataDirectory: () => null,
    compileFlow: opened.compileNamed,
    triggered: opened.triggered,
    performers: () => performers,
    waits: { passTime },
  });
  const recorder = createRecorder(program.name);
  const result = async (): Promise<FlowRun> => {
    const home = await connection.openedHome();
    return home === null ? recorder.result() : { ...recorder.result(), records: allRecords(home) };
  };
  const limit = AbortSignal.timeout(timeout);
  const performers = [
    onlyEmbeddedOrg(org, setup.org),
    stubCallouts(setup.callouts, { now }),
    stubActions(setup.actions, now),
    stubWaits(setup.waits, now, passTime),
    recorder.layer,
  ].reduce((inner: Performers, layer) => layer(inner), connection.performers);
  try {
    if (Object.keys(setup.records).length > 0) {
      seedRecords(await connection.home(), setup.records, opened.user(setup.as)?.name ?? '', now());
    }
    const answers = createAnswersPresenter(setup.screens, {
      program,
      now,
      source: options.answersFrom ?? 'screens:',
    });
    const masked = maskPresenter(answers, { mask: redactor.text, onSecret: redactor.add });
    const { observe } = recorder;
    const user = opened.user(setup.as);
    const trigger =
      setup.trigger &&
      (await triggeringRecord(opened.flow, setup.trigger, connection.home, { user: user?.name ?? '', now: now() }));
    const context = { ...newContext(user, now(), TEST_REGION), ...(trigger ? { trigger } : {}) };
    await runInterview(program, startInterview(program, setup.inputs, context, { observe, budget: TURN_BUDGET }), {
      presenter: recorder.stoppingAt(setup.stopAt, watchPresenter(masked, recorder.onAnswered)),
      performers,
      now,
      observe,
      onInterview: recorder.onInterview,
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    return { run: await result(), error: null };
  } catch (error) {
    if (error instanceof StoppedAtScreen) return { run: await result(), error: null };
    if (!(error instanceof FlowrunError) || error.code === 'INTERNAL') throw error;
    if (error.code !== 'CANCELLED') return { run: await result(), error };
    if (signal?.aborted || !limit.aborted) throw error;
    return { run: await result(), error: tookTooLong(timeout) };
  } finally {
    await connection.close();
  }
}

function tookTooLong(timeout: number): FlowrunError {
  return new FlowrunError('CANCELLED', `the run took longer than ${timeout / 1000} s`, {
    help: 'the flow may go round for ever, or a server does not answer: what happened last says where',
  });
}
