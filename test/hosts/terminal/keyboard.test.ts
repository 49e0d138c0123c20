import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Key, listenToKeys } from '../../../src/hosts/terminal/keyboard.ts';

/** What arrives as keys when these bytes come from a terminal, whole or in pieces. */
async function keysOf(...chunks: readonly (string | Buffer)[]): Promise<Key[]> {
  const stdin = new PassThrough();
  const keys: Key[] = [];
  const stop = listenToKeys(stdin, (key) => keys.push(key));
  for (const chunk of chunks) {
    stdin.write(chunk);
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (chunks.at(-1) === '\x1b') await new Promise((resolve) => setTimeout(resolve, 120));
  stop();
  return keys;
}
const chords = async (...chunks: readonly string[]) => (await keysOf(...chunks)).map((key) => key.chord);

describe('keys', () => {
  it.each([
    ['\r', 'enter'],
    ['\n', 'ctrl+j'],
    ['\t', 'tab'],
    ['\x1b[Z', 'shift+tab'],
    ['\x7f', 'backspace'],
    ['\x1b[3~', 'delete'],
    ['\x1b', 'escape'],
    [' ', 'space'],
    ['a', 'text'],
    ['A', 'text'],
    ['\u{1f600}', 'text'],
    ['\x03', 'ctrl+c'],
    ['\x13', 'ctrl+s'],
    ['\x1b[A', 'up'],
    ['\x1bOB', 'down'],
    ['\x1b[1;5C', 'ctrl+right'],
    ['\x1b[1;3D', 'alt+left'],
    ['\x1b\x1b[D', 'alt+left'],
    ['\x1bb', 'alt+b'],
    ['\x1b\r', 'alt+enter'],
    ['\x1b[13;5u', 'ctrl+enter'],
    ['\x1bOP', 'f1'],
    ['\x1b[11~', 'f1'],
    ['\x1b[5~', 'pageup'],
    ['\x1b[H', 'home'],
    ['\x1b[1~', 'home'],
  ])('%j is %s', async (sequence, chord) => expect(await chords(sequence)).toEqual([chord]));

  it.each(['\x1b[I', '\x1b[O', '\x1b[33~'])('%j, which names no key, types nothing', async (report) => {
    expect((await keysOf(report)).filter((key) => key.text !== '')).toEqual([]);
  });

  it('come one by one from a burst, in order', async () => {
    expect(await keysOf('Ac\u00e9\r\x1b[B!')).toEqual([
      { chord: 'text', text: 'A' },
      { chord: 'text', text: 'c' },
      { chord: 'text', text: '\u00e9' },
      { chord: 'enter', text: '' },
      { chord: 'down', text: '' },
      { chord: 'text', text: '!' },
    ]);
  });

  it('come whole from a sequence or character that is cut in two', async () => {
    expect(await chords('\x1b[', 'A')).toEqual(['up']);
    const accent = Buffer.from('\u00e9');
    expect(await keysOf(accent.subarray(0, 1), accent.subarray(1))).toEqual([{ chord: 'text', text: '\u00e9' }]);
  });

  it('of printable text give that text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), async (typed) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: keys of their own
        fc.pre(!/[\x00-\x1f\x7f-\x9f]/.test(typed));
        expect((await keysOf(typed)).map((key) => key.text).join('')).toBe(typed);
      }),
      { numRuns: 50 },
    );
  });
});

describe('paste', () => {
  it('is one key, whatever is in it', async () => {
    expect(await keysOf('\x1b[200~one\r\ntwo\tthree\x1b[201~x')).toEqual([
      { chord: 'paste', text: 'one\r\ntwo\tthree' },
      { chord: 'text', text: 'x' },
    ]);
  });

  it('may come in pieces, and be empty', async () => {
    expect(await keysOf('\x1b[200~on', 'e\x1b[2', '01~')).toEqual([{ chord: 'paste', text: 'one' }]);
    expect(await keysOf('\x1b[200~\x1b[201~')).toEqual([]);
  });

  it('does not swallow Ctrl+C when its end never comes', async () => {
    expect(await chords('\x1b[200~abc\x03')).toEqual(['ctrl+c']);
  });
});

it('raw mode is on while keys are listened to', () => {
  const modes: boolean[] = [];
  const stdin = Object.assign(new PassThrough(), { setRawMode: (on: boolean) => modes.push(on) });
  const stop = listenToKeys(stdin, () => undefined);
  expect(modes).toEqual([true]);
  stop();
  expect(modes).toEqual([true, false]);
  expect(stdin.isPaused()).toBe(true);
});
