import { FormulaEvaluationError } from '../../errors.ts';
import type { Value } from '../../model/value.ts';
import { msOfDateTime, timeFromMs } from '../../values/date.ts';
import { isNumber, numberToText, parseNumber } from '../../values/number.ts';
import { blankAsNull, integerOf, textOf } from '../cast.ts';
import { type Kind, kindOfValue } from '../kind.ts';
import { type FunctionTable, optional, parameter } from './define-function.ts';

/** Text functions. Lengths and positions count UTF-16 units; empty results are null (reference: formula-semantics 17, 50-54). */

const TEXT = parameter('text', 'Text');

/** Spaces alone: tabs and line ends stay, as in Salesforce's engine. */
const OUTER_SPACE = /^ +| +$/g;

function pad(args: readonly Value[], side: 'start' | 'end'): Value {
  const [text, length, padding] = [textOf(args[0] ?? null), integerOf(args[1] ?? 0), textOf(args[2] ?? null)];
  if (length <= text.length) return blankAsNull(text.slice(0, Math.max(0, length)));
  if (length > 100_000) throw new FormulaEvaluationError(`a text of ${length} characters is too long`);
  const filler = args.length < 3 ? ' ' : padding;
  return blankAsNull(side === 'start' ? text.padStart(length, filler) : text.padEnd(length, filler));
}

/** How each kind is written by TEXT (reference: formula-semantics 34 and 44). */
const WRITERS: { readonly [K in Kind]?: (value: Value) => string } = {
  Number: (value) => (isNumber(value) ? numberToText(value) : textOf(value)),
  DateTime: (value) => {
    const iso = new Date(msOfDateTime(textOf(value))).toISOString();
    return `${iso.slice(0, 10)} ${iso.slice(11, 19)}Z`;
  },
  Time: (value) => textOf(value).replace(/Z$/, ''),
};

function write(value: Value, kind: Kind): string {
  const actual = kind === 'Any' ? kindOfValue(value) : kind;
  return (WRITERS[actual] ?? textOf)(value);
}

/** By the rules of a locale where one is given; those of most languages are Unicode's own. */
function changeCase(
  args: readonly Value[],
  plain: (text: string) => string,
  local: (text: string, tag: string) => string,
) {
  const text = textOf(args[0] ?? null);
  if (!args[1]) return blankAsNull(plain(text));
  const tag = textOf(args[1]).replaceAll('_', '-');
  try {
    return blankAsNull(local(text, tag));
  } catch {
    throw new FormulaEvaluationError(`"${tag}" is no locale`);
  }
}

function initialCapitals(text: string): string {
  return text.replace(/[\p{L}\p{N}]+/gu, (word) => {
    const [first = ''] = word;
    return first.toUpperCase() + word.slice(first.length).toLowerCase();
  });
}

function substitute(text: string, old: string, replacement: string): string {
  return text.split(old).join(replacement);
}

export const TEXTS: FunctionTable = {
  TEXT: {
    doc: 'A number, date, time or picklist value as text: plain digits, ISO dates, independent of the locale.',
    parameters: [parameter('value', 'Number', 'Date', 'DateTime', 'Time', 'Picklist')],
    result: 'Text',
    evaluate: ([value = null], _context, [kind = 'Any']) => blankAsNull(write(value, kind)),
  },
  VALUE: {
    doc: 'The number that a text holds; no spaces, grouping or currency signs.',
    parameters: [TEXT],
    result: 'Number',
    evaluate: ([text = null]) => {
      if (text === '') return null;
      const number = parseNumber(textOf(text));
      if (number === null) throw new FormulaEvaluationError(`"${textOf(text).slice(0, 40)}" is no number`);
      return number;
    },
  },
  ISNUMBER: {
    doc: 'True where VALUE can read the text.',
    parameters: [TEXT],
    result: 'Boolean',
    nulls: 'given',
    evaluate: ([text = null]) => parseNumber(textOf(text)) !== null,
  },
  LEN: {
    doc: 'The number of characters; 0 for null.',
    parameters: [TEXT],
    result: 'Number',
    nulls: 'given',
    evaluate: ([text = null]) => textOf(text).length,
  },
  LEFT: {
    doc: 'The first characters of a text.',
    parameters: [TEXT, parameter('count', 'Number')],
    result: 'Text',
    evaluate: ([text = null, count = 0]) => blankAsNull(textOf(text).slice(0, Math.max(0, integerOf(count)))),
  },
  RIGHT: {
    doc: 'The last characters of a text; all of it where it has fewer.',
    parameters: [TEXT, parameter('count', 'Number')],
    result: 'Text',
    evaluate: ([text = null, count = 0]) => {
      const all = textOf(text);
      return blankAsNull(all.slice(Math.max(0, all.length - Math.max(0, integerOf(count)))));
    },
  },
  MID: {
    doc: 'Characters from a position on, the first is 1.',
    parameters: [TEXT, parameter('start', 'Number'), parameter('count', 'Number')],
    result: 'Text',
    evaluate: ([text = null, start = 0, count = 0]) => {
      const from = Math.max(1, integerOf(start)) - 1;
      return blankAsNull(textOf(text).slice(from, from + Math.max(0, integerOf(count))));
    },
  },
  TRIM: {
    doc: 'The text without the spaces at both ends.',
    parameters: [TEXT],
    result: 'Text',
    evaluate: ([text = null]) => blankAsNull(textOf(text).replace(OUTER_SPACE, '')),
  },
  UPPER: {
    doc: 'The text in capitals, by the rules of a locale if one is given.',
    parameters: [TEXT, optional('locale', 'Text')],
    result: 'Text',
    nulls: 'given',
    evaluate: (args) =>
      changeCase(
        args,
        (text) => text.toUpperCase(),
        (text, tag) => text.toLocaleUpperCase(tag),
      ),
  },
  LOWER: {
    doc: 'The text in small letters, by the rules of a locale if one is given.',
    parameters: [TEXT, optional('locale', 'Text')],
    result: 'Text',
    nulls: 'given',
    evaluate: (args) =>
      changeCase(
        args,
        (text) => text.toLowerCase(),
        (text, tag) => text.toLocaleLowerCase(tag),
      ),
  },
  INITCAP: {
    doc: 'Every word with a capital first letter, the rest small.',
    parameters: [TEXT],
    result: 'Text',
    evaluate: ([text = null]) => blankAsNull(initialCapitals(textOf(text))),
  },
  REVERSE: {
    doc: 'The characters in reverse order.',
    parameters: [TEXT],
    result: 'Text',
    evaluate: ([text = null]) => blankAsNull([...textOf(text)].reverse().join('')),
  },
  CONTAINS: {
    doc: 'True where the text, or an item of a collection, holds the part; every text holds an empty part.',
    parameters: [parameter('text', 'Text', 'Collection'), parameter('part', 'Text')],
    result: 'Boolean',
    nulls: 'given',
    evaluate: ([text = null, part = null]) => {
      if (textOf(part) === '') return true;
      if (text === null || text === '') return null;
      return (Array.isArray(text) ? text : [text]).some((item) => textOf(item).includes(textOf(part)));
    },
  },
  BEGINS: {
    doc: 'True where the text begins with the part; every text begins with an empty part.',
    parameters: [TEXT, parameter('part', 'Text')],
    result: 'Boolean',
    nulls: 'given',
    evaluate: ([text = null, part = null]) => {
      if (textOf(part) === '') return true;
      return textOf(text) === '' ? null : textOf(text).startsWith(textOf(part));
    },
  },
  FIND: {
    doc: 'The position of a part in a text from a position on, the first is 1; 0 where it is not there.',
    parameters: [parameter('part', 'Text'), TEXT, optional('start', 'Number')],
    result: 'Number',
    nulls: 'given',
    evaluate: ([part = null, text = null, start = 1]) => {
      if (textOf(part) === '' || textOf(text) === '') return 0;
      return textOf(text).indexOf(textOf(part), Math.max(0, integerOf(start ?? 1) - 1)) + 1;
    },
  },
  SUBSTITUTE: {
    doc: 'The text with every occurrence of a part replaced.',
    parameters: [TEXT, parameter('old', 'Text'), parameter('new', 'Text')],
    result: 'Text',
    nulls: 'given',
    evaluate: ([text = null, old = null, replacement = null]) => {
      if (text === null || old === null || old === '') return old === '' ? text : null;
      return blankAsNull(substitute(textOf(text), textOf(old), textOf(replacement)));
    },
  },
  LPAD: {
    doc: 'The text filled up on the left to a length, or cut to it.',
    parameters: [TEXT, parameter('length', 'Number'), optional('padding', 'Text')],
    result: 'Text',
    evaluate: (args) => pad(args, 'start'),
  },
  RPAD: {
    doc: 'The text filled up on the right to a length, or cut to it.',
    parameters: [TEXT, parameter('length', 'Number'), optional('padding', 'Text')],
    result: 'Text',
    evaluate: (args) => pad(args, 'end'),
  },
  BR: {
    doc: 'A line break.',
    parameters: [],
    result: 'Text',
    evaluate: () => '\n',
  },
  ASCII: {
    doc: 'The code point of the first character.',
    parameters: [TEXT],
    result: 'Number',
    evaluate: ([text = null]) => textOf(text).codePointAt(0) ?? null,
  },
  CHR: {
    doc: 'The character with a code point; null where there is none.',
    parameters: [parameter('code', 'Number')],
    result: 'Text',
    evaluate: ([code = 0]) => {
      const point = integerOf(code);
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : null;
    },
  },
  FORMATDURATION: {
    doc: 'Seconds, or the span between two times or DateTimes, as hh:mm:ss; with days where asked for.',
    parameters: [parameter('from', 'Number', 'Time', 'DateTime'), optional('to', 'Boolean', 'Time', 'DateTime')],
    result: ([from = 'Any', to = 'Boolean']) => {
      if (from === 'Any' || from === 'Null' || to === 'Any' || to === 'Null') return 'Text';
      return (from === 'Number' ? to === 'Boolean' : from === to) ? 'Text' : null;
    },
    evaluate: ([from = null, to = null]) => formatDuration(from, to),
  },
};

function formatDuration(from: Value, to: Value): string {
  if (typeof from === 'string' && typeof to === 'string') {
    const withDays = kindOfValue(from) === 'DateTime';
    const span = withDays ? msOfDateTime(to) - msOfDateTime(from) : msOfClock(to) - msOfClock(from);
    return duration(Math.abs(span), withDays);
  }
  return duration(Math.abs(integerOf(from)) * 1000, to === true);
}

function msOfClock(time: string): number {
  return msOfDateTime(`1970-01-01T${time.replace(/Z$/, '')}Z`);
}

/** `hh:mm:ss`, hours counting on; or `d:hh:mm:ss`. */
function duration(ms: number, withDays: boolean): string {
  const days = Math.floor(ms / 86_400_000);
  const clock = timeFromMs(ms).slice(2, 8);
  const hours = Math.floor(ms / 3_600_000) - (withDays ? days * 24 : 0);
  return `${withDays ? `${days}:` : ''}${String(hours).padStart(2, '0')}${clock}`;
}
