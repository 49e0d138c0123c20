import type { Value } from '../model/value.ts';

/** A formula as a tree. Offsets are UTF-16 units of the formula's text, `end` exclusive. */

interface Spanned {
  /** Its number within its tree, from 0: what checking finds out is kept by it. */
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

/** A number, text, Boolean or NULL written out. */
export interface LiteralNode extends Spanned {
  readonly kind: 'literal';
  readonly type: 'Number' | 'Text' | 'Boolean' | 'Null';
  readonly value: Value;
}

/** `{!account.Name}` or bare `account.Name`. */
export interface ReferenceNode extends Spanned {
  readonly kind: 'reference';
  /** The path without `{!` and `}`, as it was written. */
  readonly path: string;
}

export interface CallNode extends Spanned {
  readonly kind: 'call';
  /** As it was written; names of functions are case-insensitive. */
  readonly name: string;
  readonly nameEnd: number;
  readonly args: readonly FormulaNode[];
}

export const UNARY_OPERATORS = ['-', '+', 'NOT'] as const;
export type UnaryOperator = (typeof UNARY_OPERATORS)[number];

export const BINARY_OPERATORS = ['||', '&&', '=', '<>', '<', '<=', '>', '>=', '+', '-', '&', '^', '*', '/'] as const;
export type BinaryOperator = (typeof BINARY_OPERATORS)[number];

export interface UnaryNode extends Spanned {
  readonly kind: 'unary';
  readonly operator: UnaryOperator;
  readonly operand: FormulaNode;
}

export interface BinaryNode extends Spanned {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: FormulaNode;
  readonly right: FormulaNode;
}

/** Where something should stand; a syntax error says so. */
export interface MissingNode extends Spanned {
  readonly kind: 'missing';
}

export type FormulaNode = LiteralNode | ReferenceNode | CallNode | UnaryNode | BinaryNode | MissingNode;

/** The direct parts of a node, in the order of the text. */
export function childrenOf(node: FormulaNode): readonly FormulaNode[] {
  if (node.kind === 'call') return node.args;
  if (node.kind === 'unary') return [node.operand];
  return node.kind === 'binary' ? [node.left, node.right] : [];
}
