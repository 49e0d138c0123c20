import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Cassette } from '../../effects/index.ts';
import { UsageError } from '../../errors.ts';
import { createRedactor } from '../../project/index.ts';
import { isReporterName, REPORTERS, runTests } from '../../testing/index.ts';
import { nearest } from '../../values/nearest.ts';
import { cassetteText } from '../cassette-text.ts';
import { defineCommand } from '../command.ts';
import { expandFiles } from '../expand-files.ts';
import { redactedIo } from '../redacted-io.ts';
import { writeAtOnce } from '../write-files.ts';

const TEST_FILE = /\.test\.ya?ml$/i;

const reporters = Object.entries(REPORTERS).map(([name, { summary }]) => `${name}: ${summary}`);

export const command = defineCommand({
  usage: ['test [PATH...] [options]'],
  description: [
    'Runs flow tests, *.test.yaml; without PATH all of them below the current folder. A test needs no terminal and no',
    'network: callouts are stubbed, replayed from a cassette (of flowrun run --record), or reach an embedded target org that',
    'lives in memory. A callout that is not the next of its cassette is a failure, and so is one that was not made.',
    '',
    `Reporters are ${reporters.join('; ')}.`,
  ].join('\n'),
  options: {
    reporter: {
      type: 'string',
      short: 'r',
      value: 'NAME',
      summary: `how results are written: ${Object.keys(REPORTERS).join(', ')}`,
    },
    output: { type: 'string', short: 'o', value: 'FILE', summary: 'write them to a file instead of stdout' },
    name: { type: 'string', short: 't', value: 'TEXT', summary: 'only tests whose name contains this text' },
    timeout: { type: 'string', value: 'SECONDS', summary: 'how long one test may take; 30 unless given' },
    update: { type: 'boolean', short: 'u', summary: 'make the callouts of cassettes anew, and write them' },
    coverage: { type: 'boolean', summary: 'show which elements and outcomes the tests reached' },
  },
  positionals: { min: 0, max: Number.POSITIVE_INFINITY },
  examples: [
    { line: 'flowrun test', does: 'every test of the project' },
    { line: 'flowrun test flows/create-account.test.yaml --coverage', does: 'one file, with what it covers' },
    { line: 'flowrun test -u', does: 'records cassettes anew' },
    { line: 'flowrun test --reporter junit --output results.xml', does: 'for a CI server' },
  ],
  async run({ positionals, options, json }, io) {
    const name = options.reporter ?? (json ? 'json' : 'tree');
    if (!isReporterName(name)) {
      const near = nearest(name, Object.keys(REPORTERS));
      throw new UsageError(
        `there is no reporter ${name}`,
        near ? `did you mean ${near}?` : `reporters: ${Object.keys(REPORTERS).join(', ')}`,
      );
    }
    const files = await testFiles(positionals, io.cwd);
    const redactor = createRedactor();
    const masked = redactedIo(io, redactor);
    const chunks: string[] = [];
    const reporter = REPORTERS[name].create({
      write: (text) =>
        void (options.output === undefined ? masked.stdout.write(text) : chunks.push(redactor.text(text))),
      color: io.color && options.output === undefined,
      coverage: options.coverage,
    });
    const run = await runTests(files, {
      cwd: io.cwd,
      env: io.env,
      redactor,
      signal: io.signal,
      ...(options.timeout === undefined ? {} : { timeout: secondsIn(options.timeout) * 1000 }),
      ...(options.name === undefined ? {} : { only: options.name }),
      onFile: (result) => reporter.file?.(result),
      ...(options.update
        ? { onCassette: (file: string, cassette: Cassette) => writeAtOnce(file, cassetteText(cassette)) }
        : {}),
    });
    reporter.end(run);
    if (options.output !== undefined) await writeFile(resolve(io.cwd, options.output), chunks.join(''));
    if (options.name !== undefined && run.passed + run.failed === 0)
      throw new UsageError(`no test has "${options.name}" in its name`);
    return run.failed === 0 ? 0 : 1;
  },
});

function secondsIn(given: string): number {
  const seconds = Number(given);
  if (seconds > 0 && seconds <= 86_400) return seconds;
  throw new UsageError(`--timeout ${given}: a number of seconds is needed`, 'write --timeout 60');
}

async function testFiles(paths: readonly string[], cwd: string): Promise<readonly string[]> {
  const files = await expandFiles(paths.length === 0 ? ['.'] : paths, cwd, (path) => TEST_FILE.test(path));
  const other = files.find((file) => !TEST_FILE.test(file));
  if (other !== undefined)
    throw new UsageError(`${other} is no flow test`, 'the name of a flow test ends in .test.yaml');
  return files;
}
