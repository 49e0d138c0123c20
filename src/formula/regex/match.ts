import { FormulaEvaluationError } from '../../errors.ts';
import type { CodePointTest, ParsedPattern, PatternNode } from './node.ts';

/**
 * Matches whole texts by backtracking, as java.util.regex does: the first way through in order of the pattern decides.
 * Not by JavaScript's RegExp, which knows neither possessive quantifiers nor atomic groups, and which cannot be stopped.
 */

/** Characters that may be read: as many as Salesforce allows (reference: formula-semantics 55). */
const MAX_READS = 1_000_000;

interface Run {
  readonly text: string;
  /** Start and end of each group; -1 where it has not matched. */
  readonly groups: Int32Array;
  /** Where each group was opened that is being matched. */
  readonly opened: Int32Array;
  /** Of each repetition: how often it has matched, and where its last turn began. */
  readonly counts: Float64Array;
  readonly starts: Int32Array;
  reads: number;
  /** Where the lookbehind that is under way has to end. */
  behind: number;
}

/** @returns where the rest of the pattern ended, or -1. */
type Step = (run: Run, at: number) => number;

export type WholeMatch = (text: string) => boolean;

/** @returns whether a whole text fits. @throws FormulaEvaluationError where that takes too long. */
export function compilePattern({ root, groups }: ParsedPattern): WholeMatch {
  let loops = 0;

  function read(run: Run, at: number): number {
    if (++run.reads > MAX_READS) throw tooComplicated();
    return run.text.codePointAt(at) ?? -1;
  }

  function set(test: CodePointTest, next: Step): Step {
    return (run, at) => {
      if (at >= run.text.length) return -1;
      const c = read(run, at);
      return test(c) ? next(run, at + (c > 0xffff ? 2 : 1)) : -1;
    };
  }

  /** A set that repeats needs no stack: its turns are counted, and given back one by one. */
  function repeatSet(test: CodePointTest, node: Extract<PatternNode, { kind: 'repeat' }>, next: Step): Step {
    const { min, max, mode } = node;
    const one = (run: Run, at: number): number => {
      if (at >= run.text.length) return -1;
      const c = read(run, at);
      return test(c) ? at + (c > 0xffff ? 2 : 1) : -1;
    };
    return (run, at) => {
      let end = at;
      let count = 0;
      const wanted = mode === 'reluctant' ? min : max;
      for (; count < wanted; count++) {
        const more = one(run, end);
        if (more < 0) break;
        end = more;
      }
      if (count < min) return -1;
      if (mode === 'possessive') return next(run, end);
      for (;;) {
        const found = next(run, end);
        if (found >= 0) return found;
        if (mode === 'reluctant') {
          const more = count < max ? one(run, end) : -1;
          if (more < 0) return -1;
          end = more;
          count++;
        } else {
          if (count === min) return -1;
          count--;
          end -= isPair(run.text, end - 2) && end - 2 >= at ? 2 : 1;
        }
      }
    };
  }

  function repeat(node: Extract<PatternNode, { kind: 'repeat' }>, next: Step): Step {
    const { body, min, max, mode } = node;
    if (body.kind === 'set') return repeatSet(body.test, node, next);
    if (mode === 'possessive') return atomic({ ...node, mode: 'greedy' }, next);
    const id = loops++;
    const again: Step = (run, at) => turn(run, at);
    const inner = compile(body, again);

    const enter = (run: Run, at: number, count: number): number => {
      const start = run.starts[id] ?? -1;
      run.counts[id] = count + 1;
      run.starts[id] = at;
      const found = inner(run, at);
      if (found < 0) {
        run.counts[id] = count;
        run.starts[id] = start;
      }
      return found;
    };
    const leave = (run: Run, at: number, count: number): number => {
      const start = run.starts[id] ?? -1;
      const found = next(run, at);
      if (found < 0) {
        run.counts[id] = count;
        run.starts[id] = start;
      }
      return found;
    };
    function turn(run: Run, at: number): number {
      const count = run.counts[id] ?? 0;
      // A turn that took nothing would be followed by endlessly many of the kind.
      const more = count < max && !(count >= min && count > 0 && run.starts[id] === at);
      let found = -1;
      if (mode === 'greedy') {
        if (more) found = enter(run, at, count);
        if (found < 0 && count >= min) found = leave(run, at, count);
      } else {
        if (count >= min) found = leave(run, at, count);
        if (found < 0 && more) found = enter(run, at, count);
      }
      return found;
    }
    return (run, at) => {
      const [count, start] = [run.counts[id] ?? 0, run.starts[id] ?? -1];
      run.counts[id] = 0;
      run.starts[id] = -1;
      const found = turn(run, at);
      if (found < 0) {
        run.counts[id] = count;
        run.starts[id] = start;
      }
      return found;
    };
  }

  function atomic(body: PatternNode, next: Step): Step {
    const inner = compile(body, (_run, at) => at);
    return (run, at) => {
      const before = run.groups.slice();
      const end = inner(run, at);
      const found = end < 0 ? -1 : next(run, end);
      if (found < 0) run.groups.set(before);
      return found;
    };
  }

  function look(node: Extract<PatternNode, { kind: 'look' }>, next: Step): Step {
    const inner = compile(node.body, (run, at) => (node.behind && at !== run.behind ? -1 : at));
    const holds = (run: Run, at: number): boolean => {
      if (!node.behind) return inner(run, at) >= 0;
      const outer = run.behind;
      run.behind = at;
      let found = false;
      for (let start = at; start >= 0 && !found; start--) found = inner(run, start) >= 0;
      run.behind = outer;
      return found;
    };
    return (run, at) => {
      const before = run.groups.slice();
      const found = holds(run, at);
      if (found === node.negative) {
        run.groups.set(before);
        return -1;
      }
      if (node.negative) run.groups.set(before);
      const end = next(run, at);
      if (end < 0) run.groups.set(before);
      return end;
    };
  }

  function group(index: number, body: PatternNode, next: Step): Step {
    const close: Step = (run, at) => {
      const [start, end, own] = [run.groups[index * 2] ?? -1, run.groups[index * 2 + 1] ?? -1, run.opened[index] ?? -1];
      run.groups[index * 2] = own;
      run.groups[index * 2 + 1] = at;
      const found = next(run, at);
      if (found < 0) {
        run.groups[index * 2] = start;
        run.groups[index * 2 + 1] = end;
        run.opened[index] = own;
      }
      return found;
    };
    const inner = compile(body, close);
    return (run, at) => {
      const before = run.opened[index] ?? -1;
      run.opened[index] = at;
      const found = inner(run, at);
      if (found < 0) run.opened[index] = before;
      return found;
    };
  }

  function backreference(index: number, fold: (c: number) => number, next: Step): Step {
    return (run, at) => {
      const [start, end] = [run.groups[index * 2] ?? -1, run.groups[index * 2 + 1] ?? -1];
      if (start < 0) return -1;
      for (let i = 0; i < end - start; i++) {
        if (at + i >= run.text.length || fold(run.text.charCodeAt(start + i)) !== fold(run.text.charCodeAt(at + i)))
          return -1;
      }
      run.reads += end - start;
      return next(run, at + end - start);
    };
  }

  function choice(branches: readonly PatternNode[], next: Step): Step {
    const compiled = branches.map((branch) => compile(branch, next));
    return (run, at) => {
      for (const branch of compiled) {
        const found = branch(run, at);
        if (found >= 0) return found;
      }
      return -1;
    };
  }

  function compile(node: PatternNode, next: Step): Step {
    switch (node.kind) {
      case 'set':
        return set(node.test, next);
      case 'sequence':
        return node.parts.reduceRight((rest, part) => compile(part, rest), next);
      case 'choice':
        return choice(node.branches, next);
      case 'group':
        return group(node.index, node.body, next);
      case 'repeat':
        return repeat(node, next);
      case 'atomic':
        return atomic(node.body, next);
      case 'look':
        return look(node, next);
      case 'backreference':
        return backreference(node.index, node.fold, next);
      case 'boundary':
        return (run, at) => (node.holds(run.text, at) ? next(run, at) : -1);
    }
  }

  const start = compile(root, (run, at) => (at === run.text.length ? at : -1));
  return (text) => {
    const run: Run = {
      text,
      groups: new Int32Array((groups + 1) * 2).fill(-1),
      opened: new Int32Array(groups + 1).fill(-1),
      counts: new Float64Array(loops),
      starts: new Int32Array(loops).fill(-1),
      reads: 0,
      behind: -1,
    };
    try {
      return start(run, 0) >= 0;
    } catch (error) {
      // Each turn of a repeated group takes some of the stack, as it does in Java.
      throw error instanceof RangeError ? tooComplicated() : error;
    }
  };
}

function tooComplicated(): FormulaEvaluationError {
  return new FormulaEvaluationError('the pattern is too complicated for this text');
}

function isPair(text: string, at: number): boolean {
  return at >= 0 && (text.codePointAt(at) ?? 0) > 0xffff;
}
