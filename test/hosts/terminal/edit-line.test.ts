import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insert, LINE_KEYS, type Line, settleCaret, windowLine } from '../../../src/hosts/terminal/edit-line.ts';
import { cells, graphemes } from '../../../src/hosts/terminal/text-cells.ts';

const FAMILY = '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}';
const unit = fc.oneof(
  fc.constantFrom('a', 'b', ' ', '\n', '\u00e9', '\u65e5', FAMILY, 'e\u0301', '\u0301'),
  fc.string({ unit: 'grapheme', maxLength: 1 }),
);
const text = fc.string({ unit, maxLength: 25 });
const line: fc.Arbitrary<Line> = fc.tuple(text, fc.nat(60)).map(([value, caret]) => settleCaret(value, caret));

function boundaries(value: string): Set<number> {
  const ends = new Set([0]);
  let at = 0;
  for (const grapheme of graphemes(value)) {
    at += grapheme.length;
    ends.add(at);
  }
  return ends;
}

/** `ab|c` is the text abc with the caret before c. */
function parse(marked: string): Line {
  const caret = marked.indexOf('|');
  return { text: marked.replace('|', ''), caret };
}
function show({ text: value, caret }: Line): string {
  return `${value.slice(0, caret)}|${value.slice(caret)}`;
}

describe('the caret', () => {
  it('stands between graphemes after any keys', () => {
    const step = fc.oneof(
      fc.constantFrom(...Object.values(LINE_KEYS)),
      unit.map((typed) => (before: Line) => insert(before, typed)),
    );
    fc.assert(
      fc.property(line, fc.array(step, { maxLength: 12 }), (start, steps) => {
        let now = start;
        for (const each of steps) {
          now = each(now);
          expect(boundaries(now.text)).toContain(now.caret);
        }
      }),
    );
  });

  it('is brought to a boundary at or before where it was asked', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: -5, max: 60 }), (value, caret) => {
        const settled = settleCaret(value, caret).caret;
        expect(boundaries(value)).toContain(settled);
        expect(settled).toBeLessThanOrEqual(Math.max(0, caret));
      }),
    );
  });
});

describe('typing', () => {
  it('and backspacing over it gives the same text, for what joins nothing', () => {
    fc.assert(
      fc.property(line, fc.constantFrom('x', '\u65e5', '7'), (start, typed) => {
        fc.pre(!/^\p{M}|^\u200d/u.test(start.text.slice(start.caret)));
        const after = LINE_KEYS.backspace?.(insert(start, typed));
        expect(after).toEqual(start);
      }),
    );
  });

  it('a combining mark goes to the letter before it', () => {
    expect(insert(parse('e|x'), '\u0301')).toEqual({ text: 'e\u0301x', caret: 2 });
  });
});

describe('keys', () => {
  it.each([
    ['left', 'ab|c', 'a|bc'],
    ['left', '|abc', '|abc'],
    ['right', 'ab|c', 'abc|'],
    ['home', 'one\ntw|o', 'one\n|two'],
    ['end', 'o|ne\ntwo', 'one|\ntwo'],
    ['ctrl+a', 'ab|c', '|abc'],
    ['ctrl+e', 'ab|c', 'abc|'],
    ['ctrl+left', 'one two|', 'one |two'],
    ['ctrl+left', 'one   |two', '|one   two'],
    ['ctrl+right', '|one two', 'one| two'],
    ['backspace', 'ab|c', 'a|c'],
    ['backspace', `a${FAMILY}|`, 'a|'],
    ['delete', 'a|bc', 'a|c'],
    ['delete', 'abc|', 'abc|'],
    ['ctrl+w', 'one two |three', 'one |three'],
    ['ctrl+u', 'one two| three', '| three'],
    ['ctrl+u', 'one\ntwo| three', 'one\n| three'],
    ['ctrl+k', 'one| two\nthree', 'one|\nthree'],
  ])('%s on %j gives %j', (key, before, after) => {
    const result = LINE_KEYS[key]?.(parse(before));
    expect(result && show(result)).toBe(after);
  });

  it('cutting back and on from the caret leaves nothing of one line', () => {
    fc.assert(
      fc.property(line, (start) => {
        fc.pre(!start.text.includes('\n'));
        const rest = LINE_KEYS['ctrl+k']?.(LINE_KEYS['ctrl+u']?.(start) ?? start);
        expect(rest).toEqual({ text: '', caret: 0 });
      }),
    );
  });
});

describe('windowLine', () => {
  it('fits, holds the caret, and is a part of the text', () => {
    const oneLine = line.filter(({ text: value }) => !value.includes('\n'));
    fc.assert(
      fc.property(oneLine, fc.integer({ min: 2, max: 30 }), (start, width) => {
        const { before, at, after } = windowLine(start, width);
        expect(cells(before) + Math.max(1, cells(at)) + cells(after)).toBeLessThanOrEqual(width);
        expect(start.text.slice(0, start.caret).endsWith(before)).toBe(true);
        expect(start.text.slice(start.caret).startsWith(at + after)).toBe(true);
        if (start.caret < start.text.length) expect(at).not.toBe('');
      }),
    );
  });

  it('shows all of a line that fits', () => {
    expect(windowLine(parse('ab|cd'), 5)).toEqual({ before: 'ab', at: 'c', after: 'd' });
  });
});
