import { showFailure } from '../show-failure.ts';
import { showTrace } from '../show-trace.ts';
import type { FileResult, TestResult, TestRun } from '../test-result.ts';
import type { Reporter } from './define-reporter.ts';

/** For CI servers: JUnit XML, a suite for each file. */
export const junit: Reporter = {
  summary: 'JUnit XML, for CI servers',
  create: ({ write }) => ({ end: (run) => write(document(run)) }),
};

function document({ files, passed, failed, milliseconds }: TestRun): string {
  const head = `<testsuites name="flowrun" tests="${passed + failed}" failures="${failed}" time="${seconds(milliseconds)}">`;
  return ['<?xml version="1.0" encoding="UTF-8"?>', head, ...files.map(suite), '</testsuites>', ''].join('\n');
}

function suite(result: FileResult): string {
  const { file, tests, problem, milliseconds } = result;
  const failures = tests.filter(({ passed }) => !passed).length + (problem ? 1 : 0);
  const count = tests.length + (problem ? 1 : 0);
  return [
    `  <testsuite name="${escapeXml(file)}" tests="${count}" failures="${failures}" time="${seconds(milliseconds)}">`,
    ...tests.map((test) => testCase(test, result)),
    ...(problem
      ? [
          `    <testcase name="${escapeXml(file)}" classname="${escapeXml(file)}"><failure message="${escapeXml(problem.message)}"/></testcase>`,
        ]
      : []),
    '  </testsuite>',
  ].join('\n');
}

function testCase(test: TestResult, { file, text, coverage }: FileResult): string {
  const head = `    <testcase name="${escapeXml(test.name)}" classname="${escapeXml(file)}" time="${seconds(test.milliseconds)}"`;
  if (test.passed) return `${head}/>`;
  const message = test.failures[0]?.message ?? 'failed';
  const details = [
    ...test.failures.flatMap((failure) => [...showFailure(failure, file, text, { color: false }), '']),
    ...(test.run ? ['what happened', ...showTrace(test.run.trace, coverage?.flow ?? '')] : []),
  ].join('\n');
  return `${head}>\n      <failure message="${escapeXml(message)}">${escapeXml(details)}</failure>\n    </testcase>`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** XML has no way to write most control characters: they are left out. */
function escapeXml(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '')
    .replace(/(?![\n\t])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu, '');
}
