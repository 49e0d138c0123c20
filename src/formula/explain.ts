import { FlowrunError } from '../errors.ts';
import type { ResourceType, Value } from '../model/value.ts';
import type { EvaluationContext, Scope } from '../values/scope.ts';
import { compileWatched, type FormulaOptions } from './compile.ts';
import type { Kind } from './kind.ts';
import { childrenOf, type FormulaNode } from './node.ts';
import { parseFormula } from './parser.ts';

/** One part of a formula and what it gave. */
export interface ExplainedStep {
  /** As it is written. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** How deep it stands in the tree; the formula itself is 0. */
  readonly depth: number;
  /** What the checker knows of it; `Any` where only its value shows. */
  readonly kind: Kind;
  /** `value` or `error` where it was evaluated; neither where it was not needed: the other branch of an IF. */
  readonly value?: Value;
  readonly error?: string;
}

export interface Explanation {
  readonly type: ResourceType;
  /** The result; left out where there is none. */
  readonly value?: Value;
  readonly error?: string;
  /** Every part but literals, innermost first, in the order of the text. */
  readonly steps: readonly ExplainedStep[];
}

/**
 * Evaluates a formula once and tells what every part of it gave.
 * @throws FormulaError with all of its problems, each with its place.
 */
export function explainFormula<S extends EvaluationContext>(
  text: string,
  scope: Scope<S>,
  state: S,
  expected?: ResourceType,
  options: FormulaOptions = {},
): Explanation {
  const kinds = new Map<number, Kind>();
  const outcomes = new Map<number, Pick<ExplainedStep, 'value' | 'error'>>();
  const parts = partsOf(parseFormula(text).ast);
  // The compiler reads the text again: nodes are the same by their place and kind, not as objects.
  const idOf = (node: FormulaNode): number =>
    parts.findIndex(({ node: part }) => part.kind === node.kind && part.start === node.start && part.end === node.end);
  const compiled = compileWatched(text, scope, expected, options, (node, kind, evaluate) => {
    const id = idOf(node);
    kinds.set(id, kind);
    return (s) => {
      try {
        const value = evaluate(s);
        outcomes.set(id, { value });
        return value;
      } catch (error) {
        if (error instanceof FlowrunError) outcomes.set(id, { error: error.message });
        throw error;
      }
    };
  });
  const result = outcomeOf(() => compiled.evaluate(state));
  const steps = parts.flatMap(({ node, depth }, id): ExplainedStep[] => {
    if (node.kind === 'literal') return [];
    const { start, end } = node;
    return [{ text: text.slice(start, end), start, end, depth, kind: kinds.get(id) ?? 'Any', ...outcomes.get(id) }];
  });
  return { type: compiled.type, ...result, steps };
}

function outcomeOf(evaluate: () => Value): Pick<Explanation, 'value' | 'error'> {
  try {
    return { value: evaluate() };
  } catch (error) {
    if (!(error instanceof FlowrunError)) throw error;
    return { error: error.message };
  }
}

interface Part {
  readonly node: FormulaNode;
  readonly depth: number;
}

/** All nodes, parts before the whole. */
function partsOf(node: FormulaNode, depth = 0): readonly Part[] {
  return [...childrenOf(node).flatMap((child) => partsOf(child, depth + 1)), { node, depth }];
}
