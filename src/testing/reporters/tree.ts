import { formatDiagnostics } from '../../definition/code-frame.ts';
import type { Coverage, Part } from '../coverage.ts';
import { type Paint, painter, showFailure } from '../show-failure.ts';
import { showTrace } from '../show-trace.ts';
import type { FileResult, TestResult } from '../test-result.ts';
import type { Reporter } from './define-reporter.ts';

/** For people: files with their tests as they end, each failure with its diff, place and trace, a summary. */
export const tree: Reporter = {
  summary: 'tests below their files, failures with diff and trace, for people',
  create: ({ write, color, coverage }) => {
    const paint = painter(color);
    return {
      file: (result) => {
        write(`${paint('bold', result.file)}\n`);
        if (result.problem) write(`${indent(problemLines(result, color), '  ')}\n`);
        for (const test of result.tests) write(`${testLines(test, result, paint, color)}\n`);
        if (coverage && result.coverage) write(`${indent(coverageLines(result.coverage, paint), '  ')}\n`);
      },
      end: ({ passed, failed, milliseconds }) => {
        const counts = [
          ...(failed > 0 ? [paint('red', `${failed} failed`)] : []),
          ...(passed > 0 || failed === 0 ? [paint('green', `${passed} passed`)] : []),
        ].join(', ');
        write(`\n${counts} ${paint('dim', `(${duration(milliseconds)})`)}\n`);
      },
    };
  },
};

function testLines(test: TestResult, { file, text, coverage }: FileResult, paint: Paint, color: boolean): string {
  const time = paint('dim', `(${duration(test.milliseconds)})`);
  if (test.passed) return `  ${paint('green', '✓')} ${test.name} ${time}`;
  const failures = test.failures.map((failure) => indent(showFailure(failure, file, text, { color }), '    '));
  const trace = test.run ? showTrace(test.run.trace, coverage?.flow ?? '') : [];
  return [
    `  ${paint('red', '✗')} ${test.name} ${time}`,
    '',
    failures.join('\n\n'),
    ...(trace.length === 0 ? [] : ['', indent(['what happened'], '    '), indent(trace, `    ${paint('dim', '│')} `)]),
    '',
  ].join('\n');
}

function problemLines({ file, text, problem }: FileResult, color: boolean): readonly string[] {
  if (!problem) return [];
  const { message, help, diagnostics } = problem;
  if (diagnostics.length > 0)
    return formatDiagnostics(diagnostics, (of) => (of === file ? text : undefined), { color }).split('\n');
  return [
    `${painter(color)('red', 'error:')} ${message}`,
    ...(help === null ? [] : help.split('\n').map((line) => `  ${line}`)),
  ];
}

function coverageLines({ elements, outcomes }: Coverage, paint: Paint): readonly string[] {
  const show = (what: string, { covered, missed }: Part): readonly string[] => {
    const all = covered.length + missed.length;
    if (all === 0) return [];
    const percent = Math.floor((100 * covered.length) / all);
    const rest = missed.length === 0 ? '' : paint('yellow', ` missed: ${missed.join(', ')}`);
    return [`${paint('dim', what)} ${covered.length} of ${all} (${percent} %)${rest}`];
  };
  return [...show('elements', elements), ...show('outcomes', outcomes)];
}

function indent(lines: readonly string[], by: string): string {
  return lines
    .flatMap((line) => line.split('\n'))
    .map((line) => `${by}${line}`.trimEnd())
    .join('\n');
}

function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
