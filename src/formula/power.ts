import { FormulaEvaluationError } from '../errors.ts';
import {
  absolute,
  compare,
  divide,
  type ExactNumber,
  multiply,
  raise,
  round,
  roundSignificant,
  sign,
  toDouble,
} from '../values/number.ts';

/** Results smaller than this are 0. */
const LEAST = { $units: 1, $scale: 39 } as const;

/**
 * `base ^ exponent` for whole exponents, to 18 significant digits (reference: formula-semantics 30).
 * @throws FormulaEvaluationError for a fraction as exponent, 0 to a negative power, and results beyond 64 digits.
 */
export function power(base: ExactNumber, exponent: ExactNumber): ExactNumber {
  if (compare(round(exponent, 0, 'DOWN'), exponent) !== 0) {
    throw new FormulaEvaluationError('the exponent of ^ must be a whole number');
  }
  if (sign(base) === 0 && sign(exponent) !== 0) {
    if (sign(exponent) < 0)
      throw new FormulaEvaluationError('division by zero: 0 cannot be raised to a negative power');
    return 0;
  }
  const n = toDouble(exponent);
  const magnitude = Math.log10(Math.abs(toDouble(base))) * n;
  if (magnitude > 64) throw new FormulaEvaluationError('the result of ^ is out of range');
  if (magnitude < -40) return 0;
  // A base near 1 may take a huge exponent: digits beyond the precision are cut on the way.
  const raised = Math.abs(n) <= 1000 ? raise(base, n) : raiseRounded(base, Math.abs(n), n < 0);
  if (raised === null) throw new FormulaEvaluationError('division by zero');
  return compare(absolute(raised), LEAST) < 0 ? 0 : roundSignificant(raised, 18);
}

/** By squaring; every product is rounded to 39 digits, of which 18 are asked for. */
function raiseRounded(base: ExactNumber, exponent: number, inverse: boolean): ExactNumber | null {
  let result: ExactNumber = 1;
  let square = base;
  for (let n = exponent; n >= 1; n = Math.floor(n / 2)) {
    if (n % 2 === 1) result = multiply(result, square);
    square = multiply(square, square);
  }
  return inverse ? divide(1, result) : result;
}
