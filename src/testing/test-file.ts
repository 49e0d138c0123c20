import type { ActionStubs, Stubs, WaitStubs } from '../effects/index.ts';
import type { Answers } from '../hosts/headless/index.ts';
import type { DocumentNode, Place } from '../model/document.ts';
import type { Values } from '../model/value.ts';
import type { GivenTrigger } from '../project/index.ts';

/** A `*.test.yaml` file, read and checked for its own form; names of the flow are checked when it runs. */
export interface FlowTestFile {
  /** Path as the user gave it. */
  readonly file: string;
  readonly text: string;
  /** The flow, as the file writes it: relative to the test file. */
  readonly flow: string;
  readonly flowPlace: Place;
  readonly tests: readonly FlowTest[];
}

/** What a test sets up. */
export interface FlowTestSetup {
  /** User name or name of the user the flow runs as; null = the default user. */
  readonly as: string | null;
  readonly inputs: Values;
  /** The record that starts a record-triggered flow; null = none. */
  readonly trigger: GivenTrigger | null;
  readonly screens: Answers;
  /** Stubbed callouts by element. */
  readonly callouts: Stubs;
  /** Stubbed actions by element. */
  readonly actions: ActionStubs;
  /** Which event each wait is ended by, by element; without one its earliest alarm. */
  readonly waits: WaitStubs;
  /** Records of the org that the flow runs in, by object: there before the run begins. */
  readonly records: Readonly<Record<string, readonly Values[]>>;
  /** File of recorded callouts that those without a stub are answered from, relative to the test file; null = none. */
  readonly cassette: string | null;
  /** Name of the embedded target org that callouts without a stub may reach; null = none. */
  readonly org: string | null;
  /** The clock of the run, milliseconds since 1970: what TODAY() and NOW() see; null = the real time. */
  readonly now: number | null;
  /** Screen at which the run is left waiting; null = the run goes to its end. */
  readonly stopAt: string | null;
}

export interface FlowTest extends FlowTestSetup {
  readonly name: string;
  readonly place: Place;
  /** By kind of expectation; nodes, so that a failed one can point at its place. */
  readonly expect: Readonly<Partial<Record<ExpectationKey, ExpectationEntry>>>;
  /** Where names stand that only the flow can judge. */
  readonly names: readonly NameInTest[];
}

export interface ExpectationEntry {
  readonly place: Place;
  readonly node: DocumentNode;
}

/** A name of the flow that a test mentions. */
export interface NameInTest {
  readonly kind: 'screen' | 'callout' | 'action' | 'wait' | 'element' | 'input' | 'output';
  readonly name: string;
  readonly place: Place;
}

export const EXPECTATION_KEYS = [
  'status',
  'path',
  'outputs',
  'record',
  'fault',
  'screens',
  'callouts',
  'actions',
  'records',
  'limits',
] as const;
export type ExpectationKey = (typeof EXPECTATION_KEYS)[number];

/** How a run can end; `waiting`: it was left at `stopAt`. */
export const RUN_STATUSES = ['finished', 'failed', 'waiting'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];
