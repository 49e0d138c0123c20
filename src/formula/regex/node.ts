import { FormulaEvaluationError } from '../../errors.ts';

/** A regular expression of Java as a tree (java.util.regex.Pattern of Java 17 is the reference). */

export type CodePointTest = (codePoint: number) => boolean;

export type PatternNode =
  | { readonly kind: 'set'; readonly test: CodePointTest }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly branches: readonly PatternNode[] }
  | { readonly kind: 'group'; readonly index: number; readonly body: PatternNode }
  | {
      readonly kind: 'repeat';
      readonly body: PatternNode;
      readonly min: number;
      readonly max: number;
      readonly mode: 'greedy' | 'reluctant' | 'possessive';
    }
  | { readonly kind: 'atomic'; readonly body: PatternNode }
  | { readonly kind: 'look'; readonly body: PatternNode; readonly behind: boolean; readonly negative: boolean }
  | { readonly kind: 'backreference'; readonly index: number; readonly fold: (codePoint: number) => number }
  | { readonly kind: 'boundary'; readonly holds: BoundaryTest };

export type BoundaryTest = (text: string, at: number) => boolean;

export interface ParsedPattern {
  readonly root: PatternNode;
  /** How many capturing groups there are. */
  readonly groups: number;
}

/** The pattern is none; `at` is where in it. */
export class PatternError extends FormulaEvaluationError {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}
