import { eastAsianWidthType } from 'get-east-asian-width';
import { describe, expect, it } from 'vitest';
import { createTheme, type Glyphs, wantsAscii, wantsColour } from '../../../src/hosts/terminal/theme.ts';

function signs({ box: _box, rule: _rule, spinner, ...rest }: Glyphs): string[] {
  return [...Object.values(rest).flat(), ...spinner].flatMap((sign) => (typeof sign === 'string' ? [...sign] : []));
}

describe('glyphs', () => {
  it('have one width everywhere', () => {
    for (const sign of signs(createTheme({ LANG: 'C.UTF-8' }).glyphs)) {
      expect([sign, eastAsianWidthType(sign.codePointAt(0) ?? 0)]).toEqual([
        sign,
        expect.stringMatching(/^(neutral|narrow)$/),
      ]);
    }
  });

  it('are ASCII where that is wanted, the box included', () => {
    const { glyphs } = createTheme({ LANG: 'C' });
    for (const sign of [...signs(glyphs), glyphs.rule, ...Object.values(glyphs.box)])
      expect(sign).toMatch(/^[\x20-\x7e]+$/);
  });
});

describe('the environment', () => {
  it.each([
    [{}, false],
    [{ LANG: 'en_US.UTF-8' }, false],
    [{ LANG: 'de_DE.utf8' }, false],
    [{ LANG: 'C' }, true],
    [{ LANG: 'POSIX' }, true],
    [{ LANG: 'en_US.UTF-8', LC_ALL: 'C' }, true],
    [{ LANG: 'C', LC_ALL: 'C.UTF-8' }, false],
    [{ LANG: 'C.UTF-8', TERM: 'dumb' }, true],
    [{ LANG: 'C.UTF-8', TERM: 'linux' }, true],
  ])('%j: ASCII %s', (env, ascii) => expect(wantsAscii(env)).toBe(ascii));

  it.each([
    [{}, true],
    [{ NO_COLOR: '1' }, false],
    [{ NO_COLOR: '' }, true],
    [{ TERM: 'dumb' }, false],
  ])('%j: colour %s', (env, colour) => expect(wantsColour(env)).toBe(colour));

  it('gives way to options', () => {
    expect(createTheme({ NO_COLOR: '1', LANG: 'C' }, { colour: true, ascii: false })).toMatchObject({ colour: true });
    expect(createTheme({ LANG: 'C' }, { ascii: false }).glyphs.pointer).not.toBe('>');
    expect(createTheme({ LANG: 'C.UTF-8' }, { ascii: true }).glyphs.pointer).toBe('>');
  });

  it('without colour no style names one, and the caret can still be seen', () => {
    const { styles } = createTheme({ NO_COLOR: '1' });
    for (const style of Object.values(styles)) {
      expect(style).not.toHaveProperty('color');
      expect(style).not.toHaveProperty('backgroundColor');
    }
    expect(styles.caret).toEqual({ inverse: true });
  });
});
