import { dirname, join, resolve } from 'node:path';
import type { Cassette } from '../effects/index.ts';
import { FlowrunError, InvalidDefinitionError } from '../errors.ts';
import { createRedactor, type Redactor, readDefinition } from '../project/index.ts';
import { coverageOf } from './coverage.ts';
import { readTestFile } from './read-test-file.ts';
import { runTest } from './run-test.ts';
import type { FileResult, TestResult, TestRun } from './test-result.ts';
import { openTestedFlow } from './tested-flow.ts';

export interface RunTestsOptions {
  /** Absolute path that relative files start from; `process.cwd()` unless given. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Runs only the tests whose name contains this text. */
  readonly only?: string;
  readonly redactor?: Redactor;
  readonly signal?: AbortSignal;
  /** Milliseconds for one test; 30,000 unless given. */
  readonly timeout?: number;
  /** Records the cassettes of tests anew, over the network, and gives them to this; left out = they are replayed. */
  readonly onCassette?: (file: string, cassette: Cassette) => Promise<void>;
  /** Told of every file when its tests are done. */
  readonly onFile?: (result: FileResult) => void;
}

/**
 * Runs flow-test files, one after the other.
 * @param files paths of `*.test.yaml` files.
 * @returns every result. A file that cannot be read, or whose flow has errors, is a failed file, no rejection.
 * @throws FlowrunError `CANCELLED` when the signal fires.
 */
export async function runTests(files: readonly string[], options: RunTestsOptions = {}): Promise<TestRun> {
  const from = performance.now();
  const results: FileResult[] = [];
  for (const file of files) {
    const result = await runFile(file, options);
    options.onFile?.(result);
    results.push(result);
  }
  const tests = results.flatMap((result) => result.tests);
  return {
    files: results,
    passed: tests.filter((test) => test.passed).length,
    failed: tests.filter((test) => !test.passed).length + results.filter((result) => result.problem !== null).length,
    milliseconds: performance.now() - from,
  };
}

async function runFile(file: string, options: RunTestsOptions): Promise<FileResult> {
  const { cwd = process.cwd(), env = process.env, only, redactor = createRedactor() } = options;
  const limits = {
    ...(options.signal ? { signal: options.signal } : {}),
    ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
  };
  const from = performance.now();
  const done = (result: Partial<FileResult>): FileResult => ({
    file,
    text: '',
    tests: [],
    problem: null,
    coverage: null,
    ...result,
    milliseconds: performance.now() - from,
  });
  let text = '';
  try {
    const read = await readDefinition(file, cwd);
    if ('refused' in read) throw new InvalidDefinitionError([read.refused]);
    text = read.text;
    const testFile = readTestFile(text, file);
    const opened = await openTestedFlow(testFile, cwd);
    const program = opened.compile({ observed: true });
    const results: TestResult[] = [];
    const folder = dirname(resolve(cwd, file));
    const { onCassette } = options;
    const recording = onCassette
      ? { update: true, onCassette: (path: string, cassette: Cassette) => onCassette(join(folder, path), cassette) }
      : {};
    for (const test of testFile.tests) {
      if (only !== undefined && !test.name.toLowerCase().includes(only.toLowerCase())) continue;
      results.push(await runTest(test, { opened, program, redactor, env, folder, ...recording, ...limits }));
    }
    const runs = results.flatMap(({ run }) => (run ? [run] : []));
    return done({ text, tests: results, coverage: coverageOf(program, runs) });
  } catch (error) {
    if (!(error instanceof FlowrunError) || error.code === 'INTERNAL' || error.code === 'CANCELLED') throw error;
    const diagnostics = error instanceof InvalidDefinitionError ? error.diagnostics : [];
    return done({ text, problem: { message: error.message, help: error.help ?? null, diagnostics } });
  }
}
