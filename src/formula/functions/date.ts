import { FormulaEvaluationError } from '../../errors.ts';
import type { Value } from '../../model/value.ts';
import {
  addMonths,
  dateFromParts,
  dateTimeFromMs,
  daysFromParts,
  daysInMonth,
  daysOfDate,
  MS_PER_DAY,
  msOfTime,
  partsFromDays,
  partsOfDate,
  timeFromMs,
  today,
} from '../../values/date.ts';
import { multiply, round, toDouble } from '../../values/number.ts';
import { dateOf, instantOf, integerOf, numberOf, textOf, timeOf } from '../cast.ts';
import { type Kind, kindOfValue } from '../kind.ts';
import { type EagerFunction, type FunctionTable, parameter } from './define-function.ts';

/**
 * Dates and times. TODAY and DATEVALUE of a DateTime use the user's time zone, all else is UTC
 * (reference: formula-semantics 37-49).
 */

const DATE = parameter('date', 'Date');
/** What a day is asked of; of a DateTime it is the day in UTC. */
const DAY = parameter('date', 'Date', 'DateTime');
const TIME = parameter('time', 'Time');

function invalid(text: Value, wanted: string): FormulaEvaluationError {
  return new FormulaEvaluationError(`"${textOf(text).slice(0, 40)}" is no ${wanted}`);
}

function actualKind(kind: Kind | undefined, value: Value): Kind {
  return kind === undefined || kind === 'Any' ? kindOfValue(value) : kind;
}

/** A part of a date. */
function ofDate(doc: string, part: (date: string) => number): EagerFunction {
  return { doc, parameters: [DATE], result: 'Number', evaluate: ([date = null]) => part(dateOf(date)) };
}

/** A part of a time. */
function ofTime(doc: string, part: (ms: number) => number): EagerFunction {
  return { doc, parameters: [TIME], result: 'Number', evaluate: ([time = null]) => part(msOfTime(timeOf(time))) };
}

/** 1 = Sunday … 7 = Saturday. 1970-01-01 was a Thursday. */
function weekday(date: string): number {
  return ((((daysOfDate(date) + 4) % 7) + 7) % 7) + 1;
}

/** The Thursday of the ISO week decides which year and week it belongs to. */
function isoThursday(date: string): number {
  return daysOfDate(date) - ((weekday(date) + 5) % 7) + 3;
}

function isoWeek(date: string): number {
  const thursday = isoThursday(date);
  return Math.floor((thursday - daysFromParts(partsFromDays(thursday).year, 1, 1)) / 7) + 1;
}

/** As SimpleDateFormat reads numbers: blanks before them and zeros in front do not count, nor what follows the last one. */
const DATE_TEXT = /^(\d{4})-[ \t]*(\d+)-[ \t]*(\d+)/;
const DATE_TIME_TEXT = /^(\d{4}-[ \t]*\d+-[ \t]*\d+) [ \t]*(\d+):[ \t]*(\d+):[ \t]*(\d+)/;
const TIME_TEXT = /^[ \t]*(\d+):[ \t]*(\d+):[ \t]*(\d+)\.[ \t]*(\d+)$/;

/** `yyyy-M-d`; what follows the day is ignored, as by the parser that Salesforce uses (reference: formula-semantics 42). */
function readDate(text: Value): string {
  const match = DATE_TEXT.exec(textOf(text));
  const date = match && dateFromParts(Number(match[1]), Number(match[2]), Number(match[3]));
  if (date === null) throw invalid(text, 'date such as 2026-01-31');
  return date;
}

/** Milliseconds since midnight; null where no clock shows this. */
function clockOf([hour = 0, minute = 0, second = 0, ms = 0]: readonly number[]): number | null {
  if (hour > 23 || minute > 59 || second > 59 || ms > 999) return null;
  return ((hour * 60 + minute) * 60 + second) * 1000 + ms;
}

function readDateTime(text: Value): string {
  const [, date = '', ...parts] = DATE_TIME_TEXT.exec(textOf(text)) ?? [];
  const clock = date === '' ? null : clockOf(parts.map(Number));
  if (clock === null) throw invalid(text, 'date and time such as 2026-01-31 10:00:00');
  return dateTimeFromMs(daysOfDate(readDate(date)) * MS_PER_DAY + clock);
}

function readTime(text: Value): string {
  const match = TIME_TEXT.exec(textOf(text));
  const clock = match && clockOf(match.slice(1).map(Number));
  if (clock === null) throw invalid(text, 'time such as 10:00:00.000');
  return timeFromMs(clock);
}

export const DATES: FunctionTable = {
  TODAY: {
    doc: 'The current date in the time zone of the user.',
    parameters: [],
    result: 'Date',
    evaluate: (_args, { at, timeZone }) => today(at, timeZone),
  },
  NOW: {
    doc: 'The current date and time.',
    parameters: [],
    result: 'DateTime',
    evaluate: (_args, { at }) => dateTimeFromMs(at),
  },
  TIMENOW: {
    doc: 'The current time of day, UTC.',
    parameters: [],
    result: 'Time',
    evaluate: (_args, { at }) => timeFromMs(at),
  },
  DATE: {
    doc: 'The date of a year, month and day; an error where there is no such day.',
    parameters: [parameter('year', 'Number'), parameter('month', 'Number'), parameter('day', 'Number')],
    result: 'Date',
    evaluate: (args) => {
      const [year = 0, month = 0, day = 0] = args.map(integerOf);
      const date = dateFromParts(year, month, day);
      if (date === null)
        throw new FormulaEvaluationError(`there is no date with year ${year}, month ${month}, day ${day}`);
      return date;
    },
  },
  DATEVALUE: {
    doc: 'The date in a text (2026-01-31), or of a DateTime in the time zone of the user.',
    parameters: [parameter('value', 'Text', 'DateTime', 'Date')],
    result: 'Date',
    evaluate: ([value = null], { timeZone }, [kind]) => {
      const actual = actualKind(kind, value);
      if (actual === 'DateTime') return today(instantOf(value), timeZone);
      return actual === 'Date' ? dateOf(value) : value === '' ? null : readDate(value);
    },
  },
  DATETIMEVALUE: {
    doc: 'The DateTime in a text (2026-01-31 10:00:00, UTC), or midnight UTC of a date.',
    parameters: [parameter('value', 'Text', 'Date', 'DateTime')],
    result: 'DateTime',
    evaluate: ([value = null], _context, [kind]) => {
      const actual = actualKind(kind, value);
      if (actual === 'DateTime') return dateTimeFromMs(instantOf(value));
      if (actual === 'Date') return dateTimeFromMs(daysOfDate(dateOf(value)) * MS_PER_DAY);
      return value === '' ? null : readDateTime(value);
    },
  },
  TIMEVALUE: {
    doc: 'The time in a text (10:00:00.000), or of a DateTime, UTC.',
    parameters: [parameter('value', 'Text', 'DateTime', 'Time')],
    result: 'Time',
    evaluate: ([value = null], _context, [kind]) => {
      const actual = actualKind(kind, value);
      if (actual === 'DateTime') return timeFromMs(instantOf(value));
      return actual === 'Time' ? timeOf(value) : value === '' ? null : readTime(value);
    },
  },
  YEAR: ofDate('The year of a date.', (date) => partsOfDate(date).year),
  MONTH: ofDate('The month of a date, 1 to 12.', (date) => partsOfDate(date).month),
  DAY: ofDate('The day of the month.', (date) => partsOfDate(date).day),
  WEEKDAY: ofDate('The day of the week, 1 = Sunday to 7 = Saturday.', weekday),
  DAYOFYEAR: ofDate(
    'The day of the year, 1 to 366.',
    (date) => daysOfDate(date) - daysFromParts(partsOfDate(date).year, 1, 1) + 1,
  ),
  ISOWEEK: { ...ofDate('The week of the year by ISO 8601.', isoWeek), parameters: [DAY] },
  ISOYEAR: {
    ...ofDate('The year to which the ISO week of a date belongs.', (date) => partsFromDays(isoThursday(date)).year),
    parameters: [DAY],
  },
  HOUR: ofTime('The hour of a time, 0 to 23.', (ms) => Math.floor(ms / 3_600_000)),
  MINUTE: ofTime('The minute of a time.', (ms) => Math.floor(ms / 60_000) % 60),
  SECOND: ofTime('The second of a time.', (ms) => Math.floor(ms / 1000) % 60),
  MILLISECOND: ofTime('The milliseconds of a time.', (ms) => ms % 1000),
  ADDMONTHS: {
    doc: 'The date or DateTime some months later; the last day of a month stays the last day.',
    parameters: [parameter('date', 'Date', 'DateTime'), parameter('months', 'Number')],
    result: ([kind = 'Any']) => (kind === 'Null' ? 'Date' : kind),
    evaluate: ([date = null, months = 0], _context, [kind]) => {
      if (actualKind(kind, date) !== 'DateTime') return addMonths(dateOf(date), integerOf(months));
      const iso = dateTimeFromMs(instantOf(date));
      return `${addMonths(iso.slice(0, 10), integerOf(months))}${iso.slice(10)}`;
    },
  },
  UNIXTIMESTAMP: {
    doc: 'Seconds since 1970, UTC; of a time: seconds since midnight.',
    parameters: [parameter('value', 'Date', 'DateTime', 'Time')],
    result: 'Number',
    evaluate: ([value = null], _context, [kind]) => {
      const actual = actualKind(kind, value);
      if (actual === 'Time') return Math.floor(msOfTime(timeOf(value)) / 1000);
      if (actual === 'Date') return daysOfDate(dateOf(value)) * 86_400;
      return Math.floor(instantOf(value) / 1000);
    },
  },
  FROMUNIXTIME: {
    doc: 'The DateTime of seconds since 1970, UTC.',
    parameters: [parameter('seconds', 'Number')],
    result: 'DateTime',
    evaluate: ([seconds = 0]) => dateTimeFromMs(toDouble(round(multiply(numberOf(seconds), 1000), 0, 'DOWN'))),
  },
  ADDYEARS: {
    doc: 'The date or DateTime some years later; 29 February becomes the 28th where a year has none.',
    parameters: [parameter('date', 'Date', 'DateTime'), parameter('years', 'Number')],
    result: ([kind = 'Any']) => (kind === 'Null' ? 'Date' : kind),
    evaluate: ([date = null, years = 0], _context, [kind]) => {
      const isMoment = actualKind(kind, date) === 'DateTime';
      const iso = isMoment ? dateTimeFromMs(instantOf(date)) : dateOf(date);
      const { year, month, day } = partsOfDate(iso);
      const to = year + integerOf(years);
      const moved = dateFromParts(to, month, Math.min(day, daysInMonth(to, month)));
      if (moved === null) throw new FormulaEvaluationError(`there is no year ${to}`);
      return `${moved}${isMoment ? iso.slice(10) : ''}`;
    },
  },
};
