import type { Diagnostic } from '../model/diagnostics.ts';
import type { Place } from '../model/document.ts';
import type { Coverage } from './coverage.ts';
import type { FlowRun } from './flow-run.ts';

/** One thing that is wrong with a run, for people; secrets are masked. */
export interface Failure {
  /** `outputs.newAccountId`; null where it is no expectation that failed. */
  readonly path: string | null;
  readonly message: string;
  readonly help: string | null;
  /** What was expected and what came; null where there is nothing to compare. */
  readonly compared: { readonly expected: string; readonly received: string } | null;
  /** Where the expectation, or the test, stands. */
  readonly place: Place;
}

export interface TestResult {
  readonly name: string;
  readonly place: Place;
  readonly passed: boolean;
  readonly failures: readonly Failure[];
  /** Null where the test did not get to run. */
  readonly run: FlowRun | null;
  readonly milliseconds: number;
}

export interface FileResult {
  /** Path as the user gave it. */
  readonly file: string;
  readonly text: string;
  readonly tests: readonly TestResult[];
  /** What kept the whole file from running: its own mistakes or those of its flow. */
  readonly problem: {
    readonly message: string;
    readonly help: string | null;
    readonly diagnostics: readonly Diagnostic[];
  } | null;
  /** What the tests of this file covered of its flow; null where nothing ran. */
  readonly coverage: Coverage | null;
  readonly milliseconds: number;
}

export interface TestRun {
  readonly files: readonly FileResult[];
  readonly passed: number;
  readonly failed: number;
  readonly milliseconds: number;
}
