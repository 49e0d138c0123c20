import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesOf } from '../../src/definition/lines.ts';

describe('linesOf', () => {
  it.each([
    ['', 1],
    ['a', 1],
    ['a\n', 2],
    ['a\r\nb', 2],
    ['a\rb\nc\r\n', 4],
  ])('%j has %i lines', (text, count) => {
    expect(linesOf(text).count).toBe(count);
  });

  it('gives lines without their ends', () => {
    const lines = linesOf('one\r\ntwo\nthree');
    expect([1, 2, 3, 4].map((number) => lines.line(number))).toEqual(['one', 'two', 'three', '']);
  });

  it('moves offsets outside of the text to its ends', () => {
    expect(linesOf('ab\nc').positionOf(-5)).toEqual({ line: 1, column: 1 });
    expect(linesOf('ab\nc').positionOf(99)).toEqual({ line: 2, column: 2 });
  });

  it('finds every offset again', () => {
    const text = fc
      .array(fc.constantFrom('a', 'é', '👍', '\n', '\r\n', ' '), { maxLength: 30 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.nat(40), (source, at) => {
        const offset = Math.min(at, source.length);
        const { line, column } = linesOf(source).positionOf(offset);
        const before = source.slice(0, offset);
        expect(line).toBe(before.split('\n').length);
        // Between CR and LF one is still at the end of the line.
        const lastLine = before.slice(before.lastIndexOf('\n') + 1);
        const inside =
          lastLine.endsWith('\r') && source.charAt(offset) === '\n' ? lastLine.length - 1 : lastLine.length;
        expect(column).toBe(inside + 1);
      }),
    );
  });
});
