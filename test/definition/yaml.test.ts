import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { plainOf } from '../../src/definition/schema.ts';
import { MAX_YAML_DEPTH, parseYaml } from '../../src/definition/yaml.ts';
import type { DocumentNode, MapNode } from '../../src/model/document.ts';
import { type Seen, seen } from './support.ts';

function parse(text: string): { readonly document: DocumentNode | null; readonly problems: readonly Seen[] } {
  const { document, diagnostics } = parseYaml(text, 'a.yaml');
  return { document, problems: diagnostics.map((diagnostic) => seen(diagnostic, text)) };
}

function mapOf(text: string): MapNode {
  const { document } = parse(text);
  if (document?.kind !== 'map') throw new TypeError('no map');
  return document;
}

function valueAt(text: string, key: string): DocumentNode | undefined {
  return mapOf(text).entries.find((entry) => entry.key === key)?.value;
}

describe('parseYaml', () => {
  it('keeps the digits of numbers', () => {
    expect(valueAt('a: 0123456789012345678901234567890.5', 'a')).toMatchObject({
      kind: 'number',
      digits: '0123456789012345678901234567890.5',
    });
    expect(valueAt('a: 1.10', 'a')).toMatchObject({ kind: 'number', digits: '1.10' });
    expect(valueAt('a: 1e3', 'a')).toMatchObject({ kind: 'number', digits: '1e3' });
    expect(valueAt('a: 0x1F', 'a')).toMatchObject({ kind: 'number', digits: '31' });
  });

  it('keeps the order of keys, integer-like ones too, and takes every key as text', () => {
    expect(mapOf('2XX: 1\n201: 2\ntrue: 3\n"x y": 4').entries.map(({ key }) => key)).toEqual([
      '2XX',
      '201',
      'true',
      'x y',
    ]);
  });

  it.each([
    ['yes', { kind: 'text', value: 'yes' }],
    ['2026-01-31', { kind: 'text', value: '2026-01-31' }],
    ['true', { kind: 'boolean', value: true }],
    ['~', { kind: 'null' }],
    ['', { kind: 'null' }],
    ["'5'", { kind: 'text', value: '5' }],
    ['"a\\u0041"', { kind: 'text', value: 'aA' }],
    ["''", { kind: 'text', value: '' }],
    ['|-\n  one\n  two', { kind: 'text', value: 'one\ntwo' }],
  ])('reads %j by the core schema of YAML 1.2', (source, expected) => {
    expect(valueAt(`a: ${source}`, 'a')).toMatchObject(expected);
  });

  it('keeps comments above keys and at the end of lines', () => {
    const document = mapOf('# top\n\n# above a\na: 1 # beside a\n# above b\nb:\n  # above c\n  c: 1\n# end\n');
    const [a, b] = document.entries;
    expect(document.comments).toEqual(['top', 'end']);
    expect(a?.comments).toEqual(['above a', 'beside a']);
    expect(b?.comments).toEqual(['above b', 'above c']);
  });

  it('places keys and values at their offsets', () => {
    const text = 'a:\n  \'b c\': "d"\n';
    const a = mapOf(text).entries[0];
    const inner = a?.value.kind === 'map' ? a.value.entries[0] : undefined;
    expect(text.slice(inner?.keyPlace.start, inner?.keyPlace.end)).toBe("'b c'");
    expect(text.slice(inner?.value.place.start, inner?.value.place.end)).toBe('"d"');
  });

  it('reads back whatever was written', () => {
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.string(),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(fc.stringMatching(/^[A-Za-z][\w ]{0,8}$/), tie('value'), { maxKeys: 4 }),
      ),
    })).value;
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), json, { minKeys: 1 }), (value) => {
        const { document, problems } = parse(stringify(value, { aliasDuplicateObjects: false, lineWidth: 0 }));
        expect(problems).toEqual([]);
        expect(document && plainOf(document)).toEqual(value);
      }),
    );
  });
});

describe('what is refused', () => {
  it.each([
    ['a:\n\tb: 1\n', 'tab-indentation', '2:1', 'tabs cannot indent YAML'],
    ['a: 1\nb: 2\na: 3\n', 'duplicate-key', '3:1', 'the key a stands in this map twice'],
    ['a: &x 1\n', 'anchor', '1:4', 'anchors are not allowed: every part of a definition stands where it is used'],
    ['a: *x\n', 'alias', '1:4', 'aliases are not allowed: every part of a definition stands where it is used'],
    ['a: !!str 5\n', 'tag', '1:4', 'tags are not allowed: the way a value is written says its type'],
    ['a: !mine { x: 1 }\n', 'tag', '1:4', 'tags are not allowed: the way a value is written says its type'],
    ['a: 1\n---\nb: 2\n', 'multiple-documents', '2:1', 'the file holds more than one YAML document'],
    ['', 'empty-file', '1:1', 'the file is empty'],
    ['# only a comment\n', 'empty-file', '1:1', 'the file is empty'],
    ['a: b: c\n', 'yaml-syntax', '1:4', 'a colon followed by a blank begins a map, and none can begin here'],
    ['a: "x\n', 'yaml-syntax', '2:1', 'missing closing "quote'],
    ['a: .inf\n', 'yaml-syntax', '1:4', '.inf is no number that a flow can hold'],
    ['? [a]\n: 1\n', 'yaml-syntax', '1:3', 'a key has to be a name'],
  ])('%j is %s', (text, rule, at, message) => {
    expect(parse(text).problems).toContainEqual(expect.objectContaining({ rule, at, message }));
  });

  it('names the line of the first of two equal keys', () => {
    const { diagnostics } = parseYaml('a: 1\nb: 2\na: 3\n', 'a.yaml');
    expect(diagnostics[0]?.label).toBe('it stands in line 1 already');
  });

  it('tells equal keys of one map from those of two', () => {
    expect(parse('a: { x: 1 }\nb: { x: 1 }\n').problems).toEqual([]);
    expect(parse('A: 1\na: 1\n').problems).toEqual([]);
  });

  it('refuses a file over the limit without reading it', () => {
    const started = performance.now();
    expect(parse(`a: ${'x'.repeat(10 * 1024 * 1024)}`).problems).toEqual([
      expect.objectContaining({ rule: 'file-too-large', message: 'the file has 10.0 MB; at most 5.0 MB are read' }),
    ]);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('does not let aliases grow (billion laughs)', () => {
    const letters = 'abcdefghijklmnop'.split('');
    const lines = letters
      .slice(1)
      .map((letter, i) => `${letter}: &${letter} [${`*${letters[i]},`.repeat(9).slice(0, -1)}]`);
    const { problems } = parse(`a: &a [${'lol,'.repeat(9)}]\n${lines.join('\n')}\n`);
    expect(new Set(problems.map(({ rule }) => rule))).toEqual(new Set(['anchor', 'alias']));
  });

  it.each([
    ['[', '['.repeat(1_000_000)],
    ['{', '{'.repeat(1_000_000)],
    ['- ', '- '.repeat(500_000)],
    ['[a,', '[a,'.repeat(200_000)],
    ['? ', '? '.repeat(100_000)],
    ['deeper lines', Array.from({ length: 2_000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
  ])('refuses deep nesting of %j in time', (_what, text) => {
    const started = performance.now();
    expect(parse(text).problems.map(({ rule }) => rule)).toContain('nesting-too-deep');
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('reads as deep as the limit', () => {
    const nested = (depth: number): string => `a: ${'['.repeat(depth - 1)}1${']'.repeat(depth - 1)}`;
    expect(parse(nested(MAX_YAML_DEPTH)).problems).toEqual([]);
    expect(parse(nested(MAX_YAML_DEPTH + 1)).problems.map(({ rule }) => rule)).toEqual(['nesting-too-deep']);
  });

  it('never throws, whatever it is given', () => {
    const fragments = fc.constantFrom(
      'a',
      ':',
      ' ',
      '\n',
      '  ',
      '- ',
      '{',
      '}',
      '[',
      ']',
      '!',
      '{!x}',
      '&a',
      '*a',
      '#',
      "'",
      '"',
      '|',
      '>',
      ',',
      '?',
      '\t',
      '%',
      '---',
      '\r\n',
      '1',
    );
    fc.assert(
      fc.property(fc.array(fragments, { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        const { document, diagnostics } = parseYaml(text, 'a.yaml');
        expect(document !== null || diagnostics.length > 0).toBe(true);
        for (const { place } of diagnostics) {
          expect(place.start).toBeGreaterThanOrEqual(0);
          expect(place.end).toBeLessThanOrEqual(text.length);
          expect(place.end).toBeGreaterThanOrEqual(place.start);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('unquoted references', () => {
  it.each([
    ['a: {!Name}', '1:4', '{!Name}', "write '{!Name}' in quotes"],
    ['a: [{!Name}]', '1:5', '{!Name}', "write '{!Name}' in quotes"],
    ['a: {!$User.Id} # who', '1:4', '{!$User.Id}', "write '{!$User.Id}' in quotes"],
    ['a: {!Name} and more', '1:4', '{!Name}', "write '{!Name} and more' in quotes"],
    ['a: {!Rows[$EachItem].Name}', '1:4', '{!Rows[$EachItem].Name}', "write '{!Rows[$EachItem].Name}' in quotes"],
    ['a: { b: {!X.2XX.id}, c: 1 }', '1:9', '{!X.2XX.id}', "write '{!X.2XX.id}' in quotes"],
  ])('%s is reported once and read as it was meant', (text, at, source, suggestion) => {
    expect(parse(text).problems).toEqual([
      {
        rule: 'unquoted-reference',
        at,
        source,
        message: 'a reference where a value can stand has to be in quotes',
        suggestion,
      },
    ]);
  });

  it('is told to be bare where it is a key, and goes on so', () => {
    const text = 'all: [ {!Name}: 1 ]';
    expect(parse(text).problems).toMatchObject([
      { rule: 'unquoted-reference', source: '{!Name}', suggestion: 'write Name bare' },
    ]);
    const list = valueAt(text, 'all');
    expect(list?.kind === 'list' && list.items[0]?.kind === 'map' && list.items[0].entries[0]?.key).toBe('Name');
  });

  it('goes on with the text that was meant', () => {
    expect(valueAt('a: {!Name}', 'a')).toMatchObject({ kind: 'text', value: '{!Name}' });
  });

  it('lets references stand inside of plain text', () => {
    expect(parse('a: Dear {!Name}, hello').problems).toEqual([]);
  });
});
