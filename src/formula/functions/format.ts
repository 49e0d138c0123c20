import { FormulaEvaluationError } from '../../errors.ts';
import type { Value } from '../../model/value.ts';
import { daysOfDate, MS_PER_DAY, msOfTime } from '../../values/date.ts';
import { compare, isNumber, numberToText } from '../../values/number.ts';
import type { EvaluationContext } from '../../values/scope.ts';
import { toText } from '../../values/text.ts';
import { blankAsNull, dateOf, instantOf, numberOf, textOf, timeOf } from '../cast.ts';
import { formatDecimal, formatInstant, localNumber } from '../java-format.ts';
import { type Kind, kindOfValue } from '../kind.ts';
import { type FunctionTable, optional, parameter } from './define-function.ts';

/** Values written for people: in the user's locale, or by a pattern of Java's. */

/** Decimals of currencies by ISO 4217, where they are not 2. */
const CURRENCY_DIGITS: readonly (readonly [number, string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
];

function digitsOf(currency: string): number {
  return CURRENCY_DIGITS.find(([, codes]) => codes.split(' ').includes(currency))?.[0] ?? 2;
}

/** The largest number that the engine formats: Java's Long. */
const MAX_AMOUNT = { $units: '9223372036854775807', $scale: 0 } as const;
const MIN_AMOUNT = { $units: '-9223372036854775808', $scale: 0 } as const;

const MOMENTS: { readonly [K in Kind]?: (value: Value) => number } = {
  Date: (value) => daysOfDate(dateOf(value)) * MS_PER_DAY,
  DateTime: instantOf,
  Time: (value) => msOfTime(timeOf(value)),
};

/** `{0}` and `{0,date,yyyy}` of a message; `''` is an apostrophe, what stands in `'…'` means itself. */
const PLACEHOLDER = /''|'([^']*)(?:'|$)|\{\s*(\d+)\s*(?:,\s*(date|time)\s*(?:,([^{}]*))?)?\}|\{/g;

function formatMessage(
  message: string,
  args: readonly Value[],
  kinds: readonly Kind[],
  context: EvaluationContext,
): string {
  return message.replace(
    PLACEHOLDER,
    (all, quoted?: string, number?: string, type?: 'date' | 'time', pattern?: string) => {
      if (all === "''") return "'";
      if (quoted !== undefined) return quoted;
      if (number === undefined)
        throw new FormulaEvaluationError(`"${message.slice(0, 40)}" is no message: a { is not closed`);
      const index = Number(number);
      if (index >= args.length) return all;
      const value = args[index] ?? null;
      const kind = actualKind(kinds[index], value);
      const moment = value === null ? undefined : MOMENTS[kind];
      if (type === undefined)
        return moment
          ? toText(value, { dataType: kind === 'Date' ? 'Date' : kind === 'Time' ? 'Time' : 'DateTime' }, context)
          : textOf(value);
      if (!moment) throw new FormulaEvaluationError(`argument ${index + 1} of the message is no ${type}`);
      return formatInstant(moment(value), pattern?.trim() || type, context);
    },
  );
}

function actualKind(kind: Kind | undefined, value: Value): Kind {
  return kind === undefined || kind === 'Any' || kind === 'Null' ? kindOfValue(value) : kind;
}

export const FORMATS: FunctionTable = {
  FORMATCURRENCY: {
    doc: 'An amount behind the ISO code of its currency, grouped as the locale does, with the decimals of the currency.',
    parameters: [parameter('currency', 'Text'), parameter('amount', 'Number')],
    result: 'Text',
    nulls: 'given',
    evaluate: ([currency = null, amount = null], { locale }) => {
      if (amount === null) return null;
      const number = numberOf(amount);
      if (compare(number, MAX_AMOUNT) >= 0 || compare(number, MIN_AMOUNT) < 0) {
        throw new FormulaEvaluationError('the amount is too large for FORMATCURRENCY');
      }
      const code = textOf(currency);
      const digits = digitsOf(code);
      return `${code} ${localNumber(number, locale, { min: digits, max: digits, rounding: 'halfExpand' })}`;
    },
  },
  FORMAT: {
    doc: 'A number, date or time by a pattern of Java (#,##0.00, yyyy-MM-dd); of a text, its {0}, {1} … replaced by the arguments.',
    parameters: [parameter('value', 'Number', 'Date', 'DateTime', 'Time', 'Text'), optional('pattern', 'Any')],
    repeats: 1,
    result: ([kind = 'Any', ...others]) =>
      kind === 'Text' ||
      kind === 'Any' ||
      kind === 'Null' ||
      (others.length < 2 && others.every((k) => k === 'Text' || k === 'Null'))
        ? 'Text'
        : null,
    nulls: 'given',
    evaluate: ([value = null, ...args], context, [kind, ...kinds]) => {
      if (value === null) return null;
      if (actualKind(kind, value) === 'Text') return blankAsNull(formatMessage(textOf(value), args, kinds, context));
      const pattern = args[0] === undefined || args[0] === null ? undefined : textOf(args[0]);
      const actual = actualKind(kind, value);
      if (isNumber(value)) {
        return pattern === undefined
          ? localNumber(value, context.locale, { min: 0, max: 3, rounding: 'halfEven' })
          : formatDecimal(numberToText(value), pattern);
      }
      const moment = MOMENTS[actual];
      if (!moment) throw new FormulaEvaluationError(`FORMAT cannot take ${actual}`);
      if (pattern !== undefined) return formatInstant(moment(value), pattern, context);
      return toText(value, { dataType: actual === 'Date' ? 'Date' : actual === 'Time' ? 'Time' : 'DateTime' }, context);
    },
  },
};
