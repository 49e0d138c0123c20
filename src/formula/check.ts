import type { FormulaProblem } from '../errors.ts';
import { nearest } from '../values/nearest.ts';
import type { Bound, EvaluationContext, Scope } from '../values/scope.ts';
import {
  type BoundCall,
  type FormulaFunction,
  type FunctionTable,
  parameterAt,
  signatureOf,
} from './functions/define-function.ts';
import { UNSUPPORTED_FUNCTIONS } from './functions/unsupported.ts';
import { fits, type Kind, kindOfType, listKinds } from './kind.ts';
import type { BinaryNode, CallNode, FormulaNode, ReferenceNode, UnaryNode } from './node.ts';
import { BINARY, overloadOf, UNARY } from './operators.ts';

/** What checking a tree finds out: problems, and what compiling it needs. */
export interface Checked<S extends EvaluationContext> {
  readonly problems: readonly FormulaProblem[];
  readonly kind: Kind;
  kindOf(node: FormulaNode): Kind;
  boundOf(node: ReferenceNode): Bound<S> | undefined;
  functionOf(node: CallNode): FormulaFunction | undefined;
  /** Of a function that binds itself to the names of its arguments. */
  callOf(node: CallNode): BoundCall<S> | undefined;
}

function didYouMean(name: string, candidates: Iterable<string>): { readonly suggestion?: string } {
  const near = nearest(name, candidates);
  return near === undefined ? {} : { suggestion: `did you mean ${near}?` };
}

/** What to write instead of a kind that does not fit. */
const CONVERSIONS: { readonly [K in Kind]?: { readonly [W in Kind]?: string } } = {
  Number: { Text: 'TEXT(…) makes text of a number' },
  Date: { Text: 'TEXT(…) makes text of a date', DateTime: 'DATETIMEVALUE(…) makes a DateTime of a date' },
  DateTime: { Text: 'TEXT(…) makes text of a DateTime', Date: 'DATEVALUE(…) makes a date of a DateTime' },
  Time: { Text: 'TEXT(…) makes text of a time' },
  Text: {
    Number: 'VALUE(…) makes a number of text',
    Date: 'DATEVALUE(…) makes a date of text',
    DateTime: 'DATETIMEVALUE(…) makes a DateTime of text',
    Time: 'TIMEVALUE(…) makes a time of text',
  },
  Boolean: { Text: 'IF(…, "true", "false") makes text of a Boolean' },
};

function conversion(kind: Kind, wanted: readonly Kind[]): { readonly suggestion?: string } {
  if (kind === 'Text' && wanted.includes('Picklist'))
    return { suggestion: 'it is text already: leave the function out' };
  const hint = wanted.map((want) => CONVERSIONS[kind]?.[want]).find((text) => text !== undefined);
  return hint === undefined ? {} : { suggestion: hint };
}

const countArguments = (n: number): string => `${n} argument${n === 1 ? '' : 's'}`;

/** A function of the table by its name in any case. */
export function functionNamed(name: string, functions: FunctionTable): FormulaFunction | undefined {
  if (Object.hasOwn(functions, name)) return functions[name];
  const upper = name.toUpperCase();
  return Object.hasOwn(functions, upper) ? functions[upper] : undefined;
}

/** Checks names, arguments and types of a whole tree. Never throws. */
export function checkTree<S extends EvaluationContext>(
  ast: FormulaNode,
  scope: Scope<S>,
  functions: FunctionTable,
): Checked<S> {
  const problems: FormulaProblem[] = [];
  /** What each node gives, what references are bound to, and calls that bind themselves: by the numbers of the nodes. */
  const kinds: Kind[] = [];
  const bounds: Bound<S>[] = [];
  const calls: BoundCall<S>[] = [];

  function report(
    node: { readonly start: number; readonly end: number },
    message: string,
    more: Pick<FormulaProblem, 'suggestion' | 'reference'> = {},
  ) {
    problems.push({ message, start: node.start, end: node.end, ...more });
  }

  function checkReference(node: ReferenceNode): Kind {
    const bound = scope.resolve(node.path);
    if (bound) {
      bounds[node.id] = bound;
      return kindOfType(bound.type);
    }
    const isFunction = functionNamed(node.path, functions) !== undefined;
    const hint = isFunction ? { suggestion: `write ${node.path.toUpperCase()}(…) to call the function` } : {};
    report(node, `nothing has the name ${node.path}`, { ...hint, reference: node.path });
    return 'Any';
  }

  function checkUnary(node: UnaryNode): Kind {
    const operand = check(node.operand);
    const { kind } = UNARY[node.operator];
    if (!fits(operand, [kind])) {
      report(node.operand, `${node.operator} takes a ${kind}, not a ${operand}`, conversion(operand, [kind]));
    }
    return kind;
  }

  function checkBinary(node: BinaryNode): Kind {
    const left = check(node.left);
    const right = check(node.right);
    const overload = overloadOf(node.operator, left, right);
    if (overload) return overload.result;
    const { operator } = node;
    const leftFits = BINARY[operator].filter((o) => fits(left, [o.left]));
    if (leftFits.length === 0) {
      const wanted = [...new Set(BINARY[operator].map((o) => o.left))];
      report(node.left, `${operator} takes ${listKinds(wanted)}, not ${left}`, conversion(left, wanted));
    } else {
      const wanted = [...new Set(leftFits.map((o) => o.right))];
      report(
        node.right,
        `${left} ${operator} takes ${listKinds(wanted)} on its right, not ${right}`,
        conversion(right, wanted),
      );
    }
    const [first] = BINARY[operator];
    return BINARY[operator].every((o) => o.result === first?.result) ? (first?.result ?? 'Any') : 'Any';
  }

  function checkCount(node: CallNode, name: string, fn: FormulaFunction): boolean {
    const trailing = fn.trailing?.length ?? 0;
    const firstOptional = fn.parameters.findIndex((p) => p.optional);
    const required = (firstOptional < 0 ? fn.parameters.length : firstOptional) + trailing;
    const count = node.args.length;
    const usage = () => ({ suggestion: `write ${signatureOf(name, fn)}` });
    if (count < required) {
      report(node, `${name} takes ${fn.repeats ? 'at least ' : ''}${countArguments(required)}, not ${count}`, usage());
      return false;
    }
    const repeated = count - fn.parameters.length - trailing;
    if (repeated > 0 && fn.repeats && repeated % fn.repeats !== 0) {
      report(node, `${name} takes its arguments in groups of ${fn.repeats}: one is missing`, usage());
      return false;
    }
    if (repeated > 0 && !fn.repeats) {
      report(
        node,
        `${name} takes ${required === fn.parameters.length ? '' : 'at most '}${countArguments(fn.parameters.length)}, not ${count}`,
        usage(),
      );
      return false;
    }
    return true;
  }

  function checkCall(node: CallNode): Kind {
    const args = node.args.map(check);
    const name = node.name.toUpperCase();
    const fn = functionNamed(name, functions);
    if (!fn) {
      const place = { start: node.start, end: node.nameEnd };
      const unsupported = Object.hasOwn(UNSUPPORTED_FUNCTIONS, name) ? UNSUPPORTED_FUNCTIONS[name] : undefined;
      if (unsupported) report(place, `${name} cannot be used here: ${unsupported}`);
      else report(place, `there is no function ${node.name}`, didYouMean(name, Object.keys(functions)));
      return 'Any';
    }
    if (!checkCount(node, name, fn)) return typeof fn.result === 'string' ? fn.result : 'Any';
    let ok = true;
    node.args.forEach((arg, index) => {
      const wanted = parameterAt(fn, index, args.length);
      const kind = args[index] ?? 'Any';
      if (!wanted || fits(kind, wanted.kinds)) return;
      ok = false;
      report(
        arg,
        `${name} takes ${listKinds(wanted.kinds)} as its ${wanted.name}, not ${kind}`,
        conversion(kind, wanted.kinds),
      );
    });
    if (ok && fn.inspect) {
      for (const { index, message, ...more } of fn.inspect(node.args)) {
        report(node.args[index] ?? node, `${name}: ${message}`, more);
      }
    }
    if ('bind' in fn) return checkNaming(node, fn.bind(node.args, scope));
    if (typeof fn.result === 'string') return fn.result;
    const result = ok ? fn.result(args) : 'Any';
    if (result !== null) return result;
    report(node, `the arguments of ${name} do not go together: ${args.join(', ')}`);
    return 'Any';
  }

  function checkNaming(node: CallNode, call: BoundCall<S>): Kind {
    calls[node.id] = call;
    if ('kind' in call) return call.kind;
    report(node, call.problem, call.suggestion === undefined ? {} : { suggestion: call.suggestion });
    return 'Any';
  }

  function kindOfNode(node: FormulaNode): Kind {
    if (node.kind === 'literal') return node.type;
    if (node.kind === 'reference') return checkReference(node);
    if (node.kind === 'unary') return checkUnary(node);
    if (node.kind === 'binary') return checkBinary(node);
    return node.kind === 'call' ? checkCall(node) : 'Any';
  }

  function check(node: FormulaNode): Kind {
    const kind = kindOfNode(node);
    kinds[node.id] = kind;
    return kind;
  }

  const kind = check(ast);
  return {
    problems: problems.sort((a, b) => a.start - b.start || a.end - b.end),
    kind,
    kindOf: (node) => kinds[node.id] ?? 'Any',
    boundOf: (node) => bounds[node.id],
    functionOf: (node) => functionNamed(node.name, functions),
    callOf: (node) => calls[node.id],
  };
}
