import { UsageError } from '../errors.ts';
import { DATA_TYPES, type DataType, type ResourceType, type Value } from '../model/value.ts';
import { coerceText } from '../values/coerce.ts';
import { parseDate, parseDateTime, parseTime } from '../values/date.ts';
import { findKey, readPath } from '../values/fields.ts';
import { nearest } from '../values/nearest.ts';
import { parseNumber } from '../values/number.ts';
import type { Bound, EvaluationContext, Scope } from '../values/scope.ts';
import { typeAt } from '../values/shape.ts';

/** What `flowrun eval --input` gives a formula. */
export interface EvalInput {
  readonly type: ResourceType;
  readonly value: Value;
}

export type EvalInputs = Readonly<Record<string, EvalInput>>;

/** Types that people can write behind a name; objects are written as JSON. */
const WRITABLE = DATA_TYPES.filter((type) => type !== 'Record' && type !== 'Apex');

/**
 * Reads `name=value`, whose type the text shows, or `name:Type=value`.
 * @param timeZone where the clock of a DateTime without an offset hangs.
 * @throws UsageError for what is no such pair, or names no type; ValueError where the text is none of the type.
 */
export function readEvalInputs(pairs: readonly string[], timeZone: string): EvalInputs {
  const inputs: Record<string, EvalInput> = {};
  for (const pair of pairs) {
    const match = /^([^=:\s]+)(?::\s*([A-Za-z]*))?\s*=([\s\S]*)$/.exec(pair.trim());
    const [, name = '', word, text = ''] = match ?? [];
    if (!match) throw new UsageError(`--input ${pair}: a name and a value are needed`, 'write --input name=value');
    if (findKey(inputs, name) !== undefined) throw new UsageError(`--input ${name} was given twice`);
    const type: ResourceType = { dataType: word === undefined ? shownBy(text) : typeNamed(word) };
    inputs[name] = { type, value: coerceText(text, type, name, timeZone) };
  }
  return inputs;
}

function typeNamed(word: string): DataType {
  const type = WRITABLE.find((known) => known.toLowerCase() === word.toLowerCase());
  if (type) return type;
  const near = nearest(word, WRITABLE);
  throw new UsageError(
    `there is no type ${word}`,
    near === undefined ? `types are ${WRITABLE.join(', ')}` : `did you mean ${near}?`,
  );
}

/** The type that a text shows: nothing is guessed that does not look exactly like it. */
function shownBy(text: string): DataType {
  if (parseNumber(text) !== null) return 'Number';
  if (/^(?:true|false)$/i.test(text)) return 'Boolean';
  if (parseDate(text) !== null) return 'Date';
  if (/^\d{4}-/.test(text) && parseDateTime(text) !== null) return 'DateTime';
  if (parseTime(text) !== null) return 'Time';
  return /^\s*[[{]/.test(text) ? 'JSON' : 'Text';
}

/** The inputs as names of a formula, in any case; fields of a JSON object behind its name and a dot. */
export function scopeOfInputs(inputs: EvalInputs): Scope<EvaluationContext> {
  return {
    resolve(path): Bound<EvaluationContext> | undefined {
      const key = findKey(inputs, path);
      const whole = key === undefined ? undefined : inputs[key];
      if (whole) return { type: whole.type, read: () => whole.value };
      const [first = '', ...rest] = path.split('.');
      const object = inputs[findKey(inputs, first) ?? ''];
      const type = object && typeAt(object.type, rest);
      return object && type && { type, read: () => readPath(object.value, rest) };
    },
  };
}
