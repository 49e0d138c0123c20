import type { FlowRun } from '../flow-run.ts';
import type { Mismatch } from '../match.ts';
import type { ExpectationEntry } from '../test-file.ts';

/** One key under `expect:`. A file of this folder exports one, `index.ts` lists them all. */
export type Expectation = (expected: ExpectationEntry, run: FlowRun) => readonly Mismatch[];
