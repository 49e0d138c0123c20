import { InternalError } from '../errors.ts';
import type { Scaled, Value } from '../model/value.ts';

/**
 * Exact decimal numbers in three tiers that never change a result: safe integers as JS numbers, decimals whose digits are
 * a safe integer (`{ $units: 1999, $scale: 2 }`), and digits of any length, calculated with BigInt. Sums, products and
 * quotients keep 39 significant digits, rounded half up (reference: formula-semantics 26).
 */
export type ExactNumber = number | Scaled;

/** How a digit that is cut off moves the last one kept; names and meanings of Java's RoundingMode. */
export type RoundingMode = 'HALF_UP' | 'DOWN' | 'UP' | 'CEILING' | 'FLOOR';

/** Significant digits of every intermediate result. */
export const PRECISION = 39;

/** Longest number that is read, in digits of its plain notation: 1e999999999 must not fill the memory. */
const MAX_DIGITS = 5_000;

const POWERS: readonly number[] = Array.from({ length: 16 }, (_, n) => Number(`1e${n}`));
const BIG_POWERS: bigint[] = [1n];

/** The third tier: `digits` / 10^`scale`. `scale` may be negative while a calculation runs. */
interface Big {
  readonly digits: bigint;
  readonly scale: number;
}

/** 10^`n` for n >= 0. */
function bigPower(n: number): bigint {
  if (n > 200) return 10n ** BigInt(n);
  for (let k = BIG_POWERS.length; k <= n; k++) BIG_POWERS.push((BIG_POWERS[k - 1] ?? 1n) * 10n);
  return BIG_POWERS[n] ?? 1n;
}

/** 10^`n` as a JS number, NaN where it is no safe integer: NaN makes every fast path fall through. */
function power(n: number): number {
  return POWERS[n] ?? Number.NaN;
}

/** Is this value a number, of whichever tier? */
export function isNumber(value: Value | undefined): value is ExactNumber {
  if (typeof value === 'number') return true;
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, '$units');
}

/** The canonical number of safe `units` / 10^`scale`. */
function scaled(units: number, scale: number): ExactNumber {
  let u = units;
  let s = scale;
  while (s > 0 && u % 10 === 0) {
    u /= 10;
    s--;
  }
  return s === 0 ? u + 0 : { $units: u, $scale: s };
}

function toBig(number: ExactNumber): Big {
  if (typeof number !== 'number') return { digits: BigInt(number.$units), scale: number.$scale };
  if (Number.isSafeInteger(number)) return { digits: BigInt(number), scale: 0 };
  const parsed = parseBig(String(number));
  if (!parsed) throw new InternalError(`${number} is no number a flow can hold`);
  return parsed;
}

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

function isSafeBig(digits: bigint): boolean {
  return digits <= SAFE && digits >= -SAFE;
}

/** The canonical number of a `Big`, every digit kept. */
function fromBig({ digits, scale }: Big): ExactNumber {
  let u = digits;
  let s = scale;
  if (s < 0) {
    u *= bigPower(-s);
    s = 0;
  }
  if (isSafeBig(u)) return scaled(Number(u), s);
  while (s > 0 && u % 10n === 0n) {
    u /= 10n;
    s--;
  }
  if (isSafeBig(u)) return scaled(Number(u), s);
  return { $units: u.toString(), $scale: s };
}

/** `n` / `d` (d > 0) as a whole number. */
function divideRounded(n: bigint, d: bigint, mode: RoundingMode): bigint {
  const quotient = n / d;
  const rest = n % d;
  if (rest === 0n) return quotient;
  const negative = rest < 0n;
  const away: Record<RoundingMode, boolean> = {
    HALF_UP: (negative ? -rest : rest) * 2n >= d,
    DOWN: false,
    UP: true,
    CEILING: !negative,
    FLOOR: negative,
  };
  if (!away[mode]) return quotient;
  return negative ? quotient - 1n : quotient + 1n;
}

function digitCount(digits: bigint): number {
  return digits < 0n ? digits.toString().length - 1 : digits.toString().length;
}

function roundBig(big: Big, scale: number, mode: RoundingMode): Big {
  if (big.scale <= scale) return big;
  return { digits: divideRounded(big.digits, bigPower(big.scale - scale), mode), scale };
}

function limit(big: Big, precision: number): ExactNumber {
  const excess = digitCount(big.digits) - precision;
  return fromBig(excess > 0 ? roundBig(big, big.scale - excess, 'HALF_UP') : big);
}

/** Optional sign, digits with a dot anywhere, exponent: the grammar of Java's BigDecimal (reference: formula-semantics 35). */
const NUMBER = /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:[eE]([+-]?\d+))?$/;

function parseBig(text: string): Big | null {
  const match = NUMBER.exec(text);
  if (!match) return null;
  const fraction = match[3] ?? match[4] ?? '';
  const digits = `${match[2] ?? ''}${fraction}`;
  if (/^0+$/.test(digits)) return { digits: 0n, scale: 0 };
  const scale = fraction.length - Number(match[5] ?? 0);
  if (digits.length > MAX_DIGITS || Math.abs(scale) > MAX_DIGITS) return null;
  return { digits: BigInt(`${match[1] === '-' ? '-' : ''}${digits}`), scale };
}

/**
 * Reads a number without losing a digit. No spaces, no grouping, no currency signs.
 * @returns null where the text is no number, or one of more than 5,000 digits.
 */
export function parseNumber(text: string): ExactNumber | null {
  if (text.length < 16 && /^\d+$/.test(text)) return Number(text);
  const big = parseBig(text);
  return big && fromBig(big);
}

/** Plain notation without trailing zeros, grouping or exponent: `1.5`, `-0.01` (reference: formula-semantics 34). */
export function numberToText(number: ExactNumber): string {
  const canonical = typeof number === 'number' && Number.isSafeInteger(number) ? number : normalize(number);
  if (typeof canonical === 'number') return String(canonical);
  return withPoint(String(canonical.$units), canonical.$scale);
}

/** `number` with exactly `scale` decimals, half up: 19.5 with 2 is `19.50`. */
export function toFixed(number: ExactNumber, scale: number): string {
  const { digits, scale: has } = roundBig(toBig(number), scale, 'HALF_UP');
  return withPoint((digits * bigPower(scale - has)).toString(), scale);
}

function withPoint(units: string, scale: number): string {
  if (scale === 0) return units;
  const sign = units.startsWith('-') ? '-' : '';
  const digits = units.slice(sign.length).padStart(scale + 1, '0');
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/**
 * The canonical form, in which equal numbers are written alike: 2.0 is the integer 2, 1.50 has one decimal, and the
 * smallest tier is used. Takes any JS number (0.1 means one tenth, not the double nearest to it).
 * @throws InternalError for NaN and infinity.
 */
export function normalize(number: ExactNumber): ExactNumber {
  if (typeof number === 'number') return Number.isSafeInteger(number) ? number + 0 : fromBig(toBig(number));
  const { $units, $scale } = number;
  if (typeof $units === 'number' && Number.isSafeInteger($units) && $scale >= 0) {
    return $scale > 0 && $units % 10 !== 0 ? number : scaled($units, $scale);
  }
  return fromBig(toBig(number));
}

/** Units and scale where the fast path can work with them; else NaN units. */
function unitsOf(number: ExactNumber): number {
  if (typeof number === 'number') return number;
  return typeof number.$units === 'number' ? number.$units : Number.NaN;
}

function scaleOf(number: ExactNumber): number {
  return typeof number === 'number' ? 0 : number.$scale;
}

/** a + b. */
export function add(a: ExactNumber, b: ExactNumber): ExactNumber {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum + 0;
  } else if (typeof a === 'object' && typeof b === 'object' && a.$scale === b.$scale) {
    // Money plus money: nothing to align.
    const sum = unitsOf(a) + unitsOf(b);
    if (Number.isSafeInteger(sum)) return scaled(sum, a.$scale);
  }
  const sa = scaleOf(a);
  const sb = scaleOf(b);
  const scale = Math.max(sa, sb);
  const ua = unitsOf(a) * power(scale - sa);
  const ub = unitsOf(b) * power(scale - sb);
  const sum = ua + ub;
  if (Number.isSafeInteger(sum) && Number.isSafeInteger(ua) && Number.isSafeInteger(ub)) return scaled(sum, scale);
  const [x, y] = [toBig(a), toBig(b)];
  const wide = Math.max(x.scale, y.scale);
  const digits = x.digits * bigPower(wide - x.scale) + y.digits * bigPower(wide - y.scale);
  return limit({ digits, scale: wide }, PRECISION);
}

/** a - b. */
export function subtract(a: ExactNumber, b: ExactNumber): ExactNumber {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (Number.isSafeInteger(difference)) return difference + 0;
  }
  return add(a, negate(b));
}

/** a * b. */
export function multiply(a: ExactNumber, b: ExactNumber): ExactNumber {
  const units = unitsOf(a) * unitsOf(b);
  if (Number.isSafeInteger(units)) return scaled(units, scaleOf(a) + scaleOf(b));
  const [x, y] = [toBig(a), toBig(b)];
  return limit({ digits: x.digits * y.digits, scale: x.scale + y.scale }, PRECISION);
}

/**
 * a / b.
 * @returns null where b is zero: what a division by zero means is the caller's business.
 */
export function divide(a: ExactNumber, b: ExactNumber): ExactNumber | null {
  const scale = Math.max(scaleOf(a), scaleOf(b));
  const n = unitsOf(a) * power(scale - scaleOf(a));
  const d = unitsOf(b) * power(scale - scaleOf(b));
  if (Number.isSafeInteger(n) && Number.isSafeInteger(d) && d !== 0) {
    // Most quotients of everyday numbers are whole or end after a few decimals.
    for (let decimals = 0; decimals <= 4; decimals++) {
      const shifted = n * power(decimals);
      if (Number.isSafeInteger(shifted) && shifted % d === 0) return scaled(shifted / d, decimals);
    }
  }
  const [x, y] = [toBig(a), toBig(b)];
  if (y.digits === 0n) return null;
  const negative = y.digits < 0n;
  const divisor = negative ? -y.digits : y.digits;
  // One guard digit is enough for half up: what is cut behind it cannot lift a 4 to a 5.
  const shift = Math.max(0, PRECISION + 2 + digitCount(divisor) - digitCount(x.digits));
  const dividend = (negative ? -x.digits : x.digits) * bigPower(shift);
  return limit({ digits: dividend / divisor, scale: x.scale - y.scale + shift }, PRECISION);
}

/**
 * The remainder of a / b, with the sign of a (reference: formula-semantics 32).
 * @returns null where b is zero.
 */
export function remainder(a: ExactNumber, b: ExactNumber): ExactNumber | null {
  if (typeof a === 'number' && typeof b === 'number' && b !== 0) {
    const rest = a % b;
    if (Number.isSafeInteger(rest)) return rest + 0;
  }
  const [x, y] = [toBig(a), toBig(b)];
  if (y.digits === 0n) return null;
  const scale = Math.max(x.scale, y.scale);
  const digits = (x.digits * bigPower(scale - x.scale)) % (y.digits * bigPower(scale - y.scale));
  return limit({ digits, scale }, PRECISION);
}

/** -a. */
export function negate(a: ExactNumber): ExactNumber {
  if (typeof a === 'number') return 0 - a;
  const { $units, $scale } = a;
  if (typeof $units === 'number') return { $units: 0 - $units, $scale };
  return { $units: $units.startsWith('-') ? $units.slice(1) : `-${$units}`, $scale };
}

/** |a|. */
export function absolute(a: ExactNumber): ExactNumber {
  return sign(a) < 0 ? negate(a) : a;
}

/** -1, 0 or 1. */
export function sign(a: ExactNumber): -1 | 0 | 1 {
  return compare(a, 0);
}

/** -1 where a < b, 0 where they are equal, else 1. Allocates nothing for integers and for decimals of one scale. */
export function compare(a: ExactNumber, b: ExactNumber): -1 | 0 | 1 {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  const sa = scaleOf(a);
  const sb = scaleOf(b);
  const scale = Math.max(sa, sb);
  const ua = unitsOf(a) * power(scale - sa);
  const ub = unitsOf(b) * power(scale - sb);
  if (Number.isSafeInteger(ua) && Number.isSafeInteger(ub)) return ua < ub ? -1 : ua > ub ? 1 : 0;
  const [x, y] = [toBig(a), toBig(b)];
  const wide = Math.max(x.scale, y.scale);
  const [p, q] = [x.digits * bigPower(wide - x.scale), y.digits * bigPower(wide - y.scale)];
  return p < q ? -1 : p > q ? 1 : 0;
}

/**
 * Rounds to `scale` decimals; a negative scale rounds left of the point (-2: to hundreds).
 * @param mode HALF_UP (away from zero at .5) where left out.
 */
export function round(a: ExactNumber, scale: number, mode: RoundingMode = 'HALF_UP'): ExactNumber {
  if (scaleOf(a) <= scale && (typeof a !== 'number' || Number.isSafeInteger(a))) return a;
  const units = unitsOf(a);
  const unit = power(scaleOf(a) - scale);
  if (mode === 'HALF_UP' && scale >= 0 && Number.isSafeInteger(units) && Number.isSafeInteger(unit)) {
    const rest = units % unit;
    const kept = (units - rest) / unit;
    return scaled(Math.abs(rest) * 2 >= unit ? kept + Math.sign(rest) : kept, scale);
  }
  return fromBig(roundBig(toBig(a), scale, mode));
}

/** Rounds half up to `digits` significant digits. */
export function roundSignificant(a: ExactNumber, digits: number): ExactNumber {
  return typeof a === 'number' && digits >= 16 && Number.isSafeInteger(a) ? a : limit(toBig(a), digits);
}

/**
 * base^exponent for a whole exponent, exact where the exponent is not negative.
 * @returns null where it does not exist: 0 to a negative power.
 */
export function raise(base: ExactNumber, exponent: number): ExactNumber | null {
  const { digits, scale } = toBig(base);
  const n = BigInt(Math.abs(exponent));
  const raised = fromBig({ digits: digits ** n, scale: scale * Math.abs(exponent) });
  return exponent < 0 ? divide(1, raised) : raised;
}

/** The nearest double: for functions that calculate in doubles, as Salesforce's do (reference: formula-semantics 31). */
export function toDouble(a: ExactNumber): number {
  return typeof a === 'number' ? a : Number(numberToText(a));
}

/**
 * The number that a double is printed as.
 * @returns null for NaN and infinity.
 */
export function fromDouble(double: number): ExactNumber | null {
  return Number.isFinite(double) ? normalize(double) : null;
}
