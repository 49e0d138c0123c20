import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { CliIo } from '../../src/cli/io.ts';
import { reportError } from '../../src/cli/report-error.ts';
import { FlowrunError, InternalError, UsageError } from '../../src/errors.ts';
import { collector } from './run-cli.ts';

async function report(thrown: unknown, json = false, env: CliIo['env'] = {}) {
  const [stdout, stderr] = [collector(), collector()];
  const io: CliIo = {
    stdin: new PassThrough(),
    stdout: stdout.stream,
    stderr: stderr.stream,
    env,
    cwd: '/',
    isTTY: false,
    color: false,
    errorColor: false,
    signal: new AbortController().signal,
  };
  const code = await reportError(thrown, io, json);
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

describe('reportError', () => {
  it('prints message and help', async () => {
    expect(await report(new UsageError('no', 'do this\nor that'))).toEqual({
      code: 2,
      stdout: '',
      stderr: 'error: no\n  do this\n  or that\n',
    });
  });

  it('prints a cancelled command as no error', async () => {
    expect(await report(new FlowrunError('CANCELLED', 'Cancelled.'))).toEqual({
      code: 130,
      stdout: '',
      stderr: 'Cancelled.\n',
    });
  });

  it('takes an aborted operation for a cancelled one', async () => {
    expect(await report(new DOMException('This operation was aborted', 'AbortError'))).toMatchObject({ code: 130 });
  });

  it.each([
    ['a defect', new TypeError("Cannot read properties of undefined (reading 'x')")],
    ['a known defect', new InternalError('two and two is five')],
    ['no error at all', 'a string'],
    ['nothing', undefined],
  ])('%s is one message without a stack trace', async (_, thrown) => {
    const { code, stderr } = await report(thrown);
    expect(code).toBe(1);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stderr).toContain('defect of flowrun');
  });

  it('shows the stack and the causes with FLOWRUN_DEBUG', async () => {
    const error = new FlowrunError('ORG', 'outer', { cause: new RangeError('inner') });
    const { stderr } = await report(error, false, { FLOWRUN_DEBUG: '1' });
    expect(stderr).toMatch(/^error: outer\nFlowrunError: outer\n {4}at [\s\S]*caused by: RangeError: inner\n {4}at /);
  });

  it('lets the system speak for files and sockets', async () => {
    const denied = Object.assign(new Error("EACCES: permission denied, open 'x'"), { code: 'EACCES', syscall: 'open' });
    expect(await report(denied)).toEqual({
      code: 1,
      stdout: '',
      stderr: "error: EACCES: permission denied, open 'x'\n",
    });
  });

  it('prints one line of JSON, whatever was thrown', async () => {
    expect(await report(new UsageError('no\nway'), true)).toEqual({
      code: 2,
      stdout: '{"error":{"code":"USAGE","message":"no\\nway","exitCode":2}}\n',
      stderr: '',
    });
    expect(JSON.parse((await report(new TypeError('oops'), true)).stdout).error).toMatchObject({
      code: 'INTERNAL',
      exitCode: 1,
    });
  });
});
