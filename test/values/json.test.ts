import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../src/model/value.ts';
import { escapeKey, parseJson, stringifyJson, unescapeKey } from '../../src/values/json.ts';
import { isNumber, normalize } from '../../src/values/number.ts';

/** Values as JSON.parse gives them, with every number exact and canonical. */
function exact(value: unknown): unknown {
  if (typeof value === 'number') return normalize(value);
  if (Array.isArray(value)) return value.map(exact);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [escapeKey(key), exact(item)]));
}

describe('parseJson', () => {
  it('agrees with JSON.parse on all that JSON.parse can hold', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        expect(parseJson(text)).toEqual(exact(JSON.parse(text)));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps every digit', () => {
    expect(parseJson('19.99')).toEqual({ $units: 1999, $scale: 2 });
    expect(parseJson('{"id":90071992547409931234}')).toEqual({ id: { $units: '90071992547409931234', $scale: 0 } });
    expect(parseJson('[1.10, 2.0, 1e2, -0, 0.0, 1E-2]')).toEqual([
      { $units: 11, $scale: 1 },
      2,
      100,
      0,
      0,
      { $units: 1, $scale: 2 },
    ]);
    expect(Object.is((parseJson('[-0]') as Value[])[0], 0)).toBe(true);
  });

  it.each([
    '{"$units":5,"$scale":0}',
    '{"\\u0024units":5,"$scale":0}',
    '{"a":[{"$units":"9","$scale":1,"$x":1.5}]}',
    '{"$$units":1}',
  ])('does not take %s for a number', (text) => {
    const value = parseJson(text);
    const inner = (value as { a?: Value[] }).a?.[0] ?? value;
    expect(isNumber(inner)).toBe(false);
    expect(JSON.parse(stringifyJson(value))).toEqual(JSON.parse(text));
  });

  it('keeps a key __proto__ a key', () => {
    for (const text of ['{"__proto__":{"x":1}}', '{"__proto__":{"x":1.5},"$a":1}']) {
      const value = parseJson(text) as object;
      expect(Object.hasOwn(value, '__proto__')).toBe(true);
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
      expect(stringifyJson(value as Value)).toBe(text);
    }
  });

  it('says what is wrong', () => {
    expect(() => parseJson('{"a":}')).toThrow(/JSON text: expected valid JSON, received .*position 5|Unexpected token/);
    expect(() => parseJson('')).toThrow(expect.objectContaining({ code: 'INVALID_VALUE', expected: 'valid JSON' }));
    expect(() => parseJson(`${'1'.repeat(6000)}`)).toThrow('at most 5,000 digits');
    expect(() => parseJson('1e999999999')).toThrow('at most 5,000 digits');
  });

  it('survives deep nesting', () => {
    const deep = `${'['.repeat(200_000)}1.5${']'.repeat(200_000)}`;
    expect(() => stringifyJson(parseJson(deep))).toThrow(expect.objectContaining({ code: 'INVALID_VALUE' }));
  });
});

describe('stringifyJson', () => {
  it('is the inverse of parseJson', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        const value = parseJson(text);
        expect(parseJson(stringifyJson(value))).toEqual(value);
      }),
    );
  });

  it('writes exact numbers as JSON numbers, and indents', () => {
    const value: Value = {
      price: { $units: 1999, $scale: 2 },
      id: { $units: '90071992547409931234', $scale: 0 },
      n: null,
    };
    expect(stringifyJson(value)).toBe('{"price":19.99,"id":90071992547409931234,"n":null}');
    expect(stringifyJson({ a: [1] }, 2)).toBe('{\n  "a": [\n    1\n  ]\n}');
  });
});

describe('escaped keys', () => {
  it('go there and back', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((s) => `$${s}`),
        ),
        (key) => {
          expect(unescapeKey(escapeKey(key))).toBe(key);
        },
      ),
    );
    expect(escapeKey('a$b')).toBe('a$b');
    expect(escapeKey('$ref')).toBe('$$ref');
  });
});
