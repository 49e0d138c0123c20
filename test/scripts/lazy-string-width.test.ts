import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import lazyStringWidth from '../../scripts/lazy-string-width.ts';

const RANGES: readonly (readonly [number, number])[] = [
  [0x20, 0x7e],
  [0xa1, 0xac],
  [0xae, 0x2ff],
  [0x2010, 0x2027],
  [0x2030, 0x205e],
  [0x2190, 0x21ff],
  [0x2500, 0x25fc],
  [0x25ff, 0x25ff],
];
const SIGNS = [...'✔✖❯☑☐'];
const characters = [
  ...RANGES.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i))),
  ...SIGNS,
];
const STYLES = ['\u001b[1m', '\u001b[22m', '\u001b[38;2;255;0;10m', '\u001b[39m', '\u001b[m'];

describe('the plain part of the lazy string-width', () => {
  it('measures every character as the real one does', () => {
    for (const character of characters) expect(lazyStringWidth(character), character).toBe(stringWidth(character));
  });

  it('measures texts and styles as the real one does', () => {
    const text = fc.array(fc.constantFrom(...characters, ...STYLES), { maxLength: 40 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (one) => {
        expect(lazyStringWidth(one)).toBe(stringWidth(one));
      }),
    );
  });

  it('leaves the rest to the real one', () => {
    // Outside of the bundle there is no such module to be loaded.
    for (const other of ['日', '😀', 'e\u0301', '\u00ad', '\t', '\u001b]8;;x\u0007']) {
      expect(() => lazyStringWidth(other)).toThrow(/string-width\?real|require/);
    }
  });
});
