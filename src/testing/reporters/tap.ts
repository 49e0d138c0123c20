import { showFailure } from '../show-failure.ts';
import type { FileResult, TestResult } from '../test-result.ts';
import type { Reporter } from './define-reporter.ts';

/** For TAP consumers: version 14, failures as YAML blocks. */
export const tap: Reporter = {
  summary: 'Test Anything Protocol, version 14',
  create: ({ write }) => ({
    end: ({ files }) => {
      const points = files.flatMap(pointsOf);
      write(
        ['TAP version 14', `1..${points.length}`, ...points.map((point, index) => point(index + 1)), ''].join('\n'),
      );
    },
  }),
};

type Point = (number: number) => string;

function pointsOf(result: FileResult): readonly Point[] {
  const { file, problem, tests } = result;
  const points = tests.map(
    (test): Point =>
      (number) =>
        testPoint(number, test, result),
  );
  if (!problem) return points;
  return [...points, (number) => `not ok ${number} - ${title(file)}\n${block([problem.message])}`];
}

function testPoint(number: number, test: TestResult, { file, text }: FileResult): string {
  const point = `ok ${number} - ${title(file)}: ${title(test.name)}`;
  if (test.passed) return point;
  return `not ${point}\n${block(test.failures.flatMap((failure) => [...showFailure(failure, file, text, { color: false })]))}`;
}

function block(lines: readonly string[]): string {
  return [
    '  ---',
    '  message: |-',
    ...lines.flatMap((line) => line.split('\n')).map((line) => `    ${line}`.trimEnd()),
    '  ...',
  ].join('\n');
}

/** `#` begins a directive, a line break ends the point. */
function title(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\#]/g, '\\$&');
}
