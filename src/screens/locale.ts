import type { Value } from '../model/value.ts';
import { type ExactNumber, numberToText, parseNumber } from '../values/number.ts';

/**
 * How a person of a locale types numbers and dates. Both sides stand here, so that what a field shows can be read back.
 */

interface Separators {
  readonly decimal: string;
  readonly group: string;
}

/** Known from the start: the first `Intl.NumberFormat` of a process takes 15 to 30 ms, a third of a small test's time. */
const separatorsByLocale = new Map<string, Separators>([['en-US', { decimal: '.', group: ',' }]]);

function separatorsOf(locale: string): Separators {
  const known = separatorsByLocale.get(locale);
  if (known) return known;
  const parts = new Intl.NumberFormat(locale).formatToParts(1234567.8);
  const partOf = (type: string, otherwise: string): string =>
    parts.find((part) => part.type === type)?.value ?? otherwise;
  const separators = { decimal: partOf('decimal', '.'), group: partOf('group', ',') };
  separatorsByLocale.set(locale, separators);
  return separators;
}

/**
 * Reads a typed number exactly: `1,234.50` in en-US, `1.234,50` in de-DE; blanks count as grouping everywhere.
 * @returns null where it is no number, or where its groups are not of three digits (`12,5` in en-US is a slip, not 125).
 */
export function parseLocaleNumber(text: string, locale: string): Value {
  const { decimal, group } = separatorsOf(locale);
  const [whole = '', ...rest] = text.trim().split(decimal);
  if (rest.length > 1) return null;
  const blanks = whole.replace(/[\s\u00a0\u202f]/g, '');
  const groups = group.trim() === '' ? [blanks] : blanks.split(group);
  if (groups.length > 1) {
    const [first = '', ...others] = groups;
    if (!/^[+-]?\d{1,3}$/.test(first) || !others.every((digits) => /^\d{3}$/.test(digits))) return null;
  }
  const joined = groups.join('');
  const fraction = rest[0];
  if (!/^[+-]?\d*$/.test(joined) || (fraction !== undefined && !/^\d*$/.test(fraction))) return null;
  return parseNumber(fraction === undefined || fraction === '' ? joined : `${joined}.${fraction}`);
}

/** A number as a person of the locale would type it: no grouping. */
export function showLocaleNumber(value: ExactNumber, locale: string): string {
  return numberToText(value).replace('.', separatorsOf(locale).decimal);
}

type DatePart = 'year' | 'month' | 'day';
const orderByLocale = new Map<string, readonly DatePart[]>();

function dateOrder(locale: string): readonly DatePart[] {
  const known = orderByLocale.get(locale);
  if (known) return known;
  const isPart = (type: string): type is DatePart => type === 'year' || type === 'month' || type === 'day';
  const order = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', calendar: 'gregory' })
    .formatToParts(0)
    .map((part) => part.type)
    .filter(isPart);
  orderByLocale.set(locale, order);
  return order;
}

/**
 * Reads a typed date: ISO (`2026-01-31`) everywhere, else three numbers in the locale's order (`1/31/2026`, `31.1.2026`).
 * @returns ISO text, or null where it is no date of the calendar.
 */
export function parseLocaleDate(text: string, locale: string): string | null {
  const numbers = text.trim().split(/\s*[-./\s]\s*/);
  if (numbers.length !== 3 || !numbers.every((digits) => /^\d{1,4}$/.test(digits))) return null;
  const order: readonly DatePart[] = (numbers[0] ?? '').length === 4 ? ['year', 'month', 'day'] : dateOrder(locale);
  // Two digits would be a guess, and the year 26 is a date of the calendar.
  if (numbers[order.indexOf('year')]?.length !== 4) return null;
  const partOf = (part: DatePart): number => Number(numbers[order.indexOf(part)]);
  const [year, month, day] = [partOf('year'), partOf('month'), partOf('day')];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = year >= 1 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.toISOString().slice(0, 10) : null;
}
