import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  absolute,
  add,
  compare,
  divide,
  type ExactNumber,
  fromDouble,
  isNumber,
  multiply,
  negate,
  normalize,
  numberToText,
  parseNumber,
  raise,
  remainder,
  round,
  roundSignificant,
  sign,
  subtract,
  toDouble,
  toFixed,
} from '../../src/values/number.ts';

/** The oracle: another implementation, with the precision and rounding that Salesforce uses. */
const Oracle = Decimal.clone({ precision: 39, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -9e15, toExpPos: 9e15 });

function read(text: string): ExactNumber {
  const number = parseNumber(text);
  if (number === null) throw new Error(`${text} was not read as a number`);
  return number;
}

const oracleText = (decimal: Decimal): string => (decimal.isZero() ? '0' : decimal.toFixed());

/** Digits of every tier: small, money, at the edge of 2^53, longer than 39 digits. */
const digits = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }).map(String),
  fc.maxSafeInteger().map(String),
  fc.constantFrom(
    '9007199254740991',
    '-9007199254740991',
    '9007199254740992',
    '-9007199254740993',
    '0',
    '-1',
    '5',
    '50',
  ),
  fc.bigInt({ min: -(10n ** 45n), max: 10n ** 45n }).map(String),
);
const decimal = fc
  .tuple(digits, fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 45 })))
  .map(([d, scale]) => {
    const negative = d.startsWith('-');
    const all = (negative ? d.slice(1) : d).padStart(scale + 1, '0');
    const whole = all.slice(0, all.length - scale);
    return `${negative ? '-' : ''}${whole}${scale > 0 ? `.${all.slice(all.length - scale)}` : ''}`;
  });

/** The one way to write a number: any other representation of the same number is a defect. */
function expectCanonical(number: ExactNumber): void {
  if (typeof number === 'number') {
    expect(Number.isSafeInteger(number)).toBe(true);
    expect(Object.is(number, -0)).toBe(false);
    return;
  }
  const { $units, $scale } = number;
  expect(Number.isInteger($scale) && $scale >= 0).toBe(true);
  if (typeof $units === 'number') {
    expect($scale).toBeGreaterThan(0);
    expect(Number.isSafeInteger($units) && $units % 10 !== 0).toBe(true);
  } else {
    expect($units).toMatch(/^-?[1-9]\d*$/);
    expect(Number.isSafeInteger(Number($units))).toBe(false);
    if ($scale > 0) expect($units.endsWith('0')).toBe(false);
  }
}

function expectNumber(number: ExactNumber, expected: Decimal): void {
  expectCanonical(number);
  expect(numberToText(number)).toBe(oracleText(expected));
}

describe('laws, against decimal.js', () => {
  it('reads and writes without losing a digit', () => {
    fc.assert(
      fc.property(decimal, (text) => {
        const number = read(text);
        expectCanonical(number);
        expect(numberToText(number)).toBe(oracleText(new Oracle(text)));
        expect(read(numberToText(number))).toEqual(number);
      }),
    );
  });

  it.each([
    ['add', add, (a: Decimal, b: Decimal) => a.plus(b)],
    ['subtract', subtract, (a: Decimal, b: Decimal) => a.minus(b)],
    ['multiply', multiply, (a: Decimal, b: Decimal) => a.times(b)],
    ['divide', divide, (a: Decimal, b: Decimal) => (b.isZero() ? null : a.dividedBy(b))],
  ])('%s', (_name, ours, theirs) => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        const expected = theirs(new Oracle(a), new Oracle(b));
        const got = ours(read(a), read(b));
        if (expected === null || got === null) expect(got).toBe(expected);
        else expectNumber(got, expected);
      }),
      { numRuns: 1000 },
    );
  });

  it('remainder has the sign of the dividend', () => {
    // The oracle rounds the remainder only at the end when it may keep every digit on the way.
    const Wide = Oracle.clone({ precision: 400 });
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        const got = remainder(read(a), read(b));
        if (new Wide(b).isZero()) expect(got).toBeNull();
        else if (got === null) expect.unreachable();
        else expectNumber(got, new Wide(a).modulo(b).toSignificantDigits(39, Decimal.ROUND_HALF_UP));
      }),
    );
  });

  it('compare', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        expect(compare(read(a), read(b))).toBe(new Oracle(a).comparedTo(b));
        expect(compare(read(a), read(a))).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('negate, absolute and sign', () => {
    fc.assert(
      fc.property(decimal, (a) => {
        expectNumber(negate(read(a)), new Oracle(a).negated());
        expectNumber(absolute(read(a)), new Oracle(a).absoluteValue());
        expect(sign(read(a))).toBe(new Oracle(a).comparedTo(0));
      }),
    );
  });

  it.each([
    ['HALF_UP', Decimal.ROUND_HALF_UP],
    ['DOWN', Decimal.ROUND_DOWN],
    ['UP', Decimal.ROUND_UP],
    ['CEILING', Decimal.ROUND_CEIL],
    ['FLOOR', Decimal.ROUND_FLOOR],
  ] as const)('round %s', (mode, theirs) => {
    fc.assert(
      fc.property(decimal, fc.integer({ min: -5, max: 20 }), (a, scale) => {
        const number = new Oracle(a);
        const expected =
          scale >= 0
            ? number.toDecimalPlaces(scale, theirs)
            : new Oracle(number.times(`1e${scale}`).toFixed(0, theirs)).times(`1e${-scale}`);
        // Scaling by a power of ten is exact in the oracle only up to its precision.
        fc.pre(number.precision() <= 39);
        expectNumber(round(read(a), scale, mode), expected);
      }),
      { numRuns: 300 },
    );
  });

  it('roundSignificant', () => {
    fc.assert(
      fc.property(decimal, fc.integer({ min: 1, max: 40 }), (a, n) => {
        expectNumber(roundSignificant(read(a), n), new Oracle(a).toSignificantDigits(n, Decimal.ROUND_HALF_UP));
      }),
    );
  });

  it('toFixed', () => {
    fc.assert(
      fc.property(decimal, fc.integer({ min: 0, max: 6 }), (a, scale) => {
        expect(toFixed(read(a), scale).replace(/^-(?=0*\.?0*$)/, '')).toBe(
          new Oracle(a).toFixed(scale, Decimal.ROUND_HALF_UP).replace(/^-(?=0*\.?0*$)/, ''),
        );
      }),
    );
  });

  it('a canonical number is its own normal form, and other spellings have the same', () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 0, max: 6 }),
        (u, scale, zeros) => {
          const canonical = normalize({ $units: u, $scale: scale });
          expectCanonical(canonical);
          expect(normalize(canonical)).toEqual(canonical);
          expect(normalize({ $units: `${u === 0 ? 0 : u}${'0'.repeat(zeros)}`, $scale: scale + zeros })).toEqual(
            canonical,
          );
        },
      ),
    );
  });

  it('doubles go there and back', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (double) => {
        const number = fromDouble(double);
        if (number === null) expect.unreachable();
        else expect(toDouble(number)).toBe(double + 0);
      }),
    );
  });
});

describe('parseNumber', () => {
  it.each([
    ['+1', '1'],
    ['-0', '0'],
    ['1.', '1'],
    ['.1', '0.1'],
    ['-.5', '-0.5'],
    ['1.e1', '10'],
    ['12E-3', '0.012'],
    ['0e99999', '0'],
    ['007', '7'],
    ['100000000000000000000', '100000000000000000000'],
  ])('takes %s', (text, plain) => {
    expect(numberToText(read(text))).toBe(plain);
  });

  it.each(['', ' 1', '1 ', '.', '-', '--1', '1,000', '$1', '1.2.3', '0x10', '1_000', 'NaN', 'Infinity', '1e', '١'])(
    'refuses "%s"',
    (text) => {
      expect(parseNumber(text)).toBeNull();
    },
  );

  it('refuses numbers that would fill the memory', () => {
    expect(parseNumber('1e999999999')).toBeNull();
    expect(parseNumber('1e-999999999')).toBeNull();
    expect(parseNumber('1'.repeat(5001))).toBeNull();
    expect(parseNumber('1e400')).not.toBeNull();
  });
});

describe('tiers', () => {
  it('uses the smallest', () => {
    expect(read('2.0')).toBe(2);
    expect(read('19.90')).toEqual({ $units: 199, $scale: 1 });
    expect(read('9007199254740993')).toEqual({ $units: '9007199254740993', $scale: 0 });
    expect(add(read('9007199254740993'), -3)).toBe(9007199254740990);
    expect(add(read('0.1'), read('0.2'))).toEqual({ $units: 3, $scale: 1 });
    expect(multiply(read('2.5'), 4)).toBe(10);
    expect(subtract(read('19.99'), read('19.99'))).toBe(0);
  });

  it('never gives -0', () => {
    for (const zero of [
      multiply(0, -5),
      negate(0),
      divide(0, -5),
      remainder(-4, 2),
      round(read('-0.4'), 0),
      subtract(0, 0),
    ]) {
      expect(Object.is(zero, 0)).toBe(true);
    }
  });

  it('keeps 39 digits and rounds half up', () => {
    expect(numberToText(divide(1, 3) ?? 0)).toBe(`0.${'3'.repeat(39)}`);
    expect(numberToText(divide(2, 3) ?? 0)).toBe(`0.${'6'.repeat(38)}7`);
    expect(numberToText(multiply(divide(1, 3) ?? 0, 3))).toBe(`0.${'9'.repeat(39)}`);
  });

  it('takes doubles for the number they are printed as', () => {
    expect(normalize(0.1)).toEqual({ $units: 1, $scale: 1 });
    expect(add(0.1, 0.2)).toEqual({ $units: 3, $scale: 1 });
    expect(numberToText(normalize(1e21))).toBe('1000000000000000000000');
    expect(fromDouble(Number.NaN)).toBeNull();
    expect(fromDouble(Number.POSITIVE_INFINITY)).toBeNull();
    expect(() => normalize(Number.NaN)).toThrow('NaN');
  });
});

describe('divide and raise', () => {
  it('have no result at zero', () => {
    expect(divide(1, 0)).toBeNull();
    expect(divide(read('1.5'), 0)).toBeNull();
    expect(remainder(1, 0)).toBeNull();
    expect(raise(0, -1)).toBeNull();
  });

  it('raises exactly', () => {
    expect(raise(2, 10)).toBe(1024);
    expect(raise(0, 0)).toBe(1);
    expect(raise(read('1.1'), 2)).toEqual(read('1.21'));
    expect(raise(2, -2)).toEqual(read('0.25'));
    expect(raise(7, 40)).toEqual(read((7n ** 40n).toString()));
  });
});

describe('isNumber', () => {
  it('knows numbers from everything else', () => {
    for (const value of [0, -1, { $units: 1, $scale: 2 }, { $units: '12345678901234567890', $scale: 0 }]) {
      expect(isNumber(value)).toBe(true);
    }
    for (const value of [null, undefined, '1', true, [], [1], {}, { $$units: 1 }]) expect(isNumber(value)).toBe(false);
  });
});
