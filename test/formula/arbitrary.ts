import fc from 'fast-check';

/** Formulas that type-check, over `n`, `m` (Number), `t`, `u` (Text), `b` (Boolean) and `d` (Date). */

interface Grammar {
  readonly number: string;
  readonly text: string;
  readonly boolean: string;
  readonly date: string;
}

const SPACE = fc.constantFrom('', ' ', '\n', '/* c */', '\t ');

/** Parts with any blanks between them. */
function spaced(...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(SPACE, ...parts).map(([space, ...found]) => found.join(space === '' ? ' ' : space));
}

const word = (text: string): fc.Arbitrary<string> => fc.constant(text);

export const formulas = fc.letrec<Grammar>((recurse) => {
  const tie = (key: keyof Grammar) => recurse(key) as fc.Arbitrary<string>;
  return {
    number: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom('n', '{!m}', '0', '1', '2.50', '0.001', '12345678901234567890', 'NULL'),
      fc.tuple(fc.constantFrom('-', '+'), tie('number')).map(([sign, a]) => `${sign}(${a})`),
      fc.tuple(fc.constantFrom('-', '+', '- -'), fc.constantFrom('n', '3')).map(([sign, a]) => sign + a),
      spaced(tie('number'), fc.constantFrom('+', '-', '*', '/', '^'), tie('number')),
      tie('number').map((a) => `(${a})`),
      tie('text').map((a) => `LEN(${a})`),
      spaced(word('IF('), tie('boolean'), word(','), tie('number'), word(','), tie('number'), word(')')),
      spaced(word('max('), tie('number'), word(','), tie('number'), word(')')),
      fc.tuple(tie('date'), tie('date')).map(([a, b]) => `((${a}) - (${b}))`),
    ),
    text: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('t', '{!u}', '"a"', "'b'", '""', '"\\"q\\\\"', '"a\\nb"'),
      spaced(tie('text'), word('&'), tie('text')),
      tie('number').map((a) => `TEXT(${a})`),
      tie('text').map((a) => `( ${a} )`),
      fc.tuple(tie('text'), tie('number')).map(([a, b]) => `LEFT(${a}, ${b})`),
    ),
    boolean: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('b', 'TRUE', 'false'),
      spaced(tie('number'), fc.constantFrom('=', '<>', '<', '>=', '==', '!='), tie('number')).map((a) => `(${a})`),
      spaced(tie('boolean'), fc.constantFrom('&&', '||'), tie('boolean')),
      tie('boolean').map((a) => `NOT(${a})`),
      tie('boolean').map((a) => `!(${a})`),
      tie('boolean').map((a) => `(${a})`),
      fc.constantFrom('not b', 'NOT NOT b'),
      tie('text').map((a) => `ISBLANK(${a})`),
    ),
    date: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('d', 'DATE(2026, 1, 31)', 'TODAY()'),
      fc.constantFrom('1', 'n', '0.5').map((a) => `(d + ${a})`),
    ),
  };
});

export const anyFormula = fc.oneof(formulas.number, formulas.text, formulas.boolean, formulas.date);
