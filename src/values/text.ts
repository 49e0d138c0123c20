import type { DataType, ResourceType, Value } from '../model/value.ts';
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

const FORMATS: { readonly [T in 'Date' | 'DateTime' | 'Time']: Intl.DateTimeFormatOptions } = {
  Date: { year: 'numeric', month: 'numeric', day: 'numeric' },
  DateTime: { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: '2-digit' },
  Time: { hour: 'numeric', minute: '2-digit' },
};

const formatters = new Map<string, Intl.DateTimeFormat>();

/** An unknown locale falls back to English, as an org falls back to its own. */
function formatterOf(kind: keyof typeof FORMATS, locale: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${kind} ${locale} ${timeZone}`;
  const known = formatters.get(key);
  if (known) return known;
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

function moment(kind: keyof typeof FORMATS, iso: string, timeZone: string, context: EvaluationContext): string {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) return iso;
  // ICU puts a narrow no-break space before AM; people search and compare with a plain one.
  return formatterOf(kind, context.locale, timeZone).format(ms).replaceAll('\u202f', ' ');
}

/** Only moments are shown otherwise than they are kept. */
const SHOWN: { readonly [T in DataType]?: (text: string, context: EvaluationContext) => string } = {
  Date: (text, context) => moment('Date', `${text.slice(0, 10)}T00:00:00.000Z`, 'UTC', context),
  DateTime: (text, context) => moment('DateTime', text, context.timeZone, context),
  Time: (text, context) => moment('Time', `1970-01-01T${text.replace(/Z$/, '')}Z`, 'UTC', context),
};

function itemOf(type: ResourceType | undefined): ResourceType | undefined {
  return type && { ...type, collection: false };
}

/**
 * The text of a value as a merge field shows it.
 * @param type its declared type; undefined = as the value itself looks (ISO text stays ISO).
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
