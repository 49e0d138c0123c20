/** A custom condition logic such as `1 AND (2 OR NOT 3)` as a tree of row numbers (reference: flow-semantics 4). */
export type Logic =
  | { readonly kind: 'row'; readonly row: number }
  | { readonly kind: 'not'; readonly of: Logic }
  | { readonly kind: 'and' | 'or'; readonly left: Logic; readonly right: Logic };

export interface LogicProblem {
  readonly message: string;
  /** Offsets in the logic text. */
  readonly start: number;
  readonly end: number;
}

interface Token {
  readonly text: string;
  readonly start: number;
}

/** Far beyond what 1,000 characters of logic, the most an org takes, can mean. */
const DEEPEST = 200;

const TOKEN = /\s*(\d+|\(|\)|[A-Za-z]+|\S)/y;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const word = match[1] ?? '';
    tokens.push({ text: word.toUpperCase(), start: match.index + match[0].length - word.length });
  }
  return tokens;
}

/**
 * Parses condition logic over `rows` numbered rows: any case, any spacing, `NOT` binds tightest, then `AND`, then `OR`.
 * @param text what stands in `logic:`; `and` and `or` alone join all rows.
 * @returns the tree, or the first problem with its place in `text`.
 */
export function parseLogic(text: string, rows: number): Logic | LogicProblem {
  const word = text.trim().toLowerCase();
  if (word === 'and' || word === 'or') return joined(word, rows);
  const tokens = tokensOf(text);
  let at = 0;
  let problem: LogicProblem | undefined;
  const fail = (message: string): Logic => {
    const token = tokens[at];
    const start = token?.start ?? text.length;
    problem ??= { message, start, end: start + (token?.text.length ?? 0) };
    return { kind: 'row', row: 1 };
  };
  let depth = 0;
  const primary = (): Logic => {
    depth += 1;
    const logic = depth > DEEPEST ? fail(`the logic nests more than ${DEEPEST} levels`) : operand();
    depth -= 1;
    return logic;
  };
  const operand = (): Logic => {
    const token = tokens[at];
    if (!token) return fail('expected a row number, NOT or a parenthesis');
    if (token.text === 'NOT') {
      at += 1;
      return { kind: 'not', of: primary() };
    }
    if (token.text === '(') {
      at += 1;
      const inner = either();
      if (tokens[at]?.text !== ')') return fail('expected )');
      at += 1;
      return inner;
    }
    const row = Number(token.text);
    if (!Number.isInteger(row)) return fail(`expected a row number, found ${token.text}`);
    if (row < 1 || row > rows) return fail(`there is no row ${row}: the rows are numbered 1 to ${rows}`);
    at += 1;
    return { kind: 'row', row };
  };
  const both = (): Logic => chain('and', 'AND', primary);
  const either = (): Logic => chain('or', 'OR', both);
  const chain = (kind: 'and' | 'or', word: string, next: () => Logic): Logic => {
    let left = next();
    while (!problem && tokens[at]?.text === word) {
      at += 1;
      left = { kind, left, right: next() };
    }
    return left;
  };
  const logic = either();
  if (!problem && at < tokens.length) fail(`expected AND, OR or the end, found ${tokens[at]?.text ?? ''}`);
  return problem ?? logic;
}

/** Whether `parseLogic` gave a problem. */
export function isLogicProblem(result: Logic | LogicProblem): result is LogicProblem {
  return 'message' in result;
}

function joined(kind: 'and' | 'or', rows: number): Logic {
  let logic: Logic = { kind: 'row', row: 1 };
  for (let row = 2; row <= rows; row += 1) logic = { kind, left: logic, right: { kind: 'row', row } };
  return logic;
}

/** Compiles the tree over the rows' tests; tests run only as far as the answer needs them. */
export function compileLogic<S>(logic: Logic, tests: readonly ((state: S) => boolean)[]): (state: S) => boolean {
  if (logic.kind === 'row') return tests[logic.row - 1] ?? (() => true);
  if (logic.kind === 'not') {
    const of = compileLogic(logic.of, tests);
    return (state) => !of(state);
  }
  const left = compileLogic(logic.left, tests);
  const right = compileLogic(logic.right, tests);
  return logic.kind === 'and' ? (state) => left(state) && right(state) : (state) => left(state) || right(state);
}
