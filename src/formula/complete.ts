import type { ResourceType } from '../model/value.ts';
import type { EvaluationContext, Scope } from '../values/scope.ts';
import { functionNamed } from './check.ts';
import { type FunctionTable, parameterAt, signatureOf } from './functions/define-function.ts';
import { FUNCTIONS } from './functions/index.ts';
import { fits, type Kind, kindOfType } from './kind.ts';
import { lexFormula, type Token } from './lexer.ts';
import { BINARY_OPERATORS } from './node.ts';

/** What may stand at the cursor, for editors. */

/** A scope that can list its names, not only look one up. */
export interface CompletionScope<S extends EvaluationContext = EvaluationContext> extends Scope<S> {
  /** The names right below a path: those of resources for '', fields of a record for `account`. */
  names(parent: string): readonly string[];
}

export interface Candidate {
  readonly kind: 'function' | 'reference' | 'constant' | 'operator';
  /** What people see in the list. */
  readonly label: string;
  /** What takes the place of `start` to `end`. */
  readonly insert: string;
  /** LPAD(text, length[, padding]), for functions. */
  readonly signature?: string;
  /** One sentence, for functions. */
  readonly doc?: string;
  /** What it gives, where that is known. */
  readonly type?: Kind;
  /** It is of a kind that is wanted at this place. */
  readonly fits: boolean;
}

export interface Completion {
  /** The part of the text that a candidate replaces: the word that is being typed. */
  readonly start: number;
  readonly end: number;
  /** Best first: what fits, then by name. */
  readonly candidates: readonly Candidate[];
  /** The call around the cursor, for signature help. */
  readonly call?: {
    readonly name: string;
    readonly signature: string;
    readonly doc: string;
    readonly argument: number;
  };
}

const CONSTANTS: readonly (readonly [string, Kind])[] = [
  ['TRUE', 'Boolean'],
  ['FALSE', 'Boolean'],
  ['NULL', 'Null'],
];

/** The word that ends at the cursor, with `{!` where it has one. */
const WORD = /(\{!\s*)?([A-Za-z_$][\w$:.#]*)?$/;

/**
 * @param offset the cursor, in UTF-16 units; the text may be anything, also with errors before and behind.
 * @param scope what references may name.
 * @returns no candidates inside of texts, numbers and comments.
 */
export function completeFormula<S extends EvaluationContext>(
  text: string,
  offset: number,
  scope: CompletionScope<S>,
  functions: FunctionTable = FUNCTIONS,
): Completion {
  const { tokens } = lexFormula(text);
  const before = text.slice(0, offset);
  const [, wrap, word = ''] = WORD.exec(before) ?? [];
  const start = offset - word.length;
  const call = callAround(tokens, start, functions);
  const place = { start, end: offset, ...(call && { call: call.help }) };
  if (isInside(text, tokens, offset) || /\d\.?$/.test(before.slice(0, start))) return { ...place, candidates: [] };
  const previous = tokens.findLast((token) => token.end <= start && token.kind !== 'end');
  if (wrap === undefined && previous && endsValue(previous)) {
    return { ...place, candidates: word === '' ? operators() : [] };
  }
  const wanted = call?.kinds ?? ['Any'];
  const dot = word.lastIndexOf('.');
  const parent = dot < 0 ? '' : word.slice(0, dot);
  const closing = wrap !== undefined && !/^\s*\}/.test(text.slice(offset)) ? '}' : '';
  const found = [
    ...scope.names(parent).map((name): Candidate => {
      const path = parent === '' ? name : `${parent}.${name}`;
      const type = scope.resolve(path)?.type;
      return reference(path, name, type, closing, wanted);
    }),
    ...(wrap === undefined && dot < 0 ? callables(functions, wanted) : []),
  ];
  return { ...place, candidates: matching(found, word.slice(dot + 1)) };
}

function reference(
  path: string,
  name: string,
  type: ResourceType | undefined,
  closing: string,
  wanted: readonly Kind[],
): Candidate {
  const kind = type && kindOfType(type);
  // A record fits nowhere itself, but its fields may.
  const suits = kind !== undefined && (kind === 'Record' || fits(kind, wanted));
  return { kind: 'reference', label: name, insert: path + closing, ...(kind && { type: kind }), fits: suits };
}

function callables(functions: FunctionTable, wanted: readonly Kind[]): readonly Candidate[] {
  return [
    ...Object.entries(functions).map(([name, fn]): Candidate => {
      const result = typeof fn.result === 'string' ? fn.result : undefined;
      const hasArguments = fn.parameters.length > 0;
      return {
        kind: 'function',
        label: name,
        insert: hasArguments ? `${name}(` : `${name}()`,
        signature: signatureOf(name, fn),
        doc: fn.notInFlows === undefined ? fn.doc : `${fn.doc} Not in flows: ${fn.notInFlows}.`,
        ...(result && { type: result }),
        fits: fn.notInFlows === undefined && fits(result ?? 'Any', wanted),
      };
    }),
    ...CONSTANTS.map(
      ([name, type]): Candidate => ({ kind: 'constant', label: name, insert: name, type, fits: fits(type, wanted) }),
    ),
    { kind: 'operator', label: 'NOT', insert: 'NOT ', type: 'Boolean', fits: fits('Boolean', wanted) },
  ];
}

function operators(): readonly Candidate[] {
  return BINARY_OPERATORS.map((operator) => ({ kind: 'operator', label: operator, insert: operator, fits: true }));
}

/** Those that begin with what was typed, in any case; else those that hold it. */
function matching(candidates: readonly Candidate[], typed: string): readonly Candidate[] {
  const word = typed.toUpperCase();
  const beginning = candidates.filter(({ label }) => label.toUpperCase().startsWith(word));
  const chosen =
    beginning.length > 0 ? beginning : candidates.filter(({ label }) => label.toUpperCase().includes(word));
  return chosen.toSorted(
    (a, b) => Number(b.fits) - Number(a.fits) || order(a.label.toUpperCase(), b.label.toUpperCase()),
  );
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function endsValue({ kind, value }: Token): boolean {
  if (kind === 'name') return !/^not$/i.test(value);
  return kind === 'number' || kind === 'text' || kind === 'reference' || (kind === 'punctuation' && value === ')');
}

/** In a text, or in a comment: between tokens where one has begun. */
function isInside(text: string, tokens: readonly Token[], offset: number): boolean {
  const within = tokens.some(
    ({ kind, start, end }) => kind === 'text' && start < offset && (offset < end || !isClosed(text, start, end)),
  );
  if (within) return true;
  const last = tokens.findLast((token) => token.end <= offset && token.kind !== 'end');
  const gap = text.slice(last?.end ?? 0, offset);
  return gap.lastIndexOf('/*') > gap.lastIndexOf('*/');
}

function isClosed(text: string, start: number, end: number): boolean {
  return end - start > 1 && text[end - 1] === text[start] && text[end - 2] !== '\\';
}

interface Around {
  readonly help: NonNullable<Completion['call']>;
  /** What the argument at the cursor may be. */
  readonly kinds: readonly Kind[];
}

/** The innermost call that is open at a place, and which of its arguments stands there. */
function callAround(tokens: readonly Token[], at: number, functions: FunctionTable): Around | undefined {
  const open: { readonly name: string | undefined; argument: number }[] = [];
  tokens.forEach(({ kind, value, end }, index) => {
    if (kind !== 'punctuation' || end > at) return;
    const before = tokens[index - 1];
    if (value === '(') open.push({ name: before?.kind === 'name' ? before.value : undefined, argument: 0 });
    if (value === ')') open.pop();
    const current = open.at(-1);
    if (value === ',' && current) current.argument++;
  });
  const current = open.at(-1);
  const fn = current?.name === undefined ? undefined : functionNamed(current.name, functions);
  if (!current?.name || !fn) return undefined;
  const name = current.name.toUpperCase();
  const count = Math.max(current.argument + 1 + (fn.trailing?.length ?? 0), fn.parameters.length);
  const wanted = parameterAt(fn, current.argument, count);
  return {
    help: { name, signature: signatureOf(name, fn), doc: fn.doc, argument: current.argument },
    kinds: wanted?.kinds ?? ['Any'],
  };
}
