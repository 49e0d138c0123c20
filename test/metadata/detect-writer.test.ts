import { describe, expect, it } from 'vitest';
import { detectWriter } from '../../src/metadata/detect-writer.ts';
import { entry, mapNode } from '../../src/metadata/nodes.ts';
import { CANONICAL, type WriterProfile } from '../../src/metadata/writer-profile.ts';
import { writerNode, writerProfileOf } from '../../src/metadata/writer-profile-yaml.ts';
import { parseMetadataXml, type XmlElement } from '../../src/metadata/xml.ts';
import { metadataXml } from '../../src/metadata/xml-writer.ts';

const OPEN = '<Flow xmlns="http://soap.sforce.com/2006/04/metadata">';

function rootOf(text: string): XmlElement {
  const { root } = parseMetadataXml(text, 'x');
  if (!root) throw new Error('it is not well-formed');
  return root;
}

function detected(text: string): WriterProfile | null {
  return detectWriter(text, rootOf(text));
}

/** A flow around lines, in canonical form but for them. */
function flowAround(...lines: readonly string[]): string {
  return [CANONICAL.declaration, OPEN, ...lines, '</Flow>', ''].join('\n');
}

describe('detectWriter', () => {
  it('finds nothing where there is nothing', () => {
    expect(detected(flowAround('    <label>A &amp; b</label>'))).toBeNull();
  });

  it.each([
    ['two blanks', '  <label>A</label>', { indent: '  ' }],
    ['tabs', '\t<label>A</label>', { indent: '\t' }],
    ['none', '<label>A</label>', { indent: '' }],
  ])('finds indents: %s', (_what, line, facts) => {
    expect(detected(flowAround(line))).toEqual({ ...CANONICAL, ...facts });
  });

  it.each([
    ['quotes as they are', `A "b" 'c'`, { '"': '"', "'": "'" }],
    ['what most have', `&#39; &#39; &apos;`, { "'": '&#39;' }],
    ['hexadecimal digits', '&#x27;', { "'": '&#x27;' }],
    ['what an org writes as it is', 'a&#160;b', { '\u00a0': '&#160;' }],
  ])('finds entities: %s', (_what, text, entities) => {
    expect(detected(flowAround(`    <label>${text}</label>`))?.entities).toEqual({
      ...CANONICAL.entities,
      ...entities,
    });
  });

  it('takes the width of a formatter for the usual one between the widest line and the narrowest broken one', () => {
    const leaf = (length: number) => `    <label>${'x'.repeat(length - 4 - '<label></label>'.length)}</label>`;
    const broken = leaf(90).replace('>', '\n  >');
    expect(detected(flowAround(leaf(79), broken))?.wrap).toEqual({ width: 80, step: 2 });
    expect(detected(flowAround(leaf(85), broken))?.wrap).toEqual({ width: 89, step: 2 });
    expect(detected(flowAround(leaf(91), broken))?.wrap).toBeNull();
  });

  it('follows no other encoding than that in which it writes', () => {
    const latin = flowAround('    <label>A</label>').replace('UTF-8', 'ISO-8859-1');
    expect(detected(latin)?.declaration).toBe(CANONICAL.declaration);
    expect(detected(latin.replace('ISO-8859-1', 'utf-8'))?.declaration).toContain('utf-8');
  });

  it('finds texts in CDATA sections', () => {
    const text = flowAround('    <description><![CDATA[a < b\n  & c]]></description>', '    <label>A &lt;</label>');
    expect(detected(text)).toEqual({ ...CANONICAL, cdata: ['description'] });
    expect(metadataXml(rootOf(text), detected(text) ?? CANONICAL)).toBe(text);
  });

  it('finds namespaces that an org would not declare', () => {
    const text = flowAround('    <label>A</label>').replace('<Flow ', '<Flow xmlns:xsi="http://x.example" ');
    expect(detected(text)?.namespaces?.get('xmlns:xsi')).toBe('http://x.example');
    expect(metadataXml(rootOf(text), detected(text) ?? CANONICAL)).toBe(text);
  });

  it('learns one order of tags for all elements of a tag, and none where they are at odds', () => {
    const rule = (...tags: readonly string[]) => `<rules>${tags.map((tag) => `<${tag}>x</${tag}>`).join('')}</rules>`;
    const order = (...rules: readonly string[]) =>
      detected(flowAround(`    <decisions>${rules.join('')}</decisions>`))?.tagOrder.get('rules');
    expect(order(rule('label', 'name'), rule('label', 'connector'))).toEqual(['label', 'name', 'connector']);
    expect(order(rule('label', 'name'), rule('name', 'label'))).toBeUndefined();
    expect(order(rule('label', 'name', 'label'))).toBeUndefined();
  });

  const many = (count: number, one: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => one(index)).join('');

  // Quadratic work would take longer than any test may.
  it.each([
    ['one long line', many(100_000, () => '<a>x</a>')],
    ['blanks in a tag', `<a${' '.repeat(1_000_000)}>x</a><b${'\n '.repeat(500_000)}>x</b>`],
    ['thousands of entities', `<a>${many(100_000, (index) => `&#${20_000 + (index % 20_000)};`)}</a>`],
    ['thousands of comments', `${many(50_000, () => '<!-- x\n  y -->')}<a>1</a>`],
    ['a comment of thousands of lines', `<!--${many(200_000, () => '\n  x')}--><a>1</a>`],
    ['blank lines', `<a>1</a>${'\n'.repeat(1_000_000)}`],
    ['thousands of tags', `<a>${many(50_000, (index) => `<t${index}>1</t${index}>`)}</a>`],
    ['thousands of parents', many(50_000, (index) => `<p${index}><b>1</b><a>2</a></p${index}>`)],
    ['thousands of names', many(50_000, (index) => `<v><name>n${(index * 7919) % 50_000}</name></v>`)],
  ])('is done with a hostile file in linear time, and says what can be said again: %s', (_what, inner) => {
    const text = `${OPEN}${inner}</Flow>`;
    const root = rootOf(text);
    const profile = detectWriter(text, root) ?? CANONICAL;
    const writer = writerNode(profile);
    const document = mapNode(writer ? [entry('metadata', mapNode([entry('writer', writer)]))] : []);
    expect(writerProfileOf(document)).toEqual(profile);
    expect(metadataXml(root, profile).length).toBeGreaterThan(0);
  });
});
