import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { branch, leaf, parseMetadataXml, type XmlElement } from '../../src/metadata/xml.ts';
import { metadataXml } from '../../src/metadata/xml-writer.ts';
import { anyBranch } from './elements.ts';

function named(tag: string, name: string): XmlElement {
  return branch(tag, [leaf('name', name)]);
}

describe('metadataXml', () => {
  it('writes the form in which an org gives files back', () => {
    const root = branch('Flow', [
      leaf('status', 'Active'),
      named('screens', 'b'),
      branch('screens', [
        leaf('connector', ''),
        leaf('locationY', '2'),
        leaf('label', 'A'),
        leaf('locationX', '1'),
        leaf('name', 'A'),
        leaf('elementSubtype', 'x'),
        leaf('description', 'd'),
        leaf('allowBack', 'true'),
      ]),
    ]);
    expect(metadataXml(root)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<Flow xmlns="http://soap.sforce.com/2006/04/metadata">
    <screens>
        <description>d</description>
        <name>A</name>
        <elementSubtype>x</elementSubtype>
        <label>A</label>
        <locationX>1</locationX>
        <locationY>2</locationY>
        <allowBack>true</allowBack>
        <connector></connector>
    </screens>
    <screens>
        <name>b</name>
    </screens>
    <status>Active</status>
</Flow>
`);
  });

  it('puts a label in alphabetical place where nothing is drawn, and assignToReference before name in outputs', () => {
    const root = branch('Flow', [
      branch('decisions', [branch('rules', [leaf('label', 'L'), leaf('name', 'R'), leaf('connector', 'c')])]),
      branch('subflows', [branch('outputAssignments', [leaf('name', 'n'), leaf('assignToReference', 'a')])]),
    ]);
    const text = metadataXml(root);
    expect(text.match(/<(name|connector|label)>/g)).toEqual(['<name>', '<connector>', '<label>', '<name>']);
    expect(text.indexOf('<assignToReference>')).toBeLessThan(text.indexOf('<name>n'));
  });

  it('keeps the order of repeated tags below the top and sorts by name at the top, whatever the case', () => {
    const rows = ['c', 'a', 'b'].map((name) => named('rules', name));
    const root = branch('Flow', [
      branch('decisions', rows),
      ...['b', 'C', 'a'].map((name) => named('variables', name)),
    ]);
    const names = [...metadataXml(root).matchAll(/<name>(\w)/g)].map((match) => match[1]);
    expect(names).toEqual(['c', 'a', 'b', 'a', 'b', 'C']);
  });

  it('escapes five characters, and a carriage return that a reader would drop', () => {
    expect(metadataXml(branch('Flow', [leaf('a', `<&>"'\r\n`)]))).toContain('<a>&lt;&amp;&gt;&quot;&apos;&#13;\n</a>');
  });

  it('writes xsi:nil with its namespace, only where it is used', () => {
    const nil = { ...leaf('object', ''), attributes: { 'xsi:nil': 'true' } };
    const text = metadataXml(branch('Flow', [branch('dynamicChoiceSets', [nil])]));
    expect(text).toContain('xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">');
    expect(text).toContain('<object xsi:nil="true"/>');
    expect(metadataXml(branch('Flow', []))).not.toContain('xsi');
  });

  it('writes what it reads: twice is once', () => {
    fc.assert(
      fc.property(anyBranch, (root) => {
        const once = metadataXml(root);
        const { root: again, diagnostics } = parseMetadataXml(once, 'x');
        expect(diagnostics).toEqual([]);
        expect(again && metadataXml(again)).toBe(once);
      }),
      { numRuns: 300 },
    );
  });
});
