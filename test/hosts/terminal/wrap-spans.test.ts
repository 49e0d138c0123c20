import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cells } from '../../../src/hosts/terminal/text-cells.ts';
import { wrapSpans } from '../../../src/hosts/terminal/wrap-spans.ts';

const rowsOf = (text: string, width: number) =>
  wrapSpans([{ text }], width).map((row) => row.map((piece) => piece.text).join(''));

describe('wrapSpans', () => {
  it.each([
    ['', 5, ['']],
    ['one', 5, ['one']],
    ['one two', 7, ['one two']],
    // A full row: no blank is left over for the next one.
    ['abcde fgh', 5, ['abcde', 'fgh']],
    ['ab cd ef', 5, ['ab cd', 'ef']],
    ['a  b', 4, ['a  b']],
    ['  in', 6, ['  in']],
    ['a\n\nb', 6, ['a', '', 'b']],
    ['abcdefgh', 3, ['abc', 'def', 'gh']],
    ['x abcdef y', 4, ['x', 'abcd', 'ef y']],
    ['\u6771\u4eac \u5927\u962a', 4, ['\u6771\u4eac', '\u5927\u962a']],
    ['\u6771\u4eac\u5927\u962a', 3, ['\u6771', '\u4eac', '\u5927', '\u962a']],
    ['a\u00a0b c', 4, ['a\u00a0b', 'c']],
  ])('%j in %i columns', (text, width, rows) => {
    expect(rowsOf(text, width)).toEqual(rows);
  });

  it('keeps the style of each piece, and words of several pieces together', () => {
    const pieces = [
      { text: 'see ' },
      { text: 'th', bold: true },
      { text: 'is, ', bold: false },
      { text: 'now', bold: false },
    ];
    expect(wrapSpans(pieces, 6)).toEqual([
      [{ text: 'see' }],
      [
        { text: 'th', bold: true },
        { text: 'is,', bold: false },
      ],
      [{ text: 'now', bold: false }],
    ]);
  });

  it('loses nothing but blanks, and fills no row over its width', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '\u6771', ' ', '\n', 'e\u0301'), maxLength: 40 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 4 }), fc.integer({ min: 2, max: 20 }), (texts, width) => {
        const rows = wrapSpans(
          texts.map((text) => ({ text })),
          width,
        ).map((row) => row.map(({ text }) => text).join(''));
        expect(rows.join('').replaceAll(/\s/g, '')).toBe(texts.join('').replaceAll(/\s/g, ''));
        for (const row of rows) expect(cells(row.trimEnd())).toBeLessThanOrEqual(Math.max(width, 2));
      }),
    );
  });
});
