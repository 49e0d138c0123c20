import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/testing/plain-text.ts';
import { lineDiff, showFailure } from '../../src/testing/show-failure.ts';

describe('lineDiff', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 });
  it('without the added lines is the old text, without the removed lines the new one', () => {
    fc.assert(
      fc.property(lines, lines, (old, now) => {
        const diff = lineDiff(old, now);
        expect(diff.filter(({ mark }) => mark !== '+').map(({ line }) => line)).toEqual(old);
        expect(diff.filter(({ mark }) => mark !== '-').map(({ line }) => line)).toEqual(now);
      }),
    );
  });
  it('marks nothing where nothing differs', () => {
    fc.assert(fc.property(lines, (same) => lineDiff(same, same).every(({ mark }) => mark === ' ')));
  });
});

it('a failure over several lines marks only what differs', () => {
  const compared = { expected: '[\n  "A",\n  "B"\n]', received: '[\n  "A",\n  "C"\n]' };
  const failure = {
    path: 'path',
    message: 'path is not as expected',
    help: null,
    compared,
    place: { start: 6, end: 7 },
  };
  const shown = showFailure(failure, 'x.test.yaml', 'path: [A, B]\n', { color: false });
  expect(shown.slice(0, 7)).toEqual([
    'path is not as expected',
    '  - expected, + received',
    '    [',
    '      "A",',
    '  -   "B"',
    '  +   "C"',
    '    ]',
  ]);
  expect(shown[7]).toContain('--> x.test.yaml:1:7');
});

describe('plainText', () => {
  it.each([
    ['<p>Hello <b>Ada</b></p>', 'Hello Ada'],
    ['<p>one</p><p>two</p>', 'one\ntwo'],
    ['one<br>two<br/>three', 'one\ntwo\nthree'],
    ['1 &lt; 2 &amp;&amp; 3 &gt; 2', '1 < 2 && 3 > 2'],
    ['&#65;&#x42;&nbsp;&unknown;', 'AB &unknown;'],
    ['&amp;lt;', '&lt;'],
    ['plain', 'plain'],
  ])('%j', (html, text) => {
    expect(plainText(html)).toBe(text);
  });
});
