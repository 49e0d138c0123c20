import type { DataType, ResourceType, Value } from '../model/value.ts';
import { daysOfDate, MS_PER_DAY, msOfDateTime, msOfTime, parseDate, zoneOffset } from './date.ts';
import { stringifyJson } from './json.ts';
import { isNumber, numberToText, toFixed } from './number.ts';
import type { EvaluationContext } from './scope.ts';

/**
 * How a value looks in text: merge fields, display text, paths. What Salesforce does here is not verified in an org
 * (reference: flow-semantics 11); this file is the only place that decides:
 * null is nothing; numbers are plain, with exactly `scale` decimals where the type names a scale; a Date stands in the
 * short form of the user's locale (1/31/2026), a DateTime too and in the user's time zone (1/31/2026, 11:00 AM), a Time
 * as 11:00 AM; TEXT() in a formula gives ISO instead. Collections are listed with `; `, records and objects are JSON.
 */

const FORMATS = {
  date: { year: 'numeric', month: 'numeric', day: 'numeric' },
  time: { timeStyle: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * An unknown locale falls back to English, as an org falls back to its own.
 * @throws ValueError where there is no such time zone.
 */
function formatterOf(kind: keyof typeof FORMATS, locale: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${kind} ${locale} ${timeZone}`;
  const known = formatters.get(key);
  if (known) return known;
  zoneOffset(0, timeZone);
  const options = { ...FORMATS[kind], timeZone };
  let made: Intl.DateTimeFormat;
  try {
    made = new Intl.DateTimeFormat(locale.replaceAll('_', '-'), options);
  } catch {
    made = new Intl.DateTimeFormat('en-US', options);
  }
  formatters.set(key, made);
  return made;
}

function format(kind: keyof typeof FORMATS, ms: number, timeZone: string, locale: string): string {
  // ICU puts a narrow no-break space before AM; people search and compare with a plain one.
  return formatterOf(kind, locale, timeZone).format(ms).replaceAll('\u202f', ' ');
}

type Show = (text: string, context: EvaluationContext) => string;

/** Only moments are shown otherwise than they are kept; a text that is none stays as it is. */
function shownAs(read: (text: string) => number, show: (ms: number, context: EvaluationContext) => string): Show {
  return (text, context) => {
    const ms = read(text);
    return Number.isNaN(ms) ? text : show(ms, context);
  };
}

const SHOWN: { readonly [T in DataType]?: Show } = {
  Date: shownAs(
    (text) => (parseDate(text) === null ? Number.NaN : daysOfDate(text) * MS_PER_DAY),
    (ms, { locale }) => format('date', ms, 'UTC', locale),
  ),
  DateTime: shownAs(
    msOfDateTime,
    (ms, { locale, timeZone }) => `${format('date', ms, timeZone, locale)}, ${format('time', ms, timeZone, locale)}`,
  ),
  Time: shownAs(msOfTime, (ms, { locale }) => format('time', ms, 'UTC', locale)),
};

function itemOf(type: ResourceType | undefined): ResourceType | undefined {
  return type && { ...type, collection: false };
}

/**
 * The text of a value as a merge field shows it.
 * @param type its declared type; undefined = as the value itself looks (ISO text stays ISO).
 * @throws ValueError where the context names no time zone that exists.
 */
export function toText(value: Value, type: ResourceType | undefined, context: EvaluationContext): string {
  if (value === null) return '';
  if (typeof value === 'string') {
    const shown = type && SHOWN[type.dataType];
    return shown ? shown(value, context) : value;
  }
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (isNumber(value)) return type?.scale === undefined ? numberToText(value) : toFixed(value, type.scale);
  if (Array.isArray(value)) return value.map((item) => toText(item, itemOf(type), context)).join('; ');
  return stringifyJson(value);
}
