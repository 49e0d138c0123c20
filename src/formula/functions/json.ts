import { FormulaEvaluationError } from '../../errors.ts';
import { blankAsNull, textOf } from '../cast.ts';
import type { FormulaNode } from '../node.ts';
import { type ArgumentProblem, type FunctionTable, parameter } from './define-function.ts';

/**
 * Values out of JSON text, written as the engine's libraries for Java write them: a double as 1.0E10, a list as [1, 2].
 */

/** A number as it is written in the JSON. */
class NumberText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Json = null | boolean | string | NumberText | readonly Json[] | { readonly [key: string]: Json };

/** What JSON.parse hands over with each value: its own text. The compiler's library does not know it yet. */
type Reviver = (key: string, value: unknown, context?: { readonly source?: string }) => unknown;

/** @throws SyntaxError where the text is no JSON. */
function parse(text: string): Json {
  const revive: Reviver = (_key, value, context) =>
    typeof value === 'number' ? new NumberText(context?.source ?? String(value)) : value;
  return JSON.parse(text, revive) as Json;
}

/** Java's Double.toString: at least one decimal, an exponent from 10^7 on and below 10^-3. */
function javaDouble(double: number): string {
  const size = Math.abs(double);
  if (size !== 0 && (size >= 1e7 || size < 1e-3)) {
    const [digits = '', exponent = ''] = double.toExponential().split('e');
    return `${digits.includes('.') ? digits : `${digits}.0`}E${exponent.replace('+', '')}`;
  }
  return Number.isInteger(double) ? `${double}.0` : String(double);
}

function numberText({ text }: NumberText): string {
  return /^-?\d+$/.test(text) ? text : javaDouble(Number(text));
}

/** As Java's collections print themselves. */
function print(json: Json): string {
  if (json instanceof NumberText) return numberText(json);
  if (Array.isArray(json)) return `[${json.map(print).join(', ')}]`;
  if (typeof json !== 'object' || json === null) return String(json);
  return `{${Object.entries(json)
    .map(([key, value]) => `${key}=${print(value)}`)
    .join(', ')}}`;
}

function memberOf(json: Json, key: string): Json | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json) || json instanceof NumberText) return undefined;
  return Object.hasOwn(json, key) ? (json as { readonly [key: string]: Json })[key] : undefined;
}

const childrenOf = (json: Json): readonly Json[] =>
  Array.isArray(json)
    ? json
    : typeof json === 'object' && json !== null && !(json instanceof NumberText)
      ? Object.values(json)
      : [];

/** One step of a path: what it selects of one value; `many` where it may be any number. */
interface Step {
  readonly many: boolean;
  select(json: Json): readonly Json[];
}

const optionally = (json: Json | undefined): readonly Json[] => (json === undefined ? [] : [json]);

const itemAt = (json: Json, index: number): readonly Json[] => (Array.isArray(json) ? optionally(json.at(index)) : []);

const descendants = (json: Json): readonly Json[] => [json, ...childrenOf(json).flatMap(descendants)];

const STEPS: readonly (readonly [RegExp, (match: RegExpExecArray) => Step])[] = [
  [/^\.\.(?=[\w[*])/, () => ({ many: true, select: descendants })],
  [/^\.?\*|^\[\*\]/, () => ({ many: true, select: childrenOf })],
  [
    /^\.?([\p{L}_$][\p{L}\p{Nd}_$-]*)/u,
    (match) => ({ many: false, select: (json) => optionally(memberOf(json, match[1] ?? '')) }),
  ],
  [
    /^\[\s*(?:'([^']*)'|"([^"]*)")\s*\]/,
    (match) => ({ many: false, select: (json) => optionally(memberOf(json, match[1] ?? match[2] ?? '')) }),
  ],
  [/^\[\s*(-?\d+)\s*\]/, (match) => ({ many: false, select: (json) => itemAt(json, Number(match[1])) })],
  [
    /^\[\s*(-?\d+(?:\s*,\s*-?\d+)+)\s*\]/,
    (match) => ({
      many: true,
      select: (json) => (match[1] ?? '').split(',').flatMap((index) => itemAt(json, Number(index))),
    }),
  ],
  [
    /^\[\s*(-?\d*)\s*:\s*(-?\d*)\s*\]/,
    (match) => ({
      many: true,
      select: (json) =>
        Array.isArray(json) ? json.slice(Number(match[1] || 0), match[2] ? Number(match[2]) : undefined) : [],
    }),
  ],
];

/**
 * The value at a path of JSONPath, without filters.
 * @returns undefined where there is none, or the path is none.
 */
function valueAt(json: Json, path: string): Json | undefined {
  let rest = path.replace(/^\$/, '');
  let found: readonly Json[] = [json];
  let many = false;
  while (rest !== '') {
    const step = STEPS.map(([pattern, make]) => ({ match: pattern.exec(rest), make })).find(
      ({ match }) => match !== null,
    );
    if (!step?.match) return undefined;
    const made = step.make(step.match);
    found = found.flatMap((one) => made.select(one));
    many ||= made.many;
    rest = rest.slice(step.match[0].length);
  }
  return many ? found : found[0];
}

/** The engine asks for a literal here, so that a database could evaluate it. */
function literalOnly([, key]: readonly FormulaNode[]): readonly ArgumentProblem[] {
  return key?.kind === 'literal' ? [] : [{ index: 1, message: 'this has to be a text written out' }];
}

export const JSON_FUNCTIONS: FunctionTable = {
  JSONVALUE: {
    doc: 'The value of a key of a JSON object, as text.',
    parameters: [parameter('json', 'Text'), parameter('key', 'Text')],
    result: 'Text',
    inspect: literalOnly,
    evaluate: ([json = null, key = null]) => {
      if (textOf(json).trim() === '') return null;
      try {
        const value = memberOf(parse(textOf(json)), textOf(key));
        if (value === undefined || (typeof value === 'object' && value !== null && !(value instanceof NumberText)))
          return null;
        return blankAsNull(print(value));
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        throw new FormulaEvaluationError(`"${textOf(json).slice(0, 40)}" is no JSON`);
      }
    },
  },
  JSONPATHVALUE: {
    doc: 'The value at a JSONPath, as text; null where there is none, or the text is no JSON. Filters are not supported.',
    parameters: [parameter('json', 'Text'), parameter('path', 'Text')],
    result: 'Text',
    inspect: literalOnly,
    evaluate: ([json = null, path = null]) => {
      const written = textOf(path);
      try {
        const value = valueAt(parse(textOf(json)), written.startsWith('$') ? written : `$.${written}`);
        return value === undefined || value === null ? null : blankAsNull(print(value));
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        return null;
      }
    },
  },
};
