import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NotExportableError } from '../../src/errors.ts';
import { flowXmlFromDocument } from '../../src/metadata/export-flow.ts';
import { get } from '../../src/metadata/nodes.ts';
import { CANONICAL, GAPS, TAG_ENDS, type WriterProfile } from '../../src/metadata/writer-profile.ts';
import { withoutWriter, writerProfileOf } from '../../src/metadata/writer-profile-yaml.ts';
import { parseMetadataXml, type XmlElement } from '../../src/metadata/xml.ts';
import { metadataXml } from '../../src/metadata/xml-writer.ts';
import { exported, flowOf, imported, treeOfXml, treeOfYaml } from './translate.ts';
import { validFlow } from './valid-flows.ts';

function rootOf(xml: string): XmlElement {
  const { root } = parseMetadataXml(xml, 'x');
  if (!root) throw new Error('no XML');
  return root;
}

/** `writer:` of what import makes of a text. */
function writerOf(xml: string) {
  return get(get(treeOfXml(xml), 'metadata'), 'writer');
}

/** Every tag below another, in an order that the salt decides. */
function someTagOrder(root: XmlElement, salt: number): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  const collect = (element: XmlElement): void => {
    for (const child of element.children) {
      found.set(element.name, (found.get(element.name) ?? new Set()).add(child.name));
      collect(child);
    }
  };
  collect(root);
  return new Map([...found].map(([parent, tags]) => [parent, shuffled([...tags], salt)]));
}

function someNameOrder(root: XmlElement, salt: number): ReadonlyMap<string, readonly string[]> {
  const groups = Map.groupBy(root.children, ({ name }) => name);
  const names = (group: readonly XmlElement[]) =>
    group.flatMap(({ children }) => children.filter(({ name }) => name === 'name').map(({ text }) => text));
  return new Map([...groups].map(([tag, group]) => [tag, shuffled(names(group), salt)]));
}

/** Some of the elements that hold one leaf. */
function someOneLine(root: XmlElement, salt: number): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, readonly string[]>();
  const collect = (element: XmlElement): void => {
    for (const child of element.children) {
      const [only, second] = child.children;
      const path = `${child.name}/${only?.name}`;
      const isOne = only && !second && only.children.length === 0 && (path.length + salt) % 3 === 0;
      if (isOne) paths.set(element.name, [...(paths.get(element.name) ?? []), path]);
      collect(child);
    }
  };
  collect(root);
  return paths;
}

function shuffled(list: readonly string[], salt: number): readonly string[] {
  const key = (text: string) => [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, salt);
  return salt === 0 ? list.toSorted() : list.toSorted((a, b) => key(a) - key(b) || (a < b ? -1 : 1));
}

/** Facts that any file may have; the orders depend on what is in it. */
const someFacts: fc.Arbitrary<Omit<WriterProfile, 'tagOrder' | 'nameOrder' | 'oneLine'>> = fc.record({
  byteOrderMark: fc.boolean(),
  declaration: fc.constantFrom(CANONICAL.declaration, '', "<?xml version='1.0' encoding='utf-8' ?>"),
  namespaces: fc.constantFrom(
    null,
    new Map([
      ['xmlns:xsi', 'http://www.w3.org/2001/XMLSchema-instance'],
      ['xmlns', 'http://soap.sforce.com/2006/04/metadata'],
    ]),
  ),
  lineEndsAbove: fc.constant(null),
  lineEnd: fc.constantFrom('\n' as const, '\r\n' as const),
  finalLineEnds: fc.nat({ max: 3 }),
  indent: fc.constantFrom('', ' ', '  ', '    ', '        ', '\t'),
  wrap: fc.option(fc.record({ width: fc.integer({ min: 30, max: 160 }), step: fc.nat({ max: 4 }) })),
  entities: fc
    .record(
      { '"': fc.constantFrom('"', '&#34;'), "'": fc.constantFrom("'", '&#39;'), '>': fc.constant('>') },
      { requiredKeys: [] },
    )
    .map((told) => ({ ...CANONICAL.entities, ...told })),
  cdata: fc.subarray(['description', 'expression', 'fieldText', 'label', 'stringValue']),
  emptyTag: fc.constantFrom(...TAG_ENDS),
  nilTag: fc.constantFrom(...TAG_ENDS),
  comments: fc.constant(null),
  blankLines: fc.subarray([...GAPS]),
});

describe('writer profiles', () => {
  it('are found in any file and give it back byte for byte, through YAML too', () => {
    fc.assert(
      fc.property(validFlow, someFacts, fc.nat(), (flow, facts, salt) => {
        const root = rootOf(flowXmlFromDocument(flow));
        const orders = { tagOrder: someTagOrder(root, salt), nameOrder: someNameOrder(root, salt) };
        const text = metadataXml(root, { ...facts, ...orders, oneLine: someOneLine(root, salt) });
        expect(flowXmlFromDocument(treeOfXml(text))).toBe(text);
        expect(exported(imported(text))).toBe(text);
        // Without it the same flow is written as an org would.
        expect(flowXmlFromDocument(withoutWriter(treeOfXml(text)))).toBe(metadataXml(root));
      }),
      { numRuns: 150 },
    );
  });

  it('are not said of a file in canonical form, nor of a flow written by hand', () => {
    const xml = exported(flowOf('start: A\nelements:\n  A: { type: screen }\n'));
    expect(writerOf(xml)).toBeNull();
    expect(xml.startsWith(`${CANONICAL.declaration}\n<Flow `)).toBe(true);
  });

  it('say only what differs', () => {
    const xml = exported(flowOf("variables: { b: Text, a: Text }\nconstants: { c: 'It''s' }\n"));
    const changed = xml.replaceAll('&apos;', '&#39;').replace('encoding="UTF-8"?>', 'encoding="UTF-8" ?>').trimEnd();
    expect(imported(changed)).toContain(
      `  writer:\n    declaration: '<?xml version="1.0" encoding="UTF-8" ?>'\n    finalLineEnds: 0\n    entities: { '''': '&#39;' }\n`,
    );
  });

  it.each([
    ['<!-- One\n         two\n\n    three -->', { inline: true, margin: 0 }],
    ['<!-- One\n         two -->', { inline: true, margin: 5 }],
    ['<!--\n    One\n      two\n    -->', { inline: false, margin: 0 }],
    ['<!--\n One\n two\n-->', null],
  ])('say how comments of several lines stand: %s', (comment, form) => {
    const xml = exported(flowOf('variables: { a: Text }\n'));
    const commented = xml
      .replace('    <variables>', `\n    ${comment}\n    <variables>`)
      .replace('    <label>', '    <!-- What it is called. -->\n    <label>');
    const yaml = imported(commented);
    expect(yaml).toContain('# One\n');
    expect(writerProfileOf(treeOfYaml(yaml)).comments).toEqual(form);
    expect(writerProfileOf(treeOfYaml(yaml)).blankLines).toEqual(['commentsOfGroups']);
    expect(exported(yaml)).toBe(commented);
  });

  it('say what stands on one line', () => {
    const xml = exported(flowOf("variables: { a: { type: Text, default: x } }\nconstants: { k: 'y' }\n"));
    const joined = xml.replace(/(<value>)\s+(<stringValue>x<\/stringValue>)\s+(?=<)/, '$1$2');
    const yaml = imported(joined);
    expect(yaml).toContain('metadata: { writer: { oneLine: { variables: value/stringValue } } }\n');
    expect(exported(yaml)).toBe(joined);
  });

  it('let a flow be changed: what is new stands where it would', () => {
    const xml = exported(flowOf('variables: { b: Text, a: Text, c: Text }\n'));
    const [first = '', second = ''] = xml.match(/ {4}<variables>[\s\S]*?<\/variables>\n/g) ?? [];
    const swapped = xml.replace(first + second, second + first);
    const yaml = imported(swapped);
    expect(yaml).toContain('nameOrder: { variables: b a c }');
    const longer = exported(yaml.replace('  c: Text', '  c: Text\n  aa: Text\nconstants: { k: 1 }'));
    expect(longer.match(/(?<=<name>)\w+/g)).toEqual(expect.arrayContaining(['b', 'a', 'c', 'aa']));
    expect(longer.match(/(?<=<name>)[abck]+(?=<)/g)).toEqual(['k', 'b', 'a', 'c', 'aa']);
    expect(exported(yaml)).toBe(swapped);
  });

  it.each([
    ['indent: 17', 'writer.indent cannot be that', 'a number of blanks up to 16, or tab'],
    ['indent: -1', 'writer.indent cannot be that', 'a number of blanks'],
    ["declaration: '<!-- x -->'", 'writer.declaration cannot be that', 'an XML declaration of UTF-8'],
    [`declaration: '<?xml version="1.0" encoding="UTF-16"?>'`, 'writer.declaration cannot be that', 'UTF-8'],
    ['lineEnd: CR', 'writer.lineEnd cannot be that', 'LF or CRLF'],
    ['lineEndsAbove: [1, x]', 'writer.lineEndsAbove cannot be that', 'whole numbers up to 20'],
    ['finalLineEnds: 1e9', 'writer.finalLineEnds cannot be that', 'a whole number up to 20'],
    ['wrap: { width: 80 }', 'writer.wrap cannot be that', 'width: up to 1000'],
    ["entities: { '<': '<' }", 'writer.entities cannot be that', 'how it is written'],
    ["entities: { a: '&lt;' }", 'writer.entities cannot be that', 'how it is written'],
    ["entities: { '<': '&x;' }", 'writer.entities cannot be that', 'how it is written'],
    ["emptyTag: '<y/>'", 'writer.emptyTag cannot be that', '<x></x>, <x/>, <x />'],
    ['tagOrder: { Flow: [a] }', 'writer.tagOrder cannot be that', 'a map of tags'],
    ["namespaces: { 'xmlns:xsi': x }", 'writer.namespaces cannot be that', 'a map of xmlns'],
    ["namespaces: { xmlns: x, 'on': y }", 'writer.namespaces cannot be that', 'a map of xmlns'],
    ['cdata: label', 'writer.cdata cannot be that', 'a list of tags'],
    ['comments: { inline: 1, margin: 0 }', 'writer.comments cannot be that', '{ inline: true or false'],
    ['blankLines: [everywhere]', 'writer.blankLines cannot be that', 'a list of first, leaves'],
    ['colour: red', 'writer has no key colour', 'one of byteOrderMark, declaration'],
  ])('refuse %s', (line, message, help) => {
    const document = treeOfYaml(flowOf(`metadata:\n  writer:\n    ${line}\n`));
    expect(() => flowXmlFromDocument(document)).toThrow(
      expect.objectContaining({ message, help: expect.stringContaining(help) }),
    );
    expect(() => writerProfileOf(document)).toThrow(NotExportableError);
  });

  it('never let a text end its attribute or its section', () => {
    const facts = { ...CANONICAL, entities: { ...CANONICAL.entities, '"': '"', '>': '>' } };
    const root = rootOf(`<Flow xmlns="x"><label a="&quot;&gt;">]]&gt; "x"</label></Flow>`);
    expect(metadataXml(root, facts)).toContain('<label a="&quot;&gt;">]]&gt; "x"</label>');
    expect(metadataXml(root, { ...facts, cdata: ['label'] })).toContain('>]]&gt; "x"</label>');
  });

  it('take no tag of their name for themselves', () => {
    const xml = metadataXml(rootOf('<Flow xmlns="x"><writer><indent>2</indent></writer></Flow>'));
    expect(exported(imported(xml))).toBe(xml);
  });
});
