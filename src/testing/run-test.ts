import type { Cassette } from '../effects/index.ts';
import type { Program } from '../interview/index.ts';
import type { OpenFlow, Redactor } from '../project/index.ts';
import { checkNames } from './check-names.ts';
import { checkExpectations } from './expectations/index.ts';
import type { FlowRun } from './flow-run.ts';
import { type RecordedRun, recordRun } from './record-run.ts';
import type { FlowTest } from './test-file.ts';
import type { Failure, TestResult } from './test-result.ts';

export interface RunTestOptions {
  readonly opened: OpenFlow;
  /** Compiled with `observed`. */
  readonly program: Program;
  readonly redactor: Redactor;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  /** Milliseconds for one test; 30,000 unless given. */
  readonly timeout?: number;
  /** Folder of the test file, absolute. */
  readonly folder?: string;
  /** Records cassettes anew. */
  readonly update?: boolean;
  /** Hears of a cassette that was recorded anew: its path as the test writes it. */
  readonly onCassette?: (path: string, cassette: Cassette) => Promise<void>;
}

/**
 * Runs one test. Whatever goes wrong in it is a failure of the test; only a cancelled run and defects of flowrun reject.
 */
export async function runTest(test: FlowTest, options: RunTestOptions): Promise<TestResult> {
  const from = performance.now();
  const { name, place } = test;
  const unknown = checkNames(test, options.program).map(
    (finding): Failure => ({
      path: null,
      message: finding.message,
      help: finding.suggestion ?? null,
      compared: null,
      place: finding.place,
    }),
  );
  const recorded = unknown.length > 0 ? null : await recordRun(test, options);
  if (recorded?.cassette && test.cassette !== null) await options.onCassette?.(test.cassette, recorded.cassette);
  const failures = recorded ? failuresOf(test, recorded) : unknown;
  return {
    name,
    place,
    passed: failures.length === 0,
    failures: failures.map((failure) => masked(failure, options.redactor)),
    run: recorded?.run ?? null,
    milliseconds: performance.now() - from,
  };
}

function failuresOf(test: FlowTest, { run, error }: RecordedRun): readonly Failure[] {
  if (error)
    return [{ path: null, message: error.message, help: error.help ?? null, compared: null, place: test.place }];
  const mismatches = checkExpectations(test, run).map(
    ({ path, place, expected, received }): Failure => ({
      path,
      message: `${path} is not as expected`,
      help: null,
      compared: { expected, received },
      place,
    }),
  );
  return [...unexpectedEnd(test, run), ...mismatches];
}

/** What every test expects without saying so: no unhandled fault, and that `stopAt` is reached. */
function unexpectedEnd(test: FlowTest, run: FlowRun): readonly Failure[] {
  const { status, fault } = test.expect;
  const failure = (message: string, help: string | null): Failure => ({
    path: null,
    message,
    help,
    compared: null,
    place: test.place,
  });
  if (run.status === 'failed' && run.fault && !status && !fault) {
    const { message, element, code, help } = run.fault;
    return [failure(`the flow failed${element ? ` at ${element}` : ''}: ${message} (${code})`, help ?? null)];
  }
  if (test.stopAt !== null && run.status !== 'waiting' && !status) {
    return [failure(`the run never came to the screen ${test.stopAt}: it ${run.status}`, null)];
  }
  return [];
}

function masked(failure: Failure, redactor: Redactor): Failure {
  const { message, help, compared } = failure;
  return {
    ...failure,
    message: redactor.text(message),
    help: help === null ? null : redactor.text(help),
    compared: compared && { expected: redactor.text(compared.expected), received: redactor.text(compared.received) },
  };
}
