import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeOfElement, patchBetween, patched, sameValue } from '../../src/metadata/merge-patch.ts';
import { entry, mapNode, nullNode, textNode } from '../../src/metadata/nodes.ts';
import { branch, leaf, parseMetadataXml, type XmlElement } from '../../src/metadata/xml.ts';
import { metadataXml } from '../../src/metadata/xml-writer.ts';
import { anyBranch } from './elements.ts';
import { plain } from './trees.ts';

function element(xml: string): XmlElement {
  const { root } = parseMetadataXml(xml, 'x');
  if (!root) throw new Error(`no XML: ${xml}`);
  return root;
}

describe('patchBetween and patched', () => {
  it('make the target of the base, whatever the two are', () => {
    fc.assert(
      fc.property(anyBranch, anyBranch, (base, target) => {
        const patch = patchBetween(base, target);
        const made = patch ? patched(base, patch) : base;
        expect(metadataXml(made)).toBe(metadataXml(target));
      }),
      { numRuns: 500 },
    );
  });

  it('have nothing to say about equals, in whatever order', () => {
    fc.assert(
      fc.property(anyBranch, (root) => {
        const shuffled = {
          ...root,
          children: root.children.toSorted((a, b) => (a.name < b.name ? 1 : a.name > b.name ? -1 : 0)),
        };
        expect(patchBetween(root, shuffled)).toBeNull();
      }),
    );
  });

  it.each([
    [
      'a leaf set',
      '<a><x>1</x></a>',
      '<a><x>2</x><y>3</y></a>',
      {
        map: [
          ['x', '2'],
          ['y', '3'],
        ],
      },
    ],
    ['a leaf removed', '<a><x>1</x><y>2</y></a>', '<a><x>1</x></a>', { map: [['y', null]] }],
    [
      'a leaf within',
      '<a><b><x>1</x><y>2</y></b></a>',
      '<a><b><x>1</x><y>3</y></b></a>',
      { map: [['b', { map: [['y', '3']] }]] },
    ],
    ['a list replaced', '<a><b>1</b></a>', '<a><b>1</b><b>2</b></a>', { map: [['b', { list: ['1', '2'] }]] }],
    ['a list cut to one', '<a><b>1</b><b>2</b></a>', '<a><b>2</b></a>', { map: [['b', '2']] }],
    ['an attribute', '<a><b>1</b></a>', '<a><b nil="true"></b></a>', { map: [['b', { map: [['@nil', 'true']] }]] }],
    ['an empty leaf', '<a><b>1</b></a>', '<a><b></b></a>', { map: [['b', '']] }],
  ])('say %s', (_case, base, target, expected) => {
    const patch = patchBetween(element(base), element(target));
    expect(plain(patch)).toEqual(expected);
    expect(patch && metadataXml(patched(element(base), patch))).toBe(metadataXml(element(target)));
  });

  it('write processMetadataValues as a map by name, and fall back to the list where one repeats', () => {
    const value = (name: string, text: string) =>
      `<processMetadataValues><name>${name}</name><value><stringValue>${text}</stringValue></value></processMetadataValues>`;
    const once = element(`<a>${value('Mode', 'x')}${value('Builder', 'y')}</a>`);
    expect(plain(nodeOfElement(once))).toEqual({
      map: [
        [
          'processMetadataValues',
          {
            map: [
              ['Mode', 'x'],
              ['Builder', 'y'],
            ],
          },
        ],
      ],
    });
    const patch = patchBetween(once, element(`<a>${value('Mode', 'z')}</a>`));
    expect(plain(patch)).toEqual({
      map: [
        [
          'processMetadataValues',
          {
            map: [
              ['Mode', 'z'],
              ['Builder', null],
            ],
          },
        ],
      ],
    });
    const twice = element(`<a>${value('Mode', 'x')}${value('Mode', 'x')}</a>`);
    expect(plain(nodeOfElement(twice))).toMatchObject({ map: [['processMetadataValues', { list: [{}, {}] }]] });
  });

  it('take numbers and Booleans that a person wrote as their text', () => {
    const patch = mapNode([
      entry('x', { kind: 'number', digits: '1.50', place: { start: 0, end: 0 } }),
      entry('y', { kind: 'boolean', value: true, place: { start: 0, end: 0 } }),
      entry('z', nullNode()),
    ]);
    const made = patched(branch('a', [leaf('z', '1')]), patch);
    expect(made.children.map(({ name, text }) => [name, text])).toEqual([
      ['x', '1.50'],
      ['y', 'true'],
    ]);
  });

  it('compare without regard to the order of keys, but to that of items', () => {
    const map = (...keys: string[]) => mapNode(keys.map((key) => entry(key, textNode('v'))));
    expect(sameValue(map('a', 'b'), map('b', 'a'))).toBe(true);
    expect(sameValue(map('a'), map('a', 'b'))).toBe(false);
    expect(sameValue(textNode('1'), { kind: 'number', digits: '1', place: { start: 0, end: 0 } })).toBe(false);
  });
});
