import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cells, clip, graphemes, harmless, oneLine, takeCells } from '../../../src/hosts/terminal/text-cells.ts';

const FAMILY = '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}';
const anyText = fc.string({ unit: 'binary', maxLength: 60 });

describe('graphemes and cells', () => {
  it.each([
    ['abc', 3, 3],
    ['e\u0301', 1, 1],
    [FAMILY, 1, 2],
    ['\u65e5\u672c', 2, 4],
    ['', 0, 0],
  ])('%j has %i graphemes in %i columns', (text, count, width) => {
    expect(graphemes(text)).toHaveLength(count);
    expect(cells(text)).toBe(width);
  });

  it('graphemes put together give the text', () => {
    fc.assert(fc.property(anyText, (text) => graphemes(text).join('') === text));
  });
});

describe('harmless', () => {
  it('leaves no control character but the line end', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.oneof(fc.constantFrom('\x1b', '\x07', '\r', '\t', '\x9b', '\u202e', '\n'), fc.string()) }),
        (text) => {
          // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be left
          expect(harmless(text)).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
          expect(oneLine(text)).not.toContain('\n');
        },
      ),
    );
  });

  it('is the identity on ordinary text, and done once is done', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => harmless(text) === text));
    fc.assert(fc.property(anyText, (text) => harmless(harmless(text)) === harmless(text)));
  });

  it('turns tabs and all line ends into what can be drawn', () => {
    expect(harmless('a\tb\r\nc\rd')).toBe('a  b\nc\nd');
  });
});

describe('clip', () => {
  it('is never wider than asked, and whole where it fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(30), (text, width) => {
        expect(cells(clip(text, width))).toBeLessThanOrEqual(width);
        if (cells(text) <= width) expect(clip(text, width)).toBe(text);
      }),
    );
  });

  it.each([
    ['abcdefgh', 6, 'abc...'],
    ['abcdefgh', 2, 'ab'],
    ['\u65e5\u672c\u8a9e\u8a9e', 6, '\u65e5...'],
  ])('%j to %i columns: %j', (text, width, expected) => expect(clip(text, width)).toBe(expected));

  it('takes whole graphemes only', () => expect(takeCells(`a${FAMILY}b`, 2)).toBe('a'));
});
