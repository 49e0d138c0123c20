import type { FileResult, TestRun } from '../test-result.ts';

export interface ReporterOutput {
  write(text: string): void;
  readonly color: boolean;
  /** Adds what was covered, where the reporter can show it. */
  readonly coverage: boolean;
}

/** Writes a run of tests; a file of this folder exports one, `index.ts` lists them all. */
export interface Reporter {
  /** One line for help. */
  readonly summary: string;
  create(output: ReporterOutput): {
    /** A file's tests are done. */
    file?(result: FileResult): void;
    end(run: TestRun): void;
  };
}
