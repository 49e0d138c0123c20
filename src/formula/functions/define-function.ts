import type { Value } from '../../model/value.ts';
import type { EvaluationContext, Scope } from '../../values/scope.ts';
import type { Evaluate } from '../evaluate.ts';
import type { Kind } from '../kind.ts';
import type { FormulaNode } from '../node.ts';

/** One parameter of a function: its name for people, and the kinds it takes. */
export interface Parameter {
  readonly name: string;
  readonly kinds: readonly Kind[];
  /** May be left out; all after it too. */
  readonly optional?: boolean;
}

/** What is wrong with one argument as it is written. */
export interface ArgumentProblem {
  readonly index: number;
  readonly message: string;
  readonly suggestion?: string;
}

interface FunctionBase {
  /** One sentence: what it gives. */
  readonly doc: string;
  /** Why flows cannot use it, although formulas of records can: editors offer it last, and say why. */
  readonly notInFlows?: string;
  readonly parameters: readonly Parameter[];
  /** How many of the last parameters may come again and again: MAX 1, CASE 2. */
  readonly repeats?: number;
  /** Parameters that stand after the repeated ones: the `else` of CASE. */
  readonly trailing?: readonly Parameter[];
  /** A kind, or what is made of the arguments' kinds; null = these do not go together. */
  readonly result: Kind | ((kinds: readonly Kind[]) => Kind | null);
  /** What can be said of literal arguments before anything runs: a pattern that is none, a unit that does not exist. */
  inspect?(args: readonly FormulaNode[]): readonly ArgumentProblem[];
}

/** A function whose arguments are all evaluated before it. */
export interface EagerFunction extends FunctionBase {
  /** `given`: it is called with null, too; else any null argument makes the result null. */
  readonly nulls?: 'given';
  /**
   * @param args as many as were written.
   * @param kinds of the arguments as the checker sees them.
   * @throws FormulaEvaluationError where there is no result.
   */
  evaluate(args: readonly Value[], context: EvaluationContext, kinds: readonly Kind[]): Value;
}

/** A function that decides which of its arguments are evaluated. */
export interface LazyFunction extends FunctionBase {
  compile<S extends EvaluationContext>(args: readonly Evaluate<S>[], kinds: readonly Kind[]): Evaluate<S>;
}

/** What binding a function to its arguments gives: how it is evaluated, or what is wrong. */
export type BoundCall<S> =
  | { readonly kind: Kind; readonly evaluate: Evaluate<S> }
  | { readonly problem: string; readonly suggestion?: string };

/** A function that takes no values but what its arguments are called: PRIORVALUE looks up the same field elsewhere. */
export interface NamingFunction extends FunctionBase {
  bind<S extends EvaluationContext>(args: readonly FormulaNode[], scope: Scope<S>): BoundCall<S>;
}

export type FormulaFunction = EagerFunction | LazyFunction | NamingFunction;

/** Functions by name in capitals. A caller may add its own: `{ ...FUNCTIONS, HEX: … }`. */
export type FunctionTable = Readonly<Record<string, FormulaFunction>>;

export function parameter(name: string, ...kinds: readonly Kind[]): Parameter {
  return { name, kinds };
}

export function optional(name: string, ...kinds: readonly Kind[]): Parameter {
  return { name, kinds, optional: true };
}

/** The parameter that the argument at `index` of `count` goes to; undefined where there are too many. */
export function parameterAt(fn: FormulaFunction, index: number, count: number): Parameter | undefined {
  const { parameters, repeats, trailing } = fn;
  const fromEnd = trailing ? index - (count - trailing.length) : -1;
  if (trailing && fromEnd >= 0) return trailing[fromEnd];
  if (index < parameters.length) return parameters[index];
  return repeats === undefined
    ? undefined
    : parameters[parameters.length - repeats + ((index - parameters.length) % repeats)];
}

/** `LPAD(text, length[, padding])`, for messages, hovers and docs. */
export function signatureOf(name: string, fn: FormulaFunction): string {
  const names = fn.parameters.map(
    (p, i) => `${p.optional ? '[' : ''}${i > 0 ? ', ' : ''}${p.name}${p.optional ? ']' : ''}`,
  );
  const more = fn.repeats ? ', …' : '';
  const tail = (fn.trailing ?? []).map((p) => `, ${p.name}`).join('');
  return `${name}(${names.join('')}${more}${tail})`;
}
