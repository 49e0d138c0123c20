import type { FormulaProblem } from '../errors.ts';
import { parseNumber } from '../values/number.ts';
import { lexFormula, type Token } from './lexer.ts';
import { type BinaryOperator, childrenOf, type FormulaNode, type LiteralNode, type UnaryOperator } from './node.ts';

/**
 * The formula parser, by operator precedence. It goes on after an error: a place where something is missing becomes a
 * `missing` node, so that an editor and `referencesIn` still see the rest.
 */

/**
 * How strongly each operator binds. `^` binds looser than `*` and `/`, and everything is left-associative, as in
 * Salesforce's grammar: 2*3^2 is 36, 2^3^2 is 64 (reference: formula-semantics 1 and 2, unverified in an org).
 */
export const PRECEDENCE: { readonly [O in BinaryOperator]: number } = {
  '||': 1,
  '&&': 2,
  '=': 3,
  '<>': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '&': 5,
  '^': 6,
  '*': 7,
  '/': 7,
};

const PREFIXES: Readonly<Record<string, UnaryOperator>> = { '-': '-', '+': '+', NOT: 'NOT' };

const WORDS: Readonly<Record<string, Pick<LiteralNode, 'type' | 'value'>>> = {
  TRUE: { type: 'Boolean', value: true },
  FALSE: { type: 'Boolean', value: false },
  NULL: { type: 'Null', value: null },
};

/** Deeper trees would exhaust the stack of whoever walks them. */
const MAX_HEIGHT = 400;

export interface ParsedFormula {
  readonly ast: FormulaNode;
  /** Syntax errors by place; empty = the formula can be checked and compiled. */
  readonly errors: readonly FormulaProblem[];
}

const STRENGTHS: ReadonlyMap<string, number> = new Map(Object.entries(PRECEDENCE));

function isBinary(operator: string): operator is BinaryOperator {
  return STRENGTHS.has(operator);
}

function prefixOf({ kind, value }: Token): UnaryOperator | undefined {
  const word = kind === 'operator' ? value : kind === 'name' && value.length === 3 ? value.toUpperCase() : '';
  return word !== '' && Object.hasOwn(PREFIXES, word) ? PREFIXES[word] : undefined;
}

function wordNamed(name: string): Pick<LiteralNode, 'type' | 'value'> | undefined {
  if (name.length > 5) return undefined;
  const upper = name.toUpperCase();
  return Object.hasOwn(WORDS, upper) ? WORDS[upper] : undefined;
}

function nameToken(token: Token): string {
  if (token.kind === 'end') return 'the end of the formula';
  return token.kind === 'text' ? 'a text' : `"${token.kind === 'reference' ? `{!${token.value}}` : token.value}"`;
}

/** @returns the tree of a formula and all of its syntax errors. Never throws. */
export function parseFormula(text: string): ParsedFormula {
  const { tokens, errors: lexErrors } = lexFormula(text);
  const errors: FormulaProblem[] = [...lexErrors];
  const last = tokens[tokens.length - 1] ?? { kind: 'end', value: '', start: text.length, end: text.length };
  let at = 0;
  let depth = 0;
  let nodes = 0;
  /** How many levels the node has that was parsed last. */
  let height = 0;

  const peek = (): Token => tokens[at] ?? last;
  const take = (): Token => tokens[at++] ?? last;
  const isNext = (value: string): boolean => peek().value === value && peek().kind === 'punctuation';

  function report(message: string, token: Token, suggestion?: string): void {
    const { start, end } = token;
    // One mistake, one message: what follows from it at the same place is left out.
    if (errors.some((e) => start >= e.start && start <= e.end && e.start !== e.end)) return;
    // Nor is what only stands behind a character that no formula has.
    const before = tokens[at - 1]?.end ?? 0;
    if (lexErrors.some((e) => e.start >= before && e.end <= start)) return;
    errors.push({ message, start, end, ...(suggestion === undefined ? {} : { suggestion }) });
  }

  function missing(token: Token): FormulaNode {
    return { kind: 'missing', id: nodes++, start: token.start, end: token.start };
  }

  /** A node above others, the highest of which has `below` levels. */
  function grown(node: FormulaNode, below: number): FormulaNode {
    height = below + 1;
    if (height <= MAX_HEIGHT) return node;
    report(`the formula nests more than ${MAX_HEIGHT} levels`, peek());
    height = 0;
    return { kind: 'missing', id: nodes++, start: node.start, end: node.end };
  }

  function parseArguments(name: Token): FormulaNode {
    take();
    const args: FormulaNode[] = [];
    let below = 0;
    while (!isNext(')') && peek().kind !== 'end') {
      args.push(parseExpression(0));
      below = Math.max(below, height);
      if (isNext(',')) {
        const comma = take();
        if (isNext(')')) {
          report('an argument is missing after the comma', comma);
          args.push(missing(peek()));
        }
      } else if (!isNext(')') && peek().kind !== 'end') {
        report(`expected , or ) but found ${nameToken(peek())}`, peek());
        skipToArgument();
      }
    }
    const close = peek();
    if (isNext(')')) take();
    else report(`${name.value}( has no closing )`, name);
    const end = close.kind === 'end' ? close.start : close.end;
    return grown(
      { kind: 'call', id: nodes++, name: name.value, nameEnd: name.end, args, start: name.start, end },
      below,
    );
  }

  /** After an error inside of an argument: on to the comma or parenthesis that ends it. */
  function skipToArgument(): void {
    skipToEnd();
    if (isNext(',')) take();
  }

  function skipToEnd(): void {
    let open = 0;
    while (peek().kind !== 'end' && !(open === 0 && (isNext(',') || isNext(')')))) {
      if (isNext('(')) open++;
      if (isNext(')')) open--;
      take();
    }
  }

  function parseGroup(open: Token): FormulaNode {
    const inner = parseExpression(0);
    if (!isNext(')')) {
      report(`expected ) but found ${nameToken(peek())}`, peek().kind === 'end' ? open : peek());
      skipToEnd();
    }
    if (isNext(')')) take();
    return inner;
  }

  function parseName(token: Token): FormulaNode {
    const { start, end, value: path } = token;
    if (isNext('(')) return parseArguments(token);
    const word = wordNamed(path);
    if (word) return { kind: 'literal', id: nodes++, ...word, start, end };
    if (path.endsWith('.') || path.endsWith(':')) report(`"${path}" ends with a ${path.slice(-1)}`, token);
    return { kind: 'reference', id: nodes++, path, start, end };
  }

  function parsePrefix(): FormulaNode {
    height = 0;
    const token = peek();
    const { kind, value, start, end } = token;
    const operator = prefixOf(token);
    if (operator !== undefined) {
      take();
      const operand = parsePrimary();
      return grown(
        { kind: 'unary', id: nodes++, operator, operand, start, end: Math.max(end, tokens[at - 1]?.end ?? end) },
        height,
      );
    }
    if (kind === 'end' || (kind === 'punctuation' && value !== '(') || kind === 'operator') {
      report(`expected a value but found ${nameToken(token)}`, token);
      return missing(token);
    }
    take();
    if (kind === 'name') return parseName(token);
    if (kind === 'reference') return { kind, id: nodes++, path: value, start, end };
    if (kind === 'text') return { kind: 'literal', id: nodes++, type: 'Text', value, start, end };
    if (kind === 'number')
      return { kind: 'literal', id: nodes++, type: 'Number', value: parseNumber(value), start, end };
    return parseGroup(token);
  }

  function parsePrimary(): FormulaNode {
    if (++depth > MAX_HEIGHT) {
      report(`the formula nests more than ${MAX_HEIGHT} levels`, peek());
      at = tokens.length - 1;
    }
    const node = parsePrefix();
    depth--;
    return node;
  }

  function parseExpression(minimum: number): FormulaNode {
    // Parentheses are no nodes, but they belong to what stands around them.
    const { start } = peek();
    let left = parsePrimary();
    for (;;) {
      const token = peek();
      const { value: operator, kind } = token;
      if (kind !== 'operator' || !isBinary(operator)) return left;
      const strength = STRENGTHS.get(operator) ?? 0;
      if (strength <= minimum) return left;
      take();
      const leftHeight = height;
      const right = parseExpression(strength);
      const end = Math.max(start, tokens[at - 1]?.end ?? right.end);
      left = grown({ kind: 'binary', id: nodes++, operator, left, right, start, end }, Math.max(leftHeight, height));
    }
  }

  const ast = parseExpression(0);
  if (peek().kind !== 'end') {
    const alone = text.trim() === '' ? undefined : peek();
    if (alone) report(`${nameToken(alone)} is not expected here`, alone, hintFor(alone, tokens[at - 1]));
  }
  return { ast, errors: errors.sort((a, b) => a.start - b.start || a.end - b.end) };
}

/** The usual reasons why a formula goes on where it should have ended. */
function hintFor(token: Token, before: Token | undefined): string | undefined {
  if (token.value === ')') return 'it closes no (';
  if (token.kind === 'name' && /^(and|or)$/i.test(token.value)) {
    return `write ${token.value.toUpperCase()}(a, b), or a ${/^and$/i.test(token.value) ? '&&' : '||'} b`;
  }
  if (before?.kind === 'text' || token.kind === 'text') return 'join texts with &';
  return undefined;
}

/** A reference with its place: `path` is without `{!` and `}`; `start` and `end` are those of the path itself. */
export interface FoundReference {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** All references of a formula in the order of the text, also of one with errors. */
export function referencesIn(text: string): readonly FoundReference[] {
  const found: FoundReference[] = [];
  const walk = (node: FormulaNode): void => {
    if (node.kind === 'reference' && node.path !== '') {
      const start = text.indexOf(node.path, node.start);
      found.push({ path: node.path, start, end: start + node.path.length });
    }
    childrenOf(node).forEach(walk);
  };
  walk(parseFormula(text).ast);
  return found;
}
