import { diagnosticToJson } from '../../definition/code-frame.ts';
import { linesOf } from '../../definition/lines.ts';
import type { FileResult, TestResult, TestRun } from '../test-result.ts';
import type { Reporter } from './define-reporter.ts';

/** For programs: one JSON object at the end. */
export const json: Reporter = {
  summary: 'one JSON object, for programs',
  create: ({ write, coverage }) => ({
    end: (run) => write(`${JSON.stringify(runJson(run, coverage))}\n`),
  }),
};

function runJson({ files, passed, failed, milliseconds }: TestRun, coverage: boolean): object {
  return {
    passed,
    failed,
    milliseconds: Math.round(milliseconds),
    files: files.map((result) => ({
      file: result.file,
      problem: result.problem && {
        message: result.problem.message,
        help: result.problem.help,
        diagnostics: result.problem.diagnostics.map((each) =>
          diagnosticToJson(each, each.file === result.file ? result.text : undefined),
        ),
      },
      tests: result.tests.map((test) => testJson(test, result)),
      ...(coverage ? { coverage: result.coverage } : {}),
    })),
  };
}

function testJson({ name, passed, milliseconds, failures, run }: TestResult, { text }: FileResult): object {
  const lines = linesOf(text);
  return {
    name,
    passed,
    milliseconds: Math.round(milliseconds),
    status: run?.status ?? null,
    path: run?.path ?? [],
    failures: failures.map(({ path, message, help, compared, place }) => ({
      path,
      message,
      help,
      expected: compared?.expected ?? null,
      received: compared?.received ?? null,
      ...lines.positionOf(place.start),
    })),
  };
}
