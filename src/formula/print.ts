import { type ExactNumber, isNumber, numberToText } from '../values/number.ts';
import type { FormulaNode } from './node.ts';
import { PRECEDENCE } from './parser.ts';

export interface PrintOptions {
  /** `wrapped`: `{!Name}`, as flows write references; `bare`: `Name`, as record formulas do, where the grammar has it. */
  readonly references?: 'wrapped' | 'bare';
}

/** What may stand without `{!` and `}`. */
const BARE = /^(?:[A-Za-z$][\w$:.#]*|\[[A-Za-z_]\w*\](?:\.\w+)+)$/;
const WORD = /^(?:true|false|null|not)$/i;

/**
 * A tree as text, with one space around operators and no parenthesis too many: read again, it means the same.
 * Comments and the writer's own layout are not in a tree. A missing part is printed as nothing.
 */
export function printFormula(node: FormulaNode, options: PrintOptions = {}): string {
  const print = (part: FormulaNode): string => printFormula(part, options);
  const enclosed = (part: FormulaNode, needed: boolean): string => (needed ? `(${print(part)})` : print(part));
  switch (node.kind) {
    case 'literal':
      return printLiteral(node.value);
    case 'reference':
      return printReference(node.path, options.references ?? 'wrapped');
    case 'call':
      return `${node.name}(${node.args.map(print).join(', ')})`;
    case 'unary': {
      const operand = enclosed(node.operand, node.operand.kind === 'binary');
      return node.operator === 'NOT' ? `NOT ${operand}` : `${node.operator}${operand}`;
    }
    case 'binary': {
      // All operators are left-associative: on the right, an equal one needs its parentheses.
      const own = PRECEDENCE[node.operator];
      const left = node.left.kind === 'binary' && PRECEDENCE[node.left.operator] < own;
      const right = node.right.kind === 'binary' && PRECEDENCE[node.right.operator] <= own;
      return `${enclosed(node.left, left)} ${node.operator} ${enclosed(node.right, right)}`;
    }
    case 'missing':
      return '';
  }
}

function printLiteral(value: null | boolean | string | ExactNumber | unknown): string {
  if (typeof value === 'string') return `"${value.replace(/["\\]/g, '\\$&')}"`;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return isExact(value) ? numberToText(value) : 'NULL';
}

function isExact(value: unknown): value is ExactNumber {
  return typeof value === 'number' || (typeof value === 'object' && value !== null && isNumber(value as ExactNumber));
}

function printReference(path: string, style: 'wrapped' | 'bare'): string {
  const bracketed = path.startsWith('[');
  return bracketed || (style === 'bare' && BARE.test(path) && !WORD.test(path)) ? path : `{!${path}}`;
}
