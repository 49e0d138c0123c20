import type { Value } from '../../model/value.ts';
import type { EvaluationContext } from '../../values/scope.ts';
import { textOf } from '../cast.ts';
import type { Evaluate } from '../evaluate.ts';
import { type Kind, unify } from '../kind.ts';
import { overloadOf } from '../operators.ts';
import { type FunctionTable, parameter } from './define-function.ts';

/** Logical functions. A null Boolean counts as false (reference: formula-semantics 13-24). */

const ANYTHING: Kind = 'Any';

/** Null or empty text: text has no null of its own (reference: formula-semantics 16 and 17). */
function isBlank(value: Value): boolean {
  return value === null || value === '';
}

const isTextual = (kind: Kind | undefined): boolean => kind === 'Text' || kind === 'Picklist';

/** The kinds of the results of CASE: every second one, and the last. */
function caseResult(kinds: readonly Kind[]): Kind | null {
  const expression = kinds[0] ?? 'Any';
  const results: Kind[] = [];
  for (let i = 1; i + 2 < kinds.length; i += 2) {
    if (overloadOf('=', expression, kinds[i] ?? 'Any') === undefined) return null;
    results.push(kinds[i + 1] ?? 'Any');
  }
  return unify([...results, kinds[kinds.length - 1] ?? 'Any']);
}

function compileCase<S extends EvaluationContext>(args: readonly Evaluate<S>[], kinds: readonly Kind[]): Evaluate<S> {
  const [expression = () => null] = args;
  const otherwise = args[args.length - 1] ?? (() => null);
  const branches: {
    readonly matches: (a: Value, b: Value) => Value;
    readonly when: Evaluate<S>;
    readonly then: Evaluate<S>;
  }[] = [];
  for (let i = 1; i + 2 < args.length; i += 2) {
    const [when, then] = [args[i], args[i + 1]];
    const equal = overloadOf('=', kinds[0] ?? 'Any', kinds[i] ?? 'Any');
    if (!when || !then || !equal) continue;
    // Null matches no null, except in text, where it is empty (reference: formula-semantics 24).
    const textual = isTextual(kinds[0]) || isTextual(kinds[i]);
    branches.push({ matches: (a, b) => (textual || a !== null) && equal.apply(a, b), when, then });
  }
  return (state) => {
    const value = expression(state);
    for (const { matches, when, then } of branches) {
      if (matches(value, when(state)) === true) return then(state);
    }
    return otherwise(state);
  };
}

export const LOGIC: FunctionTable = {
  IF: {
    doc: 'The second argument where the first is true, else the third; only that one is evaluated.',
    parameters: [parameter('condition', 'Boolean'), parameter('then', ANYTHING), parameter('else', ANYTHING)],
    result: ([, then = 'Any', otherwise = 'Any']) => unify([then, otherwise]),
    compile:
      ([condition = () => null, then = () => null, otherwise = () => null]) =>
      (state) =>
        condition(state) === true ? then(state) : otherwise(state),
  },
  AND: {
    doc: 'True where all arguments are true; stops at the first that is not.',
    parameters: [parameter('condition', 'Boolean')],
    repeats: 1,
    result: 'Boolean',
    compile: (args) => (state) => {
      for (const arg of args) if (arg(state) !== true) return false;
      return true;
    },
  },
  OR: {
    doc: 'True where one of the arguments is true; stops at the first that is.',
    parameters: [parameter('condition', 'Boolean')],
    repeats: 1,
    result: 'Boolean',
    compile: (args) => (state) => {
      for (const arg of args) if (arg(state) === true) return true;
      return false;
    },
  },
  CASE: {
    doc: 'The result beside the first value that equals the expression, else the last argument.',
    parameters: [parameter('expression', ANYTHING), parameter('value', ANYTHING), parameter('result', ANYTHING)],
    repeats: 2,
    trailing: [parameter('else', ANYTHING)],
    result: caseResult,
    compile: compileCase,
  },
  ISBLANK: {
    doc: 'True where the value is null or empty text.',
    parameters: [parameter('value', ANYTHING)],
    result: 'Boolean',
    nulls: 'given',
    evaluate: ([value = null]) => isBlank(value),
  },
  ISNULL: {
    doc: 'True where the value is null; never true of text, use ISBLANK for that.',
    parameters: [parameter('value', ANYTHING)],
    result: 'Boolean',
    nulls: 'given',
    evaluate: ([value = null], _context, [kind]) => !isTextual(kind) && value === null,
  },
  BLANKVALUE: {
    doc: 'The value, or the substitute where it is null or empty text.',
    parameters: [parameter('value', ANYTHING), parameter('substitute', ANYTHING)],
    result: unify,
    compile:
      ([value = () => null, substitute = () => null]) =>
      (state) => {
        const found = value(state);
        return isBlank(found) ? substitute(state) : found;
      },
  },
  NULLVALUE: {
    doc: 'The value, or the substitute where it is null; text is never replaced, use BLANKVALUE for that.',
    parameters: [parameter('value', ANYTHING), parameter('substitute', ANYTHING)],
    result: unify,
    compile: ([value = () => null, substitute = () => null], [kind]) =>
      isTextual(kind) ? value : (state) => value(state) ?? substitute(state),
  },
  ISPICKVAL: {
    doc: 'True where the picklist holds this value; "" asks whether nothing is selected.',
    parameters: [parameter('picklist', 'Picklist', 'Text'), parameter('value', 'Text')],
    result: 'Boolean',
    nulls: 'given',
    evaluate: ([picklist = null, value = null]) => textOf(picklist) === textOf(value),
  },
  INCLUDES: {
    doc: 'True where the value is one of those selected in a multi-select picklist.',
    notInFlows: 'Salesforce Help names it among the functions that flows do not support; use CONTAINS',
    parameters: [parameter('picklist', 'Picklist', 'Text'), parameter('value', 'Text')],
    result: 'Boolean',
    nulls: 'given',
    evaluate: ([picklist = null, value = null]) => textOf(picklist).split(';').includes(textOf(value)),
  },
  PICKLISTCOUNT: {
    doc: 'How many values are selected in a multi-select picklist.',
    parameters: [parameter('picklist', 'Picklist', 'Text')],
    result: 'Number',
    nulls: 'given',
    evaluate: ([picklist = null]) =>
      textOf(picklist)
        .split(';')
        .filter((value) => value.trim() !== '').length,
  },
};
