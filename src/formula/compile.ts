import { FormulaError, FormulaEvaluationError, type FormulaProblem, InternalError, ValueError } from '../errors.ts';
import type { ResourceType, Value } from '../model/value.ts';
import { coerce } from '../values/coerce.ts';
import { isNumber, round } from '../values/number.ts';
import type { EvaluationContext, Scope } from '../values/scope.ts';
import { type Checked, checkTree } from './check.ts';
import type { Evaluate } from './evaluate.ts';
import type { EagerFunction, FunctionTable } from './functions/define-function.ts';
import { FUNCTIONS } from './functions/index.ts';
import { fits, type Kind, kindOfType, typeOfKind } from './kind.ts';
import type { BinaryNode, CallNode, FormulaNode, ReferenceNode, UnaryNode } from './node.ts';
import { FAST, overloadOf, UNARY } from './operators.ts';
import { parseFormula } from './parser.ts';

/**
 * What a null Number field counts as: `blank` keeps null, as flows do; `zero` reads 0, as a formula field may be told to.
 * Text, dates and Booleans stay null in both, and so does the literal NULL (reference: formula-semantics 13 and 14).
 */
export type NullMode = 'blank' | 'zero';

export interface FormulaOptions {
  /** All functions that it may call, by name in capitals; `{ ...FUNCTIONS, … }` adds some. */
  readonly functions?: FunctionTable;
  /** Left out: `blank`. */
  readonly nulls?: NullMode;
}

/** Takes the place of a compiled part, to see what it gives. */
export type Watch<S> = (node: FormulaNode, kind: Kind, evaluate: Evaluate<S>) => Evaluate<S>;

export interface CompiledFormula<S> {
  /** What it gives; JSON where that shows only when it runs. */
  readonly type: ResourceType;
  /**
   * Evaluates the formula. A Boolean result is never null: null counts as false (reference: formula-semantics 19).
   * @throws FormulaEvaluationError where the formula has no result: division by zero, no such date.
   */
  evaluate(state: S): Value;
}

function compileCall<S extends EvaluationContext>(
  fn: EagerFunction,
  args: readonly Evaluate<S>[],
  kinds: readonly Kind[],
): Evaluate<S> {
  const strict = fn.nulls !== 'given';
  const first = args[0];
  const second = args[1];
  if (first && args.length === 1) {
    return (state) => {
      const a = first(state);
      return strict && a === null ? null : fn.evaluate([a], state, kinds);
    };
  }
  if (first && second && args.length === 2) {
    return (state) => {
      const a = first(state);
      const b = second(state);
      return strict && (a === null || b === null) ? null : fn.evaluate([a, b], state, kinds);
    };
  }
  return (state) => {
    const values = args.map((arg) => arg(state));
    return strict && values.includes(null) ? null : fn.evaluate(values, state, kinds);
  };
}

/** Turns a checked tree into closures. */
function compileTree<S extends EvaluationContext>(
  ast: FormulaNode,
  checked: Checked<S>,
  nulls: NullMode,
  watch?: Watch<S>,
): Evaluate<S> {
  function reference(node: ReferenceNode): Evaluate<S> {
    const bound = checked.boundOf(node);
    if (!bound) throw new InternalError(`${node.path} is not bound`);
    if (nulls === 'zero' && kindOfType(bound.type) === 'Number') return (state) => bound.read(state) ?? 0;
    return (state) => bound.read(state);
  }

  function unary(node: UnaryNode): Evaluate<S> {
    const operand = compile(node.operand);
    const { apply } = UNARY[node.operator];
    return (state) => {
      const value = operand(state);
      return value === null ? null : apply(value);
    };
  }

  function binary(node: BinaryNode): Evaluate<S> {
    const left = compile(node.left);
    const right = compile(node.right);
    if (node.operator === '&&') return (state) => left(state) === true && right(state) === true;
    if (node.operator === '||') return (state) => left(state) === true || right(state) === true;
    const overload = overloadOf(node.operator, checked.kindOf(node.left), checked.kindOf(node.right));
    if (!overload) throw new InternalError(`${node.operator} was not checked`);
    const { apply, nulls } = overload;
    const slow = nulls === 'given' ? apply : (a: Value, b: Value) => (a === null || b === null ? null : apply(a, b));
    const fast = overload.left === 'Text' ? undefined : FAST[node.operator];
    return fast ? fast(left, right, slow) : (state) => slow(left(state), right(state));
  }

  function call(node: CallNode): Evaluate<S> {
    const fn = checked.functionOf(node);
    if (!fn) throw new InternalError(`${node.name} was not checked`);
    if ('bind' in fn) {
      const bound = checked.callOf(node);
      if (!bound || 'problem' in bound) throw new InternalError(`${node.name} is not bound`);
      return bound.evaluate;
    }
    const args = node.args.map(compile);
    const kinds = node.args.map(checked.kindOf);
    return 'compile' in fn ? fn.compile(args, kinds) : compileCall(fn, args, kinds);
  }

  function compile(node: FormulaNode): Evaluate<S> {
    const compiled = compilePart(node);
    return watch ? watch(node, checked.kindOf(node), compiled) : compiled;
  }

  function compilePart(node: FormulaNode): Evaluate<S> {
    if (node.kind === 'call') return call(node);
    if (node.kind === 'binary') return binary(node);
    if (node.kind === 'unary') return unary(node);
    if (node.kind === 'reference') return reference(node);
    if (node.kind === 'missing') throw new InternalError('a formula with syntax errors was compiled');
    const { value } = node;
    return () => value;
  }

  return compile(ast);
}

/** Every defect of a value inside of a formula is a failed evaluation. */
function evaluationError(cause: unknown): unknown {
  return cause instanceof ValueError ? new FormulaEvaluationError(cause.message) : cause;
}

/** The last step: the declared type's scale, a Boolean that is never null, values whose kind shows only now. */
function finisher(kind: Kind, expected: ResourceType | undefined): (value: Value, context: EvaluationContext) => Value {
  if (kind === 'Boolean') return (value) => value ?? false;
  if (!expected) return (value) => value;
  if (kind === 'Any' || kind === 'Null') {
    const none = expected.dataType === 'Boolean' && !expected.collection ? false : null;
    return (value, { timeZone }) =>
      value === null ? none : coerce(value, expected, 'the result of the formula', timeZone);
  }
  const { scale } = expected;
  if (kind !== 'Number' || scale === undefined) return (value) => value;
  return (value) => (isNumber(value) ? round(value, scale) : value);
}

interface Analysed<S extends EvaluationContext> {
  readonly ast: FormulaNode;
  readonly checked?: Checked<S>;
  readonly problems: readonly FormulaProblem[];
}

function analyse<S extends EvaluationContext>(
  text: string,
  scope: Scope<S>,
  expected: ResourceType | undefined,
  functions: FunctionTable,
): Analysed<S> {
  const { ast, errors } = parseFormula(text);
  if (errors.length > 0)
    return { ast, problems: [...errors, ...soundProblems(checkTree(ast, scope, functions), errors)].sort(byPlace) };
  const checked = checkTree(ast, scope, functions);
  if (checked.problems.length > 0 || !expected) return { ast, checked, problems: checked.problems };
  const wanted = kindOfType(expected);
  if (fits(checked.kind, [wanted === 'Picklist' ? 'Text' : wanted])) return { ast, checked, problems: [] };
  const { start, end } = ast;
  return { ast, checked, problems: [{ message: `the formula gives ${checked.kind}, expected ${wanted}`, start, end }] };
}

const byPlace = (a: FormulaProblem, b: FormulaProblem): number => a.start - b.start || a.end - b.end;

/** What is wrong beside syntax errors: parts that touch one may be wrong only because of it. */
function soundProblems(
  { problems }: { readonly problems: readonly FormulaProblem[] },
  errors: readonly FormulaProblem[],
): readonly FormulaProblem[] {
  return problems.filter(({ start, end }) => errors.every((error) => error.end < start || error.start > end));
}

/**
 * All problems of a formula, sorted by place: syntax errors, unknown names, wrong arguments and types.
 * @param expected the type it has to give; undefined = any.
 */
export function checkFormula<S extends EvaluationContext>(
  text: string,
  scope: Scope<S>,
  expected?: ResourceType,
  { functions = FUNCTIONS }: FormulaOptions = {},
): readonly FormulaProblem[] {
  return analyse(text, scope, expected, functions).problems;
}

/**
 * Compiles a formula to closures; its references are bound once, against `scope`.
 * @param text the formula; references as `{!Name}` or `Name`.
 * @param expected the declared type of the result: Numbers are rounded half up to its scale; undefined = any.
 * @throws FormulaError with all of its problems, each with its place.
 */
export function compileFormula<S extends EvaluationContext>(
  text: string,
  scope: Scope<S>,
  expected?: ResourceType,
  options: FormulaOptions = {},
): CompiledFormula<S> {
  return compileWatched(text, scope, expected, options);
}

/**
 * Compiles a formula of which every part can be watched.
 * @throws FormulaError with all of its problems, each with its place.
 */
export function compileWatched<S extends EvaluationContext>(
  text: string,
  scope: Scope<S>,
  expected: ResourceType | undefined,
  { functions = FUNCTIONS, nulls = 'blank' }: FormulaOptions,
  watch?: Watch<S>,
): CompiledFormula<S> {
  const { ast, checked, problems } = analyse(text, scope, expected, functions);
  if (!checked) throw new FormulaError('FORMULA_SYNTAX', problems);
  if (problems.length > 0) throw new FormulaError('FORMULA_TYPE', problems);
  const run = compileTree(ast, checked, nulls, watch);
  const finish = finisher(checked.kind, expected);
  return {
    type: expected ?? typeOfKind(checked.kind),
    evaluate: (state) => {
      try {
        return finish(run(state), state);
      } catch (cause) {
        throw evaluationError(cause);
      }
    },
  };
}
