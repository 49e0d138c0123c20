import { FormulaEvaluationError } from '../../errors.ts';
import { textOf } from '../cast.ts';
import { compilePattern, type WholeMatch } from '../regex/match.ts';
import { PatternError } from '../regex/node.ts';
import { parsePattern } from '../regex/parse.ts';
import { type FunctionTable, parameter } from './define-function.ts';

/** Patterns that were used lately: nearly all formulas have one that never changes. */
const compiled = new Map<string, WholeMatch>();
const MAX_COMPILED = 200;

function patternOf(pattern: string): WholeMatch {
  const known = compiled.get(pattern);
  if (known) return known;
  const made = compilePattern(parsePattern(pattern));
  if (compiled.size >= MAX_COMPILED) compiled.clear();
  compiled.set(pattern, made);
  return made;
}

/**
 * Does the whole text fit a pattern of java.util.regex?
 * @throws FormulaEvaluationError for a pattern that is none, and where the match would take too long.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  try {
    return patternOf(pattern)(text);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    throw new FormulaEvaluationError(`"${pattern.slice(0, 60)}" is no pattern: ${error.message}`);
  }
}

export const REGEX: FunctionTable = {
  REGEX: {
    doc: 'True where the whole text fits a regular expression of Java\'s; backslashes are doubled: "\\\\d{3}".',
    parameters: [parameter('text', 'Text'), parameter('pattern', 'Text')],
    result: 'Boolean',
    nulls: 'given',
    inspect: ([, pattern]) => {
      if (pattern?.kind !== 'literal') return [];
      try {
        patternOf(textOf(pattern.value));
        return [];
      } catch (error) {
        if (!(error instanceof PatternError)) throw error;
        return [{ index: 1, message: `${error.message}, at character ${error.at + 1} of the pattern` }];
      }
    },
    evaluate: ([text = null, pattern = null]) => matchesPattern(textOf(pattern), textOf(text)),
  },
};
