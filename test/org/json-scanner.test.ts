import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanJson } from '../../src/org/json-scanner.ts';

const message = (text: string): string | null => {
  const { flaw } = scanJson(text);
  return flaw && `${flaw.message} at [line:${flaw.place.line}, column:${flaw.place.column}]`;
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('scanJson', () => {
  it('finds nothing wrong with JSON, however it is laid out', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 2, '\t'), (json, indent) => {
        expect(scanJson(JSON.stringify(JSON.parse(json), null, indent)).flaw).toBeNull();
      }),
    );
  });

  it('agrees with JSON.parse about what is JSON after any small damage', () => {
    const damage = fc.constantFrom(
      '',
      '"',
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      'x',
      '0',
      '-',
      '.',
      'e',
      '\\',
      '\n',
      ' ',
      'true',
    );
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), fc.nat(), fc.nat(3), damage, (json, at, removed, inserted) => {
        const place = at % (json.length + 1);
        const text = json.slice(0, place) + inserted + json.slice(place + removed);
        expect(scanJson(text).flaw === null).toBe(isJson(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('points into the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { flaw } = scanJson(text);
        fc.pre(flaw !== null);
        const line = text.split('\n')[(flaw?.place.line ?? 0) - 1];
        expect(line).toBeDefined();
        expect(flaw?.place.column).toBeGreaterThanOrEqual(1);
        expect(flaw?.place.column).toBeLessThanOrEqual((line?.length ?? 0) + 2);
      }),
    );
  });

  it('knows where every value stands', () => {
    const { places } = scanJson('{"a": 1,\n "b": [true, {"c": "x"}]}');
    expect(Object.fromEntries(places)).toEqual({
      '': { line: 1, column: 1 },
      a: { line: 1, column: 7 },
      b: { line: 2, column: 7 },
      'b.0': { line: 2, column: 8 },
      'b.1': { line: 2, column: 14 },
      'b.1.c': { line: 2, column: 20 },
    });
  });

  it.each([
    [
      '{"a":1,}',
      `Unexpected character ('}' (code 125)): was expecting double-quote to start field name at [line:1, column:9]`,
    ],
    [
      '{"a" 1}',
      `Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value at [line:1, column:7]`,
    ],
    [
      '{"a":1 "b":2}',
      `Unexpected character ('"' (code 34)): was expecting comma to separate OBJECT entries at [line:1, column:9]`,
    ],
    [
      '[1 2]',
      `Unexpected character ('2' (code 50)): was expecting comma to separate ARRAY entries at [line:1, column:5]`,
    ],
    [
      "{'a':1}",
      `Unexpected character (''' (code 39)): was expecting double-quote to start field name at [line:1, column:3]`,
    ],
    [
      '{"a":}',
      `Unexpected character ('}' (code 125)): expected a valid value (number, String, array, object, 'true', 'false' or 'null') at [line:1, column:7]`,
    ],
    ['{"a":nul}', `Unrecognized token 'nul': was expecting ('true', 'false' or 'null') at [line:1, column:10]`],
    ['{"a":01}', 'Invalid numeric value: Leading zeroes not allowed at [line:1, column:8]'],
    ['{"a":"x', 'Unexpected end-of-input: was expecting closing quote for a string value at [line:1, column:8]'],
    [
      '{"a":1',
      'Unexpected end-of-input: expected close marker for OBJECT (from [line:1, column:1]) at [line:1, column:7]',
    ],
    [
      '{"a":"\n"}',
      'Illegal unquoted character ((CTRL-CHAR, code 10)): has to be escaped using backslash to be included in string value at [line:1, column:8]',
    ],
    ['{"a":"\\x"}', "Unrecognized character escape 'x' (code 120) at [line:1, column:9]"],
  ])('%s', (text, expected) => {
    expect(message(text)).toBe(expected);
  });
});
