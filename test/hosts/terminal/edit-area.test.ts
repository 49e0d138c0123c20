import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caretRow, moveRows, wrapRows } from '../../../src/hosts/terminal/edit-area.ts';
import { settleCaret } from '../../../src/hosts/terminal/edit-line.ts';
import { cells } from '../../../src/hosts/terminal/text-cells.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'bb', ' ', '\n', '\u65e5', '\u00e9'), maxLength: 60 });
const width = fc.integer({ min: 2, max: 20 });

function rowsOf(value: string, columns: number): string[] {
  return wrapRows(value, columns).map((row) => value.slice(row.start, row.end));
}

describe('wrapRows', () => {
  it.each([
    ['', 5, ['']],
    ['a\n', 5, ['a', '']],
    ['hello world', 7, ['hello ', 'world']],
    ['hello world', 5, ['hello ', 'world']],
    ['hello   world', 5, ['hello   ', 'world']],
    ['abcdefgh', 3, ['abc', 'def', 'gh']],
    ['\u65e5\u672c\u8a9e', 5, ['\u65e5\u672c', '\u8a9e']],
  ])('%j in %i columns', (value, columns, expected) => expect(rowsOf(value, columns)).toEqual(expected));

  it('loses nothing, keeps the order and fits, blanks at the end aside', () => {
    fc.assert(
      fc.property(text, width, (value, columns) => {
        const rows = wrapRows(value, columns);
        let at = 0;
        for (const row of rows) {
          expect(value.slice(at, row.start)).toMatch(/^\n?$/);
          expect(cells(value.slice(row.start, row.end).trimEnd())).toBeLessThanOrEqual(columns);
          at = row.end;
        }
        expect(at).toBe(value.length);
      }),
    );
  });
});

describe('moveRows', () => {
  it('goes one row at a time, to a column not right of the old one', () => {
    fc.assert(
      fc.property(text, width, fc.nat(80), fc.constantFrom(-1, 1), (value, columns, caret, by) => {
        const line = settleCaret(value, caret);
        const rows = wrapRows(value, columns);
        const from = caretRow(rows, line.caret);
        const moved = moveRows(line, by, columns);
        if (!moved) {
          expect(rows[from + by]).toBeUndefined();
          return;
        }
        const to = caretRow(rows, moved.caret);
        expect(to).toBe(from + by);
        const column = (row: number, at: number) => cells(value.slice(rows[row]?.start, at));
        expect(column(to, moved.caret)).toBeLessThanOrEqual(column(from, line.caret));
      }),
    );
  });

  it('leads out of the first and the last row', () => {
    expect(moveRows({ text: 'one\ntwo', caret: 1 }, -1, 10)).toBeNull();
    expect(moveRows({ text: 'one\ntwo', caret: 5 }, 1, 10)).toBeNull();
    expect(moveRows({ text: 'one\ntwo', caret: 1 }, 1, 10)).toEqual({ text: 'one\ntwo', caret: 5 });
  });
});
