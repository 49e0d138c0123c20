import {
  type Cassette,
  type Layer,
  maskPresenter,
  type Performers,
  type PlayedCassette,
  placeOfCallout,
  type RecordedCallout,
  recordCallouts,
  replayCallouts,
  runInterview,
  stubActions,
  stubCallouts,
  stubWaits,
  TURN_BUDGET,
  watchPresenter,
} from '../effects/index.ts';
import { FlowrunError, UsageError } from '../errors.ts';
import { createAnswersPresenter } from '../hosts/headless/index.ts';
import { type Program, startInterview } from '../interview/index.ts';
import type { Interview } from '../model/interview.ts';
import { connect, newContext, type OpenFlow, type Redactor, startsOf } from '../project/index.ts';
import type { FlowRun } from './flow-run.ts';
import { allRecords, seedRecords } from './home-records.ts';
import { onlyEmbeddedOrg } from './only-embedded-org.ts';
import { readCassette } from './read-cassette.ts';
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
  /** Folder that the cassette's path starts from; absolute. */
  readonly folder?: string;
  /** Makes the callouts of a cassette anew, over the network: nothing is replayed. */
  readonly update?: boolean;
}

/** A run, and the error that ended it early, if one did. */
export interface RecordedRun {
  readonly run: FlowRun;
  /** A missing answer, an unknown input, a callout without a stub; null where the run ended by itself or at `stopAt`. */
  readonly error: FlowrunError | null;
  /** The cassette as it was recorded anew; null where nobody asked. */
  readonly cassette: Cassette | null;
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
  const recorded: RecordedCallout[] = [];
  const tape = await openTape(setup, options, { recorded, now });
  const result = async (): Promise<FlowRun> => {
    const home = await connection.openedHome();
    return home === null ? recorder.result() : { ...recorder.result(), records: allRecords(home) };
  };
  const limit = AbortSignal.timeout(timeout);
  const performers = [
    tape.layer,
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
    const by = { user: user?.name ?? '', now: now() };
    const { triggers } = await startsOf(opened.flow, setup.trigger, connection.home, by);
    let failed: Interview | null = null;
    for (const trigger of triggers) {
      const context = { ...newContext(user, now(), TEST_REGION), ...(trigger ? { trigger } : {}) };
      const begin = startInterview(program, setup.inputs, context, { observe, budget: TURN_BUDGET });
      const end = await runInterview(program, begin, {
        presenter: recorder.stoppingAt(setup.stopAt, watchPresenter(masked, recorder.onAnswered)),
        performers,
        now,
        observe,
        onInterview: recorder.onInterview,
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      });
      if (end.pending.kind === 'failed') failed ??= end;
    }
    // A scheduled flow goes on with its other records, and its run has failed.
    if (failed) recorder.onInterview(failed);
    const run = await result();
    // A scheduled flow without records has nothing to do, and has done it.
    return {
      run: triggers.length > 0 ? run : { ...run, status: 'finished' },
      error: tape.unused(),
      cassette: tape.made(),
    };
  } catch (error) {
    const ended = async (why: FlowrunError | null) => ({ run: await result(), error: why, cassette: null });
    if (error instanceof StoppedAtScreen) return { ...(await ended(tape.unused())), cassette: tape.made() };
    if (!(error instanceof FlowrunError) || error.code === 'INTERNAL') throw error;
    if (error.code !== 'CANCELLED') return ended(error);
    if (signal?.aborted || !limit.aborted) throw error;
    return ended(tookTooLong(timeout));
  } finally {
    await connection.close();
  }
}

/** Where callouts without a stub go. */
interface Tape {
  readonly layer: Layer;
  /** What is wrong with a run that ended well: callouts of the cassette that it did not make. */
  unused(): FlowrunError | null;
  /** What was recorded; null where nothing was. */
  made(): Cassette | null;
}

async function openTape(
  { cassette, org: allowed }: FlowTestSetup,
  { opened, redactor, folder = process.cwd(), update = false }: RecordOptions,
  { recorded, now }: { readonly recorded: RecordedCallout[]; readonly now: () => number },
): Promise<Tape> {
  const nothing = { unused: () => null, made: () => null };
  if (cassette === null) return { ...nothing, layer: onlyEmbeddedOrg(opened.org, allowed) };
  if (update) {
    const layer = recordCallouts((one) => recorded.push(one), redactor);
    return { ...nothing, layer, made: () => ({ callouts: recorded }) };
  }
  const played = replayCallouts(await readCassette(cassette, folder), redactor, { source: cassette, now });
  return { ...nothing, layer: played.layer, unused: () => unusedCallouts(played, cassette) };
}

function unusedCallouts(played: PlayedCassette, source: string): FlowrunError | null {
  const [first, ...others] = played.unused();
  if (first === undefined) return null;
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  const { method, path } = first.request;
  return new UsageError(
    `the run did not make a callout of ${source}: ${placeOfCallout(first)}, ${method} ${path}${more}`,
    'where the flow is right, record it anew: flowrun test -u',
  );
}

function tookTooLong(timeout: number): FlowrunError {
  return new FlowrunError('CANCELLED', `the run took longer than ${timeout / 1000} s`, {
    help: 'the flow may go round for ever, or a server does not answer: what happened last says where',
  });
}
