import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../src/definition/yaml.ts';
import type { DocumentNode } from '../../src/model/document.ts';
import type { Value } from '../../src/model/value.ts';
import { match, matches, showNode, showValue } from '../../src/testing/match.ts';
import { parseJson, stringifyJson } from '../../src/values/json.ts';

function node(yaml: string): DocumentNode {
  const { document, diagnostics } = parseYaml(yaml, 'test.yaml');
  expect(diagnostics).toEqual([]);
  if (document === null) throw new TypeError('nothing to read');
  return document;
}
const mismatches = (expected: string, received: Value) => match(node(expected), received, 'it');

describe('match', () => {
  it.each<[string, Value]>([
    ['Acme', 'Acme'],
    ["'5'", '5'],
    ['true', true],
    ['null', null],
    ['5', 5],
    ['1.10', { $units: 11, $scale: 1 }],
    ['12345678901234567890', { $units: '12345678901234567890', $scale: 0 }],
    ['[]', []],
    ['[1, a]', [1, 'a']],
    ['{ a: 1 }', { a: 1, b: 2 }],
    ['{ a: null }', {}],
    ['{ a: { b: [x] } }', { a: { b: ['x'], c: 1 } }],
    ['{ $ref: x }', { $$ref: 'x' }],
    ['{ $contains: cm }', 'Acme'],
    ['{ $contains: { a: 1 } }', [{ b: 1 }, { a: 1, b: 2 }]],
    ["{ $matches: '^001\\w{15}$' }", '001000000000001AAA'],
    ['{ $present: true }', ''],
    ['{ $present: false }', null],
    ['{ a: { $present: false } }', { b: 1 }],
  ])('%s is matched by %j', (expected, received) => {
    expect(mismatches(expected, received)).toEqual([]);
  });

  it.each<[string, Value, string]>([
    ['Acme', 'acme', 'it'],
    ["'5'", 5, 'it'],
    ['5', '5', 'it'],
    ['true', 'true', 'it'],
    ['null', '', 'it'],
    ["{ a: '' }", { a: null }, 'it.a'],
    ['1.1', 1, 'it'],
    ['[1]', [1, 2], 'it'],
    ['[1, 2]', [1, 3], 'it[1]'],
    ['{ a: { b: 1 } }', { a: { b: 2 } }, 'it.a.b'],
    ['{ a: 1 }', ['a'], 'it'],
    ['{ a: 1 }', null, 'it'],
    ['{ toString: x }', {}, 'it.toString'],
    ['{ $contains: x }', 'Acme', 'it'],
    ['{ $contains: x }', 5, 'it'],
    ['{ $matches: x }', 'Acme', 'it'],
    ["{ $matches: '(' }", '(', 'it'],
    ['{ $present: true }', null, 'it'],
    ['{ $present: false }', '', 'it'],
  ])('%s is not matched by %j', (expected, received, path) => {
    expect(mismatches(expected, received).map((mismatch) => mismatch.path)).toEqual([path]);
  });

  it('tells every mismatch, each with its own place', () => {
    const text = '{ a: 1, b: { c: x, d: y } }';
    const found = match(node(text), { a: 2, b: { c: 'x', d: 'z' } }, 'body');
    expect(
      found.map(({ path, expected, received, place }) => [
        path,
        expected,
        received,
        text.slice(place.start, place.end),
      ]),
    ).toEqual([
      ['body.a', '1', '2', '1'],
      ['body.b.d', '"y"', '"z"', 'y'],
    ]);
  });

  it('says in words what a matcher wanted', () => {
    expect(mismatches("{ $matches: '^x' }", 'y')).toMatchObject([
      { expected: 'text that matches /^x/', received: '"y"' },
    ]);
  });
});

describe('laws', () => {
  const json = fc
    .jsonValue({ maxDepth: 3, noUnicodeString: true } as fc.JsonSharedConstraints)
    .map((value) => JSON.stringify(value));

  it('whatever is written down matches itself, and shows itself alike on both sides', () => {
    fc.assert(
      fc.property(json, (text) => {
        // Keys that are matchers say something else; `__proto__` is no key that YAML and JSON agree on.
        fc.pre(
          !/"(?:\$|__proto__|<<)/.test(text) &&
            !/[\u007f-\u009f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]/.test(text),
        );
        const { document, diagnostics } = parseYaml(text, 'x.yaml');
        fc.pre(document !== null && diagnostics.length === 0);
        const value = parseJson(text);
        if (document === null) return;
        expect(matches(document, value)).toBe(true);
        expect(showNode(document)).toBe(showValue(value));
      }),
    );
  });

  it('what matches before matches with more fields', () => {
    const fields = fc.dictionary(fc.stringMatching(/^[A-Za-z]{1,5}$/), fc.integer());
    fc.assert(
      fc.property(fields, fields, (expected, more) => {
        fc.pre(Object.keys(expected).length > 0);
        expect(mismatches(stringifyJson(expected), { ...more, ...expected })).toEqual([]);
      }),
    );
  });
});

describe('showValue', () => {
  it('writes short values on one line and long ones on several', () => {
    expect(showValue({ a: 1, 'b c': ['x', null], d: {} })).toBe('{ a: 1, "b c": ["x", null], d: {} }');
    const long = { name: 'x'.repeat(50), other: 'y'.repeat(50) };
    expect(showValue(long)).toBe(`{\n  name: "${'x'.repeat(50)}",\n  other: "${'y'.repeat(50)}"\n}`);
  });

  it('writes exact numbers as numbers', () => {
    expect(showValue([{ $units: 1999, $scale: 2 }])).toBe('[19.99]');
  });
});
