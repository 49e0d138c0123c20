import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { CliInput, CliIo } from '../../src/cli/io.ts';
import { readSecret } from '../../src/cli/secret-input.ts';
import { collector } from './run-cli.ts';

function ioOver(stdin: CliInput, signal = new AbortController().signal) {
  const [stdout, stderr] = [collector(), collector()];
  const io: CliIo = {
    stdin,
    stdout: stdout.stream,
    stderr: stderr.stream,
    env: {},
    cwd: '/',
    isTTY: stdin.isTTY === true,
    color: false,
    errorColor: false,
    signal,
  };
  return { io, shown: () => stdout.text() + stderr.text() };
}

/** A terminal that records whether it echoes. */
function terminal() {
  const modes: boolean[] = [];
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: (on: boolean) => modes.push(on) });
  return { stdin, modes };
}

describe('a secret from a pipe', () => {
  const read = (text: string) => readSecret('X', ioOver(Readable.from(text === '' ? [] : [text])).io);

  it.each([
    ['s3cret\n', 's3cret'],
    ['s3cret\r\n', 's3cret'],
    ['s3cret', 's3cret'],
    [' blank ', ' blank '],
    ['pässwört😀\n', 'pässwört😀'],
    [
      '-----BEGIN PRIVATE KEY-----\nMIG\nabc=\n-----END PRIVATE KEY-----\n',
      '-----BEGIN PRIVATE KEY-----\nMIG\nabc=\n-----END PRIVATE KEY-----',
    ],
  ])('%j', async (piped, secret) => expect(await read(piped)).toBe(secret));

  it.each([
    ['', 'no value for X'],
    ['\n', 'no value for X'],
    ['a\nb\n', 'the value for X has several lines'],
    ['-----BEGIN PRIVATE KEY-----\nMIG\n', 'the value for X has several lines'],
    ['x'.repeat(70_000), 'more than 65536 characters were piped in'],
  ])('%.10j is refused', async (piped, message) => expect(read(piped)).rejects.toThrow(message));
});

describe('a secret typed at a terminal', () => {
  it.each([
    ['s3cret\r', 's3cret'],
    ['s3x\u007fcret\n', 's3cret'],
    ['wrong\u0015s3cret\r', 's3cret'],
    ['ä😀\u007f\r', 'ä'],
    ['s3cret\u0004', 's3cret'],
  ])('%j', async (keys, secret) => {
    const { stdin, modes } = terminal();
    const { io, shown } = ioOver(stdin);
    const reading = readSecret('Client secret', io);
    for (const key of keys) stdin.write(key);
    expect(await reading).toBe(secret);
    expect(modes).toEqual([true, false]);
    expect(shown()).toBe('Client secret (not shown): \n');
  });

  it('takes a paste, and no arrow keys', async () => {
    const { stdin } = terminal();
    const reading = readSecret('X', ioOver(stdin).io);
    for (const keys of ['a', '\u001b[D', '\u001b[200~pasted\u001b[201~', '\r']) stdin.write(keys);
    expect(await reading).toBe('apasted');
  });

  it.each(['\u0003', 'abc\u0003'])('Ctrl-C (%j) cancels and gives the terminal back', async (keys) => {
    const { stdin, modes } = terminal();
    const reading = readSecret('X', ioOver(stdin).io);
    stdin.write(keys);
    await expect(reading).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(modes).toEqual([true, false]);
  });

  it('a signal from outside cancels too', async () => {
    const cancelled = new AbortController();
    const { stdin, modes } = terminal();
    const reading = readSecret('X', ioOver(stdin, cancelled.signal).io);
    cancelled.abort();
    await expect(reading).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(modes).toEqual([true, false]);
  });

  it('refuses an empty line', async () => {
    const { stdin } = terminal();
    const reading = readSecret('X', ioOver(stdin).io);
    stdin.write('\r');
    await expect(reading).rejects.toThrow('no value for X');
  });
});
