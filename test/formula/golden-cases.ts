import { readFileSync } from 'node:fs';
import { FormulaError, FormulaEvaluationError } from '../../src/errors.ts';
import { textOf } from '../../src/formula/cast.ts';
import { compileFormula, FUNCTIONS, OPTIONAL_FUNCTIONS } from '../../src/formula/index.ts';
import type { ResourceType, Value, Values } from '../../src/model/value.ts';
import { dateTimeFromMs, parseDateTime } from '../../src/values/date.ts';
import { type ExactNumber, isNumber, multiply, numberToText, parseNumber, round } from '../../src/values/number.ts';
import type { Bound, EvaluationContext, Scope } from '../../src/values/scope.ts';
import { corpusFolder } from '../corpus.ts';

/** Reads recorded results of Salesforce's own engine and evaluates them with ours. */

export interface GoldenCase {
  readonly id: string;
  readonly formula: string;
  readonly returnType: string;
  readonly scale: number;
  readonly blankAs: 'blank' | 'zero';
  readonly inputs: readonly { readonly name: string; readonly type: string; readonly value: string | boolean | null }[];
  readonly expected: { readonly value?: string | boolean | null; readonly error?: string };
  readonly userTimeZone: string;
  readonly functions: readonly string[];
  readonly subformulas?: readonly { readonly name: string; readonly type: string; readonly formula: string }[];
}

/** @returns the parsed file, or null where the corpus is absent. */
export function readCorpus<T>(file: string): readonly T[] | null {
  const folder = corpusFolder();
  return folder === null ? null : (JSON.parse(readFileSync(`${folder}/formula/${file}`, 'utf8')) as readonly T[]);
}

const functions = { ...FUNCTIONS, ...OPTIONAL_FUNCTIONS };

interface State extends EvaluationContext {
  readonly values: Values;
}

const TYPES: Readonly<Record<string, ResourceType>> = {
  Text: { dataType: 'Text' },
  email: { dataType: 'Text' },
  phone: { dataType: 'Text' },
  textarea: { dataType: 'Text' },
  url: { dataType: 'Text' },
  Number: { dataType: 'Number' },
  Currency: { dataType: 'Currency' },
  Percent: { dataType: 'Number' },
  Double: { dataType: 'Number' },
  Int: { dataType: 'Number' },
  Picklist: { dataType: 'Picklist' },
  MultiPicklist: { dataType: 'Multipicklist' },
  Multipicklist: { dataType: 'Multipicklist' },
  ID: { dataType: 'Text' },
  EntityId: { dataType: 'Text' },
  Boolean: { dataType: 'Boolean' },
  Date: { dataType: 'Date' },
  DateTime: { dataType: 'DateTime' },
  Time: { dataType: 'Time' },
};

function typeOf(name: string): ResourceType {
  return TYPES[name] ?? { dataType: 'JSON' };
}

function hundredth(number: ExactNumber): ExactNumber {
  return multiply(number, { $units: 1, $scale: 2 });
}

function inputValue(type: string, value: string | boolean | null): Value {
  if (value === null || typeof value === 'boolean') return value;
  const { dataType } = typeOf(type);
  if (dataType !== 'Number' && dataType !== 'Currency') return value === '' ? null : value;
  const number = parseNumber(value);
  return number !== null && type === 'Percent' ? hundredth(number) : number;
}

function scopeOf(golden: GoldenCase): Scope<State> {
  const bounds = new Map<string, Bound<State>>();
  for (const { name, type } of golden.inputs) {
    const key = name.toLowerCase();
    bounds.set(key, { type: typeOf(type), read: (state) => state.values[key] ?? null });
  }
  const scope: Scope<State> = { resolve: (path) => bounds.get(path.toLowerCase()) };
  for (const { name, type, formula } of golden.subformulas ?? []) {
    const compiled = compileFormula(formula, scope, undefined, { functions, nulls: golden.blankAs });
    bounds.set(name.toLowerCase(), { type: typeOf(type), read: compiled.evaluate });
  }
  return scope;
}

/**
 * What both sides are compared as: rounded numbers, days of dates, one spelling of instants, texts without the blanks
 * around them (the recording has lost those), null for empty text.
 */
function comparable(value: Value | undefined, golden: GoldenCase): Value {
  if (value === undefined || value === null) return null;
  const { dataType } = typeOf(golden.returnType);
  if (dataType === 'Text') return textOf(value).trim() || null;
  if (dataType === 'Date') return String(value).slice(0, 10);
  if (dataType === 'DateTime') return dateTimeFromMs(parseDateTime(String(value)) ?? Number.NaN);
  if (dataType === 'Time')
    return String(value)
      .padEnd(8, ':00')
      .padEnd(12, '.000')
      .replace(/^(.{8})\.?0*$/, '$1');
  if (dataType === 'Boolean') return value;
  const number = typeof value === 'string' ? parseNumber(value) : isNumber(value) ? value : null;
  return number === null ? value : numberToText(round(number, golden.scale));
}

export interface Outcome {
  readonly got: Value;
  readonly want: Value;
}

const ERROR = 'an error';

/** `DISTANCE: the unit is …`. */
const OF_LITERAL = /^[A-Z][A-Z0-9]*: /;

function evaluate(formula: string, golden: GoldenCase): Value {
  const values: Values = Object.fromEntries(
    golden.inputs.map(({ name, type, value }) => [name.toLowerCase(), inputValue(type, value)]),
  );
  const compiled = compileFormula(formula, scopeOf(golden), undefined, { functions, nulls: golden.blankAs });
  return compiled.evaluate({ at: Date.UTC(2020, 0, 1), timeZone: golden.userTimeZone, locale: 'en_US', values });
}

/** Evaluates a case in its own null mode; errors of both sides count as the same, whatever their words. */
export function outcomeOf(golden: GoldenCase): Outcome {
  const want = golden.expected.error === undefined ? comparable(golden.expected.value, golden) : ERROR;
  let result: Value;
  try {
    result = evaluate(golden.formula, golden);
    // Some recordings show a null Boolean, which a formula itself never gives.
    const unknown = golden.returnType === 'Boolean' && want === null && evaluate(`ISNULL(${golden.formula})`, golden);
    if (unknown === true) result = null;
  } catch (error) {
    if (error instanceof FormulaEvaluationError) return { got: ERROR, want };
    // What is told of a literal before anything runs is the error that evaluating it would be.
    if (error instanceof FormulaError && error.problems.every(({ message }) => OF_LITERAL.test(message))) {
      return { got: ERROR, want };
    }
    // Whatever else never ran has no result: it is not the error that was recorded.
    if (error instanceof FormulaError) return { got: `not compiled: ${error.message}`, want };
    throw error;
  }
  const percent = golden.returnType === 'Percent' && isNumber(result) ? multiply(result, 100) : result;
  return { got: comparable(percent, golden), want };
}
