import { FormulaEvaluationError, ValueError } from '../../errors.ts';
import { blankAsNull, integerOf, textOf } from '../cast.ts';
import { unify } from '../kind.ts';
import { overloadOf } from '../operators.ts';
import { type FunctionTable, optional, parameter } from './define-function.ts';
import { FORMATS } from './format.ts';
import { JSON_FUNCTIONS } from './json.ts';
import { matchesPattern } from './regex.ts';

/**
 * Functions that Salesforce's open engine holds and Salesforce Help does not list for orgs: a caller adds them with
 * `{ ...FUNCTIONS, ...OPTIONAL_FUNCTIONS }`, flows do without (reference: formula-semantics 62).
 */

/** SQL's pattern as a regular expression; what the engine leaves unescaped keeps its meaning there, too: `.`, `|`, `\`. */
function patternOfLike(like: string): string {
  return like.replace(/\\%|\\_|[*?+^$(){}[_%]/g, (part) => {
    if (part === '_') return '.';
    if (part === '%') return '.*';
    return part.length === 2 ? part.slice(1) : `\\${part}`;
  });
}

export const OPTIONAL_FUNCTIONS: FunctionTable = {
  ...FORMATS,
  ...JSON_FUNCTIONS,
  IFS: {
    doc: 'The result beside the first condition that is true, else the last argument.',
    parameters: [parameter('condition', 'Boolean'), parameter('result', 'Any')],
    repeats: 2,
    trailing: [parameter('else', 'Any')],
    result: (kinds) => unify(kinds.filter((_, i) => i % 2 === 1 || i === kinds.length - 1)),
    compile: (args) => (state) => {
      for (let i = 0; i + 1 < args.length; i += 2) {
        if (args[i]?.(state) === true) return args[i + 1]?.(state) ?? null;
      }
      return args[args.length - 1]?.(state) ?? null;
    },
  },
  IFERROR: {
    doc: 'The value, or the substitute where the value cannot be evaluated.',
    parameters: [parameter('value', 'Any'), parameter('substitute', 'Any')],
    result: unify,
    compile:
      ([value = () => null, substitute = () => null]) =>
      (state) => {
        try {
          return value(state);
        } catch (error) {
          if (!isEvaluationError(error)) throw error;
          return substitute(state);
        }
      },
  },
  IN: {
    doc: 'True where the value equals one of those that follow; null equals none.',
    parameters: [
      parameter('value', 'Text', 'Number', 'Date', 'DateTime', 'Time', 'Picklist'),
      parameter('candidate', 'Text', 'Number', 'Date', 'DateTime', 'Time', 'Picklist'),
    ],
    repeats: 1,
    result: ([kind = 'Any', ...others]) =>
      others.every((other) => overloadOf('=', kind, other) !== undefined) ? 'Boolean' : null,
    nulls: 'given',
    evaluate: ([value = null, ...candidates], _context, [kind = 'Any', ...kinds]) =>
      value !== null &&
      value !== '' &&
      candidates.some(
        (candidate, i) =>
          candidate !== null && overloadOf('=', kind, kinds[i] ?? 'Any')?.apply(value, candidate) === true,
      ),
  },
  LIKE: {
    doc: 'True where the whole text fits a pattern of SQL: % is any text, _ any character, \\% and \\_ are these themselves.',
    parameters: [parameter('text', 'Text'), parameter('pattern', 'Text')],
    result: 'Boolean',
    nulls: 'given',
    evaluate: ([text = null, pattern = null]) => matchesPattern(patternOfLike(textOf(pattern)), textOf(text)),
  },
  SUBSTR: {
    doc: 'Characters from a position on, the first is 1; a negative position counts from the end.',
    parameters: [parameter('text', 'Text'), parameter('start', 'Number'), optional('count', 'Number')],
    result: 'Text',
    evaluate: ([text = null, start = 0, count]) => {
      const all = textOf(text);
      const from = integerOf(start);
      if (Math.abs(from) > all.length) return null;
      const begin = from < 0 ? all.length + from : Math.max(from, 1) - 1;
      const end = count === undefined ? all.length : begin + Math.max(0, integerOf(count ?? 0));
      return blankAsNull(all.slice(begin, end));
    },
  },
  ENDS: {
    doc: 'True where the text ends with the part; every text ends with an empty part.',
    parameters: [parameter('text', 'Text'), parameter('part', 'Text')],
    result: 'Boolean',
    nulls: 'given',
    evaluate: ([text = null, part = null]) => {
      if (textOf(part) === '') return true;
      return textOf(text) === '' ? null : textOf(text).endsWith(textOf(part));
    },
  },
};

function isEvaluationError(error: unknown): boolean {
  return error instanceof FormulaEvaluationError || error instanceof ValueError;
}
