import { describe, expect, it } from 'vitest';
import { decodeText, MAX_FILE_SIZE } from '../../src/definition/text.ts';

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'utf8') : Buffer.from(part))));

describe('decodeText', () => {
  it('reads UTF-8 and drops a byte order mark', () => {
    expect(decodeText(bytes('Grüße 👍'))).toEqual({ text: 'Grüße 👍' });
    expect(decodeText(bytes([0xef, 0xbb, 0xbf], 'a'))).toEqual({ text: 'a', byteOrderMark: true });
    expect(decodeText(bytes(''))).toEqual({ text: '' });
  });

  it('names the line of the first bytes that are no UTF-8', () => {
    expect(decodeText(bytes('a: 1\nb: gr', [0xfc, 0xdf], '\nc: 3\n'))).toEqual({
      finding: expect.objectContaining({
        rule: 'not-utf8',
        message: 'the file is not UTF-8: line 2 holds bytes of another encoding',
        suggestion: 'save it as UTF-8',
      }),
    });
    expect(decodeText(bytes('a: ', [0xe2, 0x82]))).toMatchObject({ finding: { rule: 'not-utf8' } });
  });

  it('knows UTF-16 by its mark', () => {
    expect(decodeText(Buffer.from('\ufeffa: 1', 'utf16le'))).toMatchObject({
      finding: { rule: 'not-utf8', message: 'the file is UTF-16' },
    });
  });

  it('refuses more than the limit, and nothing less', () => {
    expect(decodeText(new Uint8Array(MAX_FILE_SIZE).fill(0x61))).toHaveProperty('text');
    expect(decodeText(new Uint8Array(MAX_FILE_SIZE + 1).fill(0x61))).toMatchObject({
      finding: { rule: 'file-too-large' },
    });
  });
});
