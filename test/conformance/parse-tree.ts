import { type FormulaNode, parseFormula } from '../../src/formula/index.ts';

/** A formula and its tree as Salesforce's own parser printed it. */
export interface ParseCase {
  readonly formula: string;
  readonly tree: string;
}

/** The tree in the notation of the recorded ones: operator or function first. */
export function showTree(node: FormulaNode, text: string): string {
  if (node.kind === 'literal') return text.slice(node.start, node.end);
  if (node.kind === 'reference') return node.path;
  if (node.kind === 'missing') return '?';
  if (node.kind === 'unary') {
    const operator = text.slice(node.start).match(/^(?:not|[-+!])/i)?.[0] ?? node.operator;
    return `( ${operator} ${showTree(node.operand, text)} )`;
  }
  if (node.kind === 'binary') return `( ${node.operator} ${showTree(node.left, text)} ${showTree(node.right, text)} )`;
  const args = node.args.map((arg) => showTree(arg, text));
  return args.length === 0 ? node.name : `( ${[node.name, ...args].join(' ')} )`;
}

/** @returns the tree, or what is wrong with the formula. */
export function treeOf(formula: string): string {
  const { ast, errors } = parseFormula(formula);
  const [error] = errors;
  return error ? `not read: ${error.message}` : showTree(ast, formula);
}
