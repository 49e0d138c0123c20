import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { placeWithin } from '../../src/definition/source-map.ts';
import { parseYaml } from '../../src/definition/yaml.ts';
import type { TextNode } from '../../src/model/document.ts';

function textNode(source: string): TextNode {
  const { document } = parseYaml(source, 'a.yaml');
  const node = document?.kind === 'map' ? document.entries[0]?.value : undefined;
  if (node?.kind !== 'text') throw new TypeError('no text');
  return node;
}

function found(source: string, wanted: string): string {
  const { value, place } = textNode(source);
  const start = value.indexOf(wanted);
  const at = placeWithin(source, place, value, start, start + wanted.length);
  return source.slice(at.start, at.end);
}

describe('placeWithin', () => {
  it.each([
    ['plain', 'a: one Abc two\n'],
    ['plain over lines', 'a: one\n  two Abc\n  three\n'],
    ['single quotes', "a: 'it''s Abc'\n"],
    ['double quotes', 'a: "\\u0041\\"\\t Abc\\n"\n'],
    ['double quotes over lines', 'a: "one\\\n   two Abc"\n'],
    ['a literal block', "a: |-\n  IF(\n    Abc = '',\n    1)\n"],
    ['a literal block that keeps its end', 'a: |\n    one\n      Abc\n'],
    ['a folded block', 'a: >-\n  one\n  two Abc\n\n  three\n'],
  ])('finds a word in %s', (_what, source) => {
    expect(found(source, 'Abc')).toBe('Abc');
  });

  it('finds a word behind XML entities', () => {
    const raw = 'IF(a &lt; 5 &amp;&amp; Abc = &quot;x&quot;, &#39;1&#39;)';
    const value = 'IF(a < 5 && Abc = "x", \'1\')';
    const source = `<x>${raw}</x>`;
    const start = value.indexOf('Abc');
    const { start: from, end } = placeWithin(source, { start: 3, end: 3 + raw.length }, value, start, start + 3);
    expect(source.slice(from, end)).toBe('Abc');
  });

  it('gives the whole place where the two cannot be laid beside each other', () => {
    expect(placeWithin('xyz', { start: 0, end: 3 }, 'abc', 0, 1)).toEqual({ start: 0, end: 3 });
  });

  it('finds every word of every text, however it is written', () => {
    const words = fc.array(fc.stringMatching(/^[A-Za-z'"\\{}!&;.:#\n ]{0,8}$/), { minLength: 1, maxLength: 6 });
    const style = fc.constantFrom('PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED');
    fc.assert(
      fc.property(words, words, style, (before, after, defaultStringType) => {
        // A first line that is blank would need a block with its indentation written out.
        const value = `x${before.join(' ')} QWERTZ ${after.join(' ')}`;
        const source = stringify({ a: value }, null, { defaultStringType });
        // The yaml library's writer loses blanks of some folded texts.
        fc.pre(textNode(source).value === value);
        const start = value.indexOf('QWERTZ');
        const at = placeWithin(source, textNode(source).place, value, start, start + 6);
        expect(source.slice(at.start, at.end)).toBe('QWERTZ');
      }),
    );
  });
});
