import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namedHue, parseRichText, type Span, safeLink } from '../../../src/hosts/terminal/rich-text.ts';

const ESC = '\x1b';

/** The blocks as lines: marker and text, indented by depth. */
function lines(html: string): string[] {
  return parseRichText(html).map(
    ({ kind, depth, marker, spans }) =>
      `${'  '.repeat(depth)}${kind === 'heading' ? '# ' : kind === 'rule' ? '---' : ''}${marker ? `${marker} ` : ''}${spans.map((span) => span.text).join('')}`,
  );
}
function spans(html: string): readonly Span[] {
  return parseRichText(html).flatMap((block) => block.spans);
}

describe('blocks', () => {
  it.each([
    ['just text', ['just text']],
    ['<p>one</p><p>two</p>', ['one', 'two']],
    ['<p>one</p><p><br></p><p>two</p>', ['one', '', 'two']],
    ['<p></p><p>one</p>', ['one']],
    ['<p>one<br>two</p>', ['one\ntwo']],
    ['<p>one<br></p>', ['one']],
    ['<p>  a \n  b\t c </p>', ['a b c']],
    ['<p>a <b>b</b> <i>c</i></p>', ['a b c']],
    ['<p>a&nbsp;&amp;&lt;b&gt;</p>', ['a\u00a0&<b>']],
    ['<h1>Title</h1>text', ['# Title', 'text']],
    ['<ul><li>a</li><li>b</li></ul>', ['- a', '- b']],
    ['<ol><li>a</li><li>b</li></ol>', ['1. a', '2. b']],
    ['<ol><li>a<ul><li>in</li></ul></li><li>b</li></ol>', ['1. a', '  - in', '2. b']],
    ['<ul><li><p>a</p></li></ul>', ['- a']],
    ['<p>a</p><hr><p>b</p>', ['a', '---', 'b']],
    ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', ['a  b', 'c']],
    ['<p><img src="x" alt="Logo"> here</p>', ['[Logo] here']],
    ['<img src="x">', ['[picture]']],
    ['a<script>alert(1)</script><style>p{}</style>b', ['ab']],
    ['<unknown>kept</unknown>', ['kept']],
    ['<p>never <b>closed', ['never closed']],
    ['</p></b>stray', ['stray']],
    ['a < b', ['a < b']],
    ['', []],
  ])('%j', (html, expected) => expect(lines(html)).toEqual(expected));
});

describe('styles', () => {
  it.each([
    ['<b>x</b>', { bold: true }],
    ['<strong>x</strong>', { bold: true }],
    ['<em>x</em>', { italic: true }],
    ['<u>x</u>', { underline: true }],
    ['<s>x</s>', { strikethrough: true }],
    ['<b><i>x</i></b>', { bold: true, italic: true }],
    ['<font color="#ff0000">x</font>', { colour: 'red' }],
    ['<span style="color: rgb(0, 112, 210);">x</span>', { colour: 'blue' }],
    ['<span style="background-color: #f00">x</span>', {}],
    ['<span style="font-weight: bold; text-decoration: underline">x</span>', { bold: true, underline: true }],
    ['<a href="https://example.com/a">x</a>', { link: 'https://example.com/a' }],
  ])('%j', (html, style) => expect(spans(html)).toEqual([{ text: 'x', ...style }]));

  it('end where their tag ends', () => {
    expect(spans('<p>a<b>b</b>c</p>')).toEqual([{ text: 'a' }, { text: 'b', bold: true }, { text: 'c' }]);
  });
});

describe('colours', () => {
  it.each([
    ['#e00', 'red'],
    ['#FFA500', 'yellow'],
    ['green', 'green'],
    ['rgb(0,128,128)', 'cyan'],
    ['rgba(0, 0, 255, 0.5)', 'blue'],
    ['purple', 'magenta'],
    ['#000000', null],
    ['white', null],
    ['rgb(62, 62, 60)', null],
    ['#16325c', 'blue'],
    ['nonsense', null],
    ['', null],
  ])('%s is %s', (css, hue) => expect(namedHue(css)).toBe(hue));
});

describe('links', () => {
  it.each([
    ['https://a.example/x?y=1', 'https://a.example/x?y=1'],
    [' mailto:a@b.example ', 'mailto:a@b.example'],
    ['javascript:alert(1)', null],
    ['file:///etc/passwd', null],
    ['/lightning/r/001', null],
    ['', null],
  ])('%j is %j', (href, link) => expect(safeLink(href)).toBe(link));

  it('never hold what could end the sequence they stand in', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.oneof(fc.constantFrom(ESC, '\x07', '\n', '\x9c'), fc.string({ maxLength: 2 })) }),
        (tail) => {
          // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be in it
          expect(safeLink(`https://a.example/${tail}`) ?? '').not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
        },
      ),
    );
  });
});

it('reads any input, and gives no control characters', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '<p>',
      '</p>',
      '<ul>',
      '</ul>',
      '<ol>',
      '<li>',
      '</li>',
      '<b>',
      '</b>',
      '<br>',
      '<td>',
      '&#27;[2J',
      ESC,
      '<a href="',
      '">',
      '<!--',
      '<',
    ),
    fc.string({ maxLength: 4 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      for (const { depth, spans: parts } of parseRichText(pieces.join(''))) {
        expect(depth).toBeGreaterThanOrEqual(0);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be in it
        for (const span of parts) expect(span.text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
      }
    }),
  );
});
