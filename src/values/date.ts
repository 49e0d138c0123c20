import { ValueError } from '../errors.ts';
import { type ExactNumber, round, toDouble } from './number.ts';

/**
 * Dates, times and instants as ISO text: `2026-01-31`, `10:00:00.000`, `2026-01-31T10:00:00.000Z`. Day arithmetic by hand
 * on the proleptic Gregorian calendar, years 1 to 9999: no calendar library on the hot path.
 */

export const MS_PER_DAY = 86_400_000;

export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const MIN_DAYS = -719_162; // 0001-01-01
const MAX_DAYS = 2_932_896; // 9999-12-31

const two = (n: number): string => (n < 10 ? `0${n}` : String(n));

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Days of a month, 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since 1970-01-01 of a date that exists; algorithm: H. Hinnant, "chrono-compatible low-level date algorithms". */
export function daysFromParts(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

/** The inverse of `daysFromParts`. */
export function partsFromDays(days: number): DateParts {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** @returns the ISO date, or null where the calendar has no such day: 29 February 2007, month 13, year 0. */
export function dateFromParts(year: number, month: number, day: number): string | null {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return isoDate(year, month, day);
}

function isoDate(year: number, month: number, day: number): string {
  return `${year > 999 ? year : String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** @throws ValueError outside of the years 1 to 9999. */
export function dateFromDays(days: number): string {
  if (!(days >= MIN_DAYS && days <= MAX_DAYS)) {
    throw new ValueError('date', 'a date in the years 1 to 9999', `day ${days} from 1970-01-01`);
  }
  const { year, month, day } = partsFromDays(days);
  return isoDate(year, month, day);
}

/** The number that two digits at a place of a text make; NaN or nonsense where they are none. */
function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
}

/** Year, month and day of an ISO date; only its first ten characters count. */
export function partsOfDate(date: string): DateParts {
  return { year: twoDigits(date, 0) * 100 + twoDigits(date, 2), month: twoDigits(date, 5), day: twoDigits(date, 8) };
}

/** Days since 1970-01-01 of an ISO date; only its first ten characters count. */
export function daysOfDate(date: string): number {
  const { year, month, day } = partsOfDate(date);
  return daysFromParts(year, month, day);
}

const HYPHEN = 45;

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

/** Is the text a date of the calendar, written `2026-01-31`? By its characters: formulas ask often. */
function isDate(text: string): boolean {
  if (text.length !== 10 || text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) return false;
  for (let at = 0; at < 10; at++) {
    if (at !== 4 && at !== 7 && !isDigit(text, at)) return false;
  }
  const { year, month, day } = partsOfDate(text);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Reads `2026-01-31`. @returns null where it is no date. */
export function parseDate(text: string): string | null {
  return isDate(text) ? text : null;
}

/**
 * A date some days later; a fraction of a day is dropped (reference: formula-semantics 37).
 * @throws ValueError outside of the years 1 to 9999.
 */
export function addDays(date: string, days: ExactNumber): string {
  return dateFromDays(daysOfDate(date) + toDouble(round(days, 0, 'DOWN')));
}

/**
 * A date some months later. The last day of a month stays the last day, other days are kept where the month has them
 * (reference: formula-semantics 40).
 * @throws ValueError outside of the years 1 to 9999.
 */
export function addMonths(date: string, months: number): string {
  const { year, month, day } = partsOfDate(date);
  const index = year * 12 + month - 1 + months;
  const [toYear, toMonth] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  const last = daysInMonth(toYear, toMonth);
  const moved = dateFromParts(toYear, toMonth, day === daysInMonth(year, month) ? last : Math.min(day, last));
  if (moved === null) throw new ValueError('date', 'a date in the years 1 to 9999', `${months} months from ${date}`);
  return moved;
}

/** @returns the time `HH:mm:ss.SSS` of milliseconds since midnight; counts round the clock. */
export function timeFromMs(ms: number): string {
  const t = ((ms % MS_PER_DAY) + MS_PER_DAY) % MS_PER_DAY;
  const clock = `${two(Math.floor(t / 3_600_000))}:${two(Math.floor(t / 60_000) % 60)}:${two(Math.floor(t / 1000) % 60)}`;
  return `${clock}.${String(t % 1000).padStart(3, '0')}`;
}

const TIME = /^(\d\d?):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?Z?$/;

function clockMs(hour: string, minute: string, second = '0', fraction = '0'): number | null {
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  return (Number(hour) * 60 + Number(minute)) * 60_000 + Number(second) * 1000 + Number(`${fraction}00`.slice(0, 3));
}

/** Reads `10:00`, `10:00:00`, `10:00:00.000Z`. @returns the time `HH:mm:ss.SSS`, or null where it is no time. */
export function parseTime(text: string): string | null {
  const match = TIME.exec(text);
  const ms = match && clockMs(match[1] ?? '', match[2] ?? '', match[3], match[4]);
  return ms === null ? null : timeFromMs(ms);
}

/** Milliseconds since midnight of a time `HH:mm:ss.SSS`. */
export function msOfTime(time: string): number {
  const match = TIME.exec(time);
  return (match && clockMs(match[1] ?? '', match[2] ?? '', match[3], match[4])) ?? Number.NaN;
}

/**
 * The instant as text, `2026-01-31T10:00:00.000Z`.
 * @param ms milliseconds since 1970; a fraction is dropped.
 * @throws ValueError outside of the years 1 to 9999.
 */
export function dateTimeFromMs(ms: number): string {
  const days = Math.floor(ms / MS_PER_DAY);
  return `${dateFromDays(days)}T${timeFromMs(Math.trunc(ms - days * MS_PER_DAY))}Z`;
}

const DATE_TIME = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d?):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)? ?(Z|[+-]\d\d:?\d\d)?$/;

/**
 * Reads `2026-01-31T10:00:00.000Z`, `…+0000` (as REST replies write it), `2026-01-31 10:00`, `2026-01-31`.
 * @param timeZone where the clock hangs if the text names no offset.
 * @returns milliseconds since 1970, or null where the text is no date and time.
 */
export function parseDateTime(text: string, timeZone = 'UTC'): number | null {
  const match = DATE_TIME.exec(text);
  const date = match && parseDate(match[1] ?? '');
  const clock = match && clockMs(match[2] ?? '0', match[3] ?? '0', match[4], match[5]);
  if (!match || date === null || clock === null) return null;
  const local = daysOfDate(date) * MS_PER_DAY + clock;
  const zone = match[6];
  if (zone === undefined) return instantOfLocal(local, timeZone);
  if (zone === 'Z') return local;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return local - (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** Milliseconds since 1970 of a DateTime value; NaN where it is none. */
export function msOfDateTime(dateTime: string): number {
  return parseDateTime(dateTime) ?? Number.NaN;
}

const CLOCKS = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = CLOCKS.get(timeZone);
  if (known) return known;
  try {
    const clock = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'narrow',
    });
    CLOCKS.set(timeZone, clock);
    return clock;
  } catch (cause) {
    throw new ValueError('time zone', 'an IANA name such as Europe/Berlin', `"${timeZone}"`, { cause });
  }
}

/**
 * What a time zone is ahead of UTC at an instant, in milliseconds.
 * @throws ValueError where there is no such zone.
 */
export function zoneOffset(ms: number, timeZone: string): number {
  if (timeZone === 'UTC' || timeZone === 'GMT') return 0;
  const part: Record<string, number> = {};
  let beforeChrist = false;
  for (const { type, value } of clockOf(timeZone).formatToParts(ms)) {
    if (type === 'era') beforeChrist = value === 'B';
    else part[type] = Number(value);
  }
  const year = part.year ?? 0;
  const days = daysFromParts(beforeChrist ? 1 - year : year, part.month ?? 0, part.day ?? 0);
  const clock = ((part.hour ?? 0) * 60 + (part.minute ?? 0)) * 60_000 + (part.second ?? 0) * 1000;
  return days * MS_PER_DAY + clock - Math.floor(ms / 1000) * 1000;
}

/** The instant at which a clock in the zone shows `local`; in a gap the later one, of two the earlier. */
function instantOfLocal(local: number, timeZone: string): number {
  const before = zoneOffset(local - MS_PER_DAY, timeZone);
  const early = local - before;
  if (zoneOffset(early, timeZone) === before) return early;
  const after = zoneOffset(local + MS_PER_DAY, timeZone);
  return zoneOffset(local - after, timeZone) === after ? local - after : early;
}

let lastToday = { at: Number.NaN, timeZone: '', date: '' };

/**
 * The date in a time zone at an instant: TODAY(), `$Flow.CurrentDate`.
 * @param at milliseconds since 1970.
 * @throws ValueError where there is no such zone.
 */
export function today(at: number, timeZone: string): string {
  if (lastToday.at === at && lastToday.timeZone === timeZone) return lastToday.date;
  const date = dateFromDays(Math.floor((at + zoneOffset(at, timeZone)) / MS_PER_DAY));
  lastToday = { at, timeZone, date };
  return date;
}
