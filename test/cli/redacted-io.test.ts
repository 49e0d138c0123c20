import { describe, expect, it } from 'vitest';
import type { CliIo } from '../../src/cli/io.ts';
import { redactedIo } from '../../src/cli/redacted-io.ts';
import { createRedactor } from '../../src/http/redact.ts';
import { collector } from './run-cli.ts';

function setUp() {
  const stdout = collector();
  const stderr = collector();
  const redactor = createRedactor();
  const io = {
    stdout: Object.assign(stdout.stream, { columns: 77, isTTY: true }),
    stderr: stderr.stream,
  } as unknown as CliIo;
  return { masked: redactedIo(io, redactor), redactor, out: stdout.text, err: stderr.text };
}

describe('redactedIo', () => {
  it('masks what is known by then, on both streams, in order', () => {
    const { masked, redactor, out, err } = setUp();
    masked.stdout.write('before hunter2-secret\n');
    redactor.add('hunter2-secret');
    masked.stdout.write('after hunter2-secret\n');
    masked.stderr.write(Buffer.from(`as ${Buffer.from('hunter2-secret').toString('base64')}\n`));
    expect(out()).toBe('before hunter2-secret\nafter ***\n');
    expect(err()).toBe('as ***\n');
  });

  it('keeps what others ask of a stream', () => {
    const { masked } = setUp();
    expect([masked.stdout.columns, masked.stdout.isTTY, masked.stderr.isTTY]).toEqual([77, true, false]);
  });
});
