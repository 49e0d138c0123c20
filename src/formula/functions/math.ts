import { FormulaEvaluationError } from '../../errors.ts';
import type { Value } from '../../model/value.ts';
import {
  absolute,
  compare,
  type ExactNumber,
  fromDouble,
  numberToText,
  type RoundingMode,
  remainder,
  round,
  roundSignificant,
  toDouble,
} from '../../values/number.ts';
import { integerOf, numberOf } from '../cast.ts';
import { type EagerFunction, type FunctionTable, parameter } from './define-function.ts';

/** Numeric functions (reference: formula-semantics 26-33). */

const NUMBER = parameter('number', 'Number');

/** A function that Salesforce calculates in doubles: about 16 digits, no NaN (reference: formula-semantics 31). */
function double(name: string, doc: string, calculate: (x: number) => number): EagerFunction {
  return {
    doc,
    parameters: [NUMBER],
    result: 'Number',
    evaluate: ([x = 0]) => {
      const result = fromDouble(calculate(toDouble(numberOf(x))));
      if (result === null) throw new FormulaEvaluationError(`${name} has no result for ${numberToText(numberOf(x))}`);
      return result;
    },
  };
}

/** To a whole number; 39 digits are first rounded to 33, so that (6/11)*11 counts as 6 (reference: formula-semantics 26). */
function whole(doc: string, mode: RoundingMode): EagerFunction {
  return {
    doc,
    parameters: [NUMBER],
    result: 'Number',
    evaluate: ([x = 0]) => round(roundSignificant(numberOf(x), 33), 0, mode),
  };
}

/**
 * Rounding at or left of the first digit gives 0, as in Salesforce's engine: ROUND(4.47, -1) is 0
 * (reference: formula-semantics 28; unverified for 7).
 */
function toDigits(x: ExactNumber, digits: number, mode: RoundingMode): ExactNumber {
  if (digits < 0) {
    const [integer = ''] = numberToText(absolute(x)).split('.');
    if (integer.length + digits <= 0) return 0;
  }
  return round(x, digits, mode);
}

function rounding(doc: string, mode: RoundingMode): EagerFunction {
  return {
    doc,
    parameters: [NUMBER, parameter('digits', 'Number')],
    result: 'Number',
    evaluate: ([x = 0, digits = 0]) => toDigits(numberOf(x), integerOf(digits), mode),
  };
}

function extreme(doc: string, better: (difference: number) => boolean): EagerFunction {
  return {
    doc,
    parameters: [NUMBER],
    repeats: 1,
    result: 'Number',
    evaluate: (args: readonly Value[]) =>
      args.map(numberOf).reduce((best, next) => (better(compare(next, best)) ? next : best)),
  };
}

export const MATH: FunctionTable = {
  ABS: {
    doc: 'The number without its sign.',
    parameters: [NUMBER],
    result: 'Number',
    evaluate: ([x = 0]) => absolute(numberOf(x)),
  },
  ROUND: rounding(
    'Rounded to so many decimals, half away from zero; negative digits round left of the point.',
    'HALF_UP',
  ),
  TRUNC: rounding('Cut to so many decimals.', 'DOWN'),
  CEILING: whole('The next whole number away from zero.', 'UP'),
  FLOOR: whole('The next whole number toward zero.', 'DOWN'),
  MCEILING: whole('The next whole number that is not smaller.', 'CEILING'),
  MFLOOR: whole('The next whole number that is not larger.', 'FLOOR'),
  MAX: extreme('The largest of the numbers; null where one of them is null.', (d) => d > 0),
  MIN: extreme('The smallest of the numbers; null where one of them is null.', (d) => d < 0),
  MOD: {
    doc: 'The remainder of a division, with the sign of the number.',
    parameters: [NUMBER, parameter('divisor', 'Number')],
    result: 'Number',
    evaluate: ([x = 0, divisor = 0]) => {
      const rest = remainder(numberOf(x), numberOf(divisor));
      if (rest === null) throw new FormulaEvaluationError('division by zero');
      return rest;
    },
  },
  SQRT: double('SQRT', 'The square root.', Math.sqrt),
  EXP: double('EXP', 'The number e raised to a power.', Math.exp),
  LN: double('LN', 'The natural logarithm.', Math.log),
  LOG: double('LOG', 'The logarithm to base 10.', (x) => Math.log(x) / Math.LN10),
  SIN: double('SIN', 'The sine of an angle in radians.', Math.sin),
  COS: double('COS', 'The cosine of an angle in radians.', Math.cos),
  TAN: double('TAN', 'The tangent of an angle in radians.', Math.tan),
  ASIN: double('ASIN', 'The angle in radians whose sine is the number.', Math.asin),
  ACOS: double('ACOS', 'The angle in radians whose cosine is the number.', Math.acos),
  ATAN: double('ATAN', 'The angle in radians whose tangent is the number.', Math.atan),
  ATAN2: {
    doc: 'The angle in radians of the point (x, y), given as y and x.',
    parameters: [parameter('y', 'Number'), parameter('x', 'Number')],
    result: 'Number',
    nulls: 'given',
    evaluate: ([y = null, x = null]) => {
      // Salesforce's engine fails here instead of giving null (reference: formula-semantics 25).
      if (y === null || x === null) throw new FormulaEvaluationError('ATAN2 takes no null');
      return fromDouble(Math.atan2(toDouble(numberOf(y)), toDouble(numberOf(x))));
    },
  },
  PI: {
    doc: 'The ratio of a circle to its diameter.',
    parameters: [],
    result: 'Number',
    evaluate: () => fromDouble(Math.PI),
  },
};
