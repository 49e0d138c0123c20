import { FormulaEvaluationError } from '../errors.ts';
import type { Value } from '../model/value.ts';
import { parseDate, parseDateTime, parseTime } from '../values/date.ts';
import { type ExactNumber, isNumber, numberToText, round, toDouble } from '../values/number.ts';

/**
 * What operators and functions take out of a value. The checker has made sure of the kinds; a value without a declared
 * type is looked at only here, and fails here when it is another one.
 */

function unfit(value: Value, wanted: string): FormulaEvaluationError {
  const got =
    typeof value === 'string'
      ? `the text "${value.slice(0, 40)}"`
      : Array.isArray(value)
        ? 'a collection'
        : typeof value;
  return new FormulaEvaluationError(
    `expected ${wanted}, received ${value === null ? 'null' : isNumber(value) ? 'a number' : got}`,
  );
}

export function numberOf(value: Value): ExactNumber {
  if (isNumber(value)) return value;
  throw unfit(value, 'a Number');
}

/** A count or position: the fraction is dropped. */
export function integerOf(value: Value): number {
  if (typeof value === 'number') return Math.trunc(value);
  return toDouble(round(numberOf(value), 0, 'DOWN'));
}

/** Text; null is empty. A number or Boolean without a declared type (JSON) is written out. */
export function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (isNumber(value)) return numberToText(value);
  if (typeof value === 'boolean') return String(value);
  throw unfit(value, 'Text');
}

/** The ISO date. A Date may carry a time of day, which does not count (reference: formula-semantics 49). */
export function dateOf(value: Value): string {
  const date = typeof value === 'string' ? parseDate(value.length > 10 ? value.slice(0, 10) : value) : null;
  if (date === null) throw unfit(value, 'a Date');
  return date;
}

/** Milliseconds since 1970 of a DateTime. */
export function instantOf(value: Value): number {
  const ms = typeof value === 'string' ? parseDateTime(value) : null;
  if (ms === null) throw unfit(value, 'a DateTime');
  return ms;
}

/** The time `HH:mm:ss.SSS`. */
export function timeOf(value: Value): string {
  const time = typeof value === 'string' ? parseTime(value) : null;
  if (time === null) throw unfit(value, 'a Time');
  return time;
}

/** Empty text is null in the results of text functions (reference: formula-semantics 17). */
export function blankAsNull(text: string): string | null {
  return text === '' ? null : text;
}
