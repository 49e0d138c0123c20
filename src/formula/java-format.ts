import { FormulaEvaluationError } from '../errors.ts';
import { zoneOffset } from '../values/date.ts';
import { type ExactNumber, numberToText } from '../values/number.ts';
import type { EvaluationContext } from '../values/scope.ts';

/** Patterns of java.text: DecimalFormat (`#,##0.00`) and SimpleDateFormat (`yyyy-MM-dd`). */

interface Decimals {
  readonly min: number;
  readonly max: number;
  readonly rounding: 'halfExpand' | 'halfEven';
}

/** The number format of a locale; an unknown locale falls back to English. */
function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  try {
    return new Intl.NumberFormat(locale.replaceAll('_', '-'), options);
  } catch {
    return new Intl.NumberFormat('en-US', options);
  }
}

/** A number as the locale writes it, rounded to its decimals; every digit counts. */
export function localNumber(number: ExactNumber, locale: string, { min, max, rounding }: Decimals): string {
  const options = { minimumFractionDigits: min, maximumFractionDigits: max, roundingMode: rounding };
  return numberFormat(locale, options).format(numberToText(number) as Intl.StringNumericLiteral);
}

/** Prefix, digits and suffix of one half of a pattern; `'` quotes what would have a meaning. */
const HALF = /^((?:'[^']*'|[^#0,.;'])*)([#0,]*)(?:\.([0#]*))?((?:'[^']*'|[^#0,.;'])*)/;

const unquote = (text: string): string => text.replace(/'([^']*)'/g, (_all, inner: string) => inner || "'");

/**
 * Formats a number by a pattern of DecimalFormat, half even as Java does.
 * @throws FormulaEvaluationError where the pattern is none; exponents are not supported.
 */
export function formatDecimal(number: string, pattern: string): string {
  const positive = HALF.exec(pattern);
  const rest = positive ? pattern.slice(positive[0].length) : pattern;
  const negative = rest.startsWith(';') ? HALF.exec(rest.slice(1)) : null;
  const [, prefix = '', integer = '', fraction = '', suffix = ''] = positive ?? [];
  if (
    !positive ||
    integer + fraction === '' ||
    /0.*#/.test(integer) ||
    /#.*0/.test(fraction) ||
    (rest !== '' && !negative)
  ) {
    throw new FormulaEvaluationError(`"${pattern}" is no number pattern such as #,##0.00`);
  }
  const factor = /%/.test(prefix + suffix) ? 2 : /‰/.test(prefix + suffix) ? 3 : 0;
  const isNegative = number.startsWith('-');
  const digits = numberFormat('en-US', {
    minimumIntegerDigits: Math.max(1, integer.replace(/[^0]/g, '').length),
    minimumFractionDigits: fraction.replace(/#/g, '').length,
    maximumFractionDigits: fraction.length,
    useGrouping: integer.includes(','),
    roundingMode: 'halfEven',
  }).format(`${number.replace(/^-/, '')}E${factor}` as Intl.StringNumericLiteral);
  const shown = integer.includes('0') || !fraction.includes('0') ? digits : digits.replace(/^0(?=\.)/, '');
  if (!isNegative || !/[1-9]/.test(shown))
    return `${isNegative ? '-' : ''}${unquote(prefix)}${shown}${unquote(suffix)}`;
  return negative
    ? `${unquote(negative[1] ?? '')}${shown}${unquote(negative[4] ?? '')}`
    : `-${unquote(prefix)}${shown}${unquote(suffix)}`;
}

/** Named styles that the engine knows beside patterns. */
const STYLES: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  date: { year: 'numeric', month: 'numeric', day: 'numeric' },
  ldate: { dateStyle: 'long' },
  time: { timeStyle: 'short' },
  time_correct: { timeStyle: 'short' },
  short: { dateStyle: 'short' },
  medium: { dateStyle: 'medium' },
  long: { dateStyle: 'long' },
  full: { dateStyle: 'full' },
};

interface Clock {
  /** The local time as if it were UTC. */
  readonly local: Date;
  /** Minutes ahead of UTC. */
  readonly offset: number;
  readonly locale: string;
  readonly timeZone: string;
}

const padded = (n: number, length: number): string => String(n).padStart(length, '0');

function named({ local, locale }: Clock, options: Intl.DateTimeFormatOptions): string {
  return dateFormat(locale, { ...options, timeZone: 'UTC' }).format(local);
}

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(locale.replaceAll('_', '-'), options);
  } catch {
    return new Intl.DateTimeFormat('en-US', options);
  }
}

function offsetText({ offset }: Clock, between: string): string {
  const minutes = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${padded(Math.floor(minutes / 60), 2)}${between}${padded(minutes % 60, 2)}`;
}

/** What each letter of a date pattern gives; `n` is how often it stands there. */
const LETTERS: Readonly<Record<string, (clock: Clock, n: number) => string>> = {
  G: () => 'AD',
  y: ({ local }, n) => (n === 2 ? padded(local.getUTCFullYear() % 100, 2) : padded(local.getUTCFullYear(), n)),
  M: (clock, n) =>
    n < 3 ? padded(clock.local.getUTCMonth() + 1, n) : named(clock, { month: n === 3 ? 'short' : 'long' }),
  d: ({ local }, n) => padded(local.getUTCDate(), n),
  D: ({ local }, n) =>
    padded(Math.floor((local.getTime() - Date.UTC(local.getUTCFullYear(), 0, 1)) / 86_400_000) + 1, n),
  E: (clock, n) => named(clock, { weekday: n < 4 ? 'short' : 'long' }),
  u: ({ local }, n) => padded(((local.getUTCDay() + 6) % 7) + 1, n),
  a: ({ local }) => (local.getUTCHours() < 12 ? 'AM' : 'PM'),
  H: ({ local }, n) => padded(local.getUTCHours(), n),
  k: ({ local }, n) => padded(local.getUTCHours() || 24, n),
  K: ({ local }, n) => padded(local.getUTCHours() % 12, n),
  h: ({ local }, n) => padded(local.getUTCHours() % 12 || 12, n),
  m: ({ local }, n) => padded(local.getUTCMinutes(), n),
  s: ({ local }, n) => padded(local.getUTCSeconds(), n),
  S: ({ local }, n) => padded(local.getUTCMilliseconds(), n),
  z: ({ local, locale, timeZone, offset }, n) =>
    dateFormat(locale, { timeZone, timeZoneName: n < 4 ? 'short' : 'long' })
      .formatToParts(local.getTime() - offset * 60_000)
      .find((part) => part.type === 'timeZoneName')?.value ?? timeZone,
  Z: (clock) => offsetText(clock, ''),
  X: (clock, n) =>
    clock.offset === 0 ? 'Z' : n === 1 ? offsetText(clock, '').slice(0, 3) : offsetText(clock, n === 2 ? '' : ':'),
};

/**
 * Formats an instant by a pattern of SimpleDateFormat in the user's time zone and locale, or by one of the named styles.
 * @throws FormulaEvaluationError for a letter that means nothing.
 */
export function formatInstant(ms: number, pattern: string, { locale, timeZone }: EvaluationContext): string {
  const style = Object.hasOwn(STYLES, pattern) ? STYLES[pattern] : undefined;
  if (style)
    return dateFormat(locale, { ...style, timeZone })
      .format(ms)
      .replaceAll('\u202f', ' ');
  const offset = zoneOffset(ms, timeZone);
  const clock: Clock = { local: new Date(ms + offset), offset: Math.round(offset / 60_000), locale, timeZone };
  return pattern
    .replace(/^LANG:/, '')
    .replace(/''|'([^']*)'|([A-Za-z])\2*/g, (all, quoted?: string, letter?: string) => {
      if (all === "''") return "'";
      if (quoted !== undefined) return quoted;
      const write = letter !== undefined && Object.hasOwn(LETTERS, letter) ? LETTERS[letter] : undefined;
      if (!write) throw new FormulaEvaluationError(`"${pattern}" is no date pattern: ${letter} means nothing`);
      return write(clock, all.length);
    });
}
