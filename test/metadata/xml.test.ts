import { describe, expect, it } from 'vitest';
import { MAX_XML_DEPTH, MAX_XML_LENGTH, parseMetadataXml, textOf, type XmlElement } from '../../src/metadata/xml.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

function parse(text: string): XmlElement {
  const { root, diagnostics } = parseMetadataXml(text, 'x.flow-meta.xml');
  expect(diagnostics).toEqual([]);
  if (!root) throw new Error('nothing was parsed');
  return root;
}

/** The text that an element's place covers. */
function at(text: string, path: readonly string[]): string {
  let element = parse(text);
  for (const name of path) {
    const child = element.children.find((candidate) => candidate.name === name);
    if (!child) throw new Error(`no <${name}>`);
    element = child;
  }
  return text.slice(element.place.start, element.place.end);
}

describe('parseMetadataXml', () => {
  it.each([
    ['a licence', '<!-- licence -->\n'],
    ['a blank line', '\n'],
    ['comments', '\uFEFF<!-- one --> <!-- two -->\r\n'],
  ])('takes %s above the declaration, and moves no place', (_what, above) => {
    const text = `${above}${HEAD}<Flow><label>x</label></Flow>`;
    const { root, diagnostics } = parseMetadataXml(text, 'flow.flow-meta.xml');
    expect(diagnostics).toEqual([]);
    const place = root?.children[0]?.place;
    expect(text.slice(place?.start, place?.end)).toBe('x');
  });

  it('keeps order, text with its blanks, entities and CDATA', () => {
    const root = parse(`${HEAD}<Flow xmlns="urn:x"><b> a &amp;&#39; </b><a><![CDATA[<p>]]></a><b></b></Flow>`);
    expect(root.children.map(({ name, text }) => [name, text])).toEqual([
      ['b', " a &' "],
      ['a', '<p>'],
      ['b', ''],
    ]);
    expect(root.attributes).toEqual({});
  });

  it('gives a leaf the place of its text and a branch the place of the element', () => {
    const text = `${HEAD}<Flow>\n  <label>Größe 😀 &lt;x&gt;</label>\n  <start><locationX>5</locationX></start>\n  <e/>\n</Flow>`;
    expect(at(text, ['label'])).toBe('Größe 😀 &lt;x&gt;');
    expect(at(text, ['start', 'locationX'])).toBe('5');
    expect(at(text, ['start'])).toBe('<start><locationX>5</locationX></start>');
    expect(at(text, ['e'])).toBe('<e/>');
  });

  it('reads CRLF and a byte order mark, with places in the text as it is', () => {
    const text = `\uFEFF<?xml version="1.0"?>\r\n<Flow>\r\n  <text>one\r\ntwo</text>\r\n  <label>x</label>\r\n</Flow>\r\n`;
    expect(textOf(parse(text), 'text')).toBe('one\ntwo');
    expect(at(text, ['label'])).toBe('x');
  });

  it('keeps comments above what follows them, and the last ones with their parent', () => {
    const root = parse('<!-- top --><Flow><!-- a --><!-- b --><x>1<!-- in --></x><!-- last --></Flow><!-- end -->');
    expect(root.comments).toEqual(['top', 'end', 'last']);
    expect(root.children[0]?.comments).toEqual(['a', 'b', 'in']);
    expect(root.children[0]?.text).toBe('1');
  });

  it('leaves stray text out, with a warning at its element', () => {
    const text = '<Flow><start>\n  <label>x</label>>\n</start></Flow>';
    const { root, diagnostics } = parseMetadataXml(text, 'x');
    expect(root?.children[0]?.children.map(({ name }) => name)).toEqual(['label']);
    expect(diagnostics).toMatchObject([{ rule: 'xml-stray-text', severity: 'warning', place: { start: 6, end: 12 } }]);
  });

  const line = (text: string, offset: number) => text.slice(0, offset).split('\n').length;
  it.each([
    ['an empty file', '', 'the file is empty', 1],
    ['blanks only', ' \n \n', 'the file is empty', 1],
    ['a missing end tag', '<Flow>\n  <label>x\n</Flow>', /label/, 3],
    ['an unknown entity', '<Flow>\n  <label>&bogus;</label>\n</Flow>', /entity|&bogus/i, 2],
    ['a bare ampersand', '<Flow>\n<label>a & b</label></Flow>', /&|reference/i, 2],
    ['two roots', '<Flow></Flow>\n<Flow></Flow>', /extra content/, 2],
    ['no root', `${HEAD}\n<!-- only this -->`, /root element/, 3],
    ['an element before the declaration', `<Flow>\n${HEAD}</Flow>`, /XML declaration must be the first/, 2],
    ['a document type', '<!DOCTYPE Flow [<!ENTITY a "b">]>\n<Flow>&a;</Flow>', /document type/, 1],
    [
      'a document type after the declaration',
      `${HEAD}<!DOCTYPE Flow SYSTEM "file:///etc/passwd"><Flow/>`,
      /document type/,
      2,
    ],
  ])('refuses %s where it stands', (_case, text, message, expectedLine) => {
    const { root, diagnostics } = parseMetadataXml(text, 'bad.flow-meta.xml');
    expect(root).toBeNull();
    expect(diagnostics).toHaveLength(1);
    const [diagnostic] = diagnostics;
    expect(diagnostic?.severity).toBe('error');
    expect(diagnostic?.file).toBe('bad.flow-meta.xml');
    expect(diagnostic?.message).toMatch(message);
    expect(line(text, diagnostic?.place.start ?? -1)).toBe(expectedLine);
  });

  it('points at the right character behind emojis', () => {
    const text = '<Flow>😀😀<label>&bogus;</label></Flow>';
    const [diagnostic] = parseMetadataXml(text, 'x').diagnostics;
    const start = diagnostic?.place.start ?? -1;
    expect(start).toBeGreaterThanOrEqual(text.indexOf('&bogus'));
    expect(start).toBeLessThanOrEqual(text.indexOf('</label>'));
  });

  it('does not take comments and CDATA for markup', () => {
    const root = parse(
      '<Flow><!-- <!DOCTYPE x> <?xml version="1.0"?> <a><a> --><a><![CDATA[<!DOCTYPE y>]]></a></Flow>',
    );
    expect(textOf(root, 'a')).toBe('<!DOCTYPE y>');
  });

  it('refuses files too large or too deep before they cost time or the stack', () => {
    const huge = parseMetadataXml(`<Flow>${'x'.repeat(MAX_XML_LENGTH)}</Flow>`, 'x');
    expect(huge.diagnostics).toMatchObject([{ rule: 'file-too-large' }]);
    const nest = (depth: number) => `${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`;
    expect(parseMetadataXml(nest(MAX_XML_DEPTH), 'x').root).not.toBeNull();
    expect(parseMetadataXml(nest(MAX_XML_DEPTH + 1), 'x').diagnostics[0]?.message).toMatch(/nest more than 100/);
    expect(parseMetadataXml(nest(300_000), 'x').root).toBeNull();
  });
});
