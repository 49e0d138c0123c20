import type { Severity } from '../../model/diagnostics.ts';
import type { Flow } from '../../model/flow.ts';
import type { CheckSurroundings, ShapeKnown } from '../check-flow.ts';
import type { Finding } from '../diagnostics.ts';
import type { Namespace } from '../namespace.ts';

export interface RuleContext {
  readonly flow: Flow;
  readonly names: Namespace;
  readonly surroundings: CheckSurroundings;
  readonly shape: ShapeKnown;
  /** The line of an offset, counted from 1. */
  lineOf(offset: number): number;
}

/** One thing that can be wrong with what a flow says; one file each. */
export interface Rule {
  /** Stable: shown in messages, matched by scripts. */
  readonly id: string;
  readonly severity: Severity;
  /** One sentence for the docs: what it finds and why that is wrong. */
  readonly doc: string;
  check(context: RuleContext): readonly Omit<Finding, 'rule' | 'severity'>[];
}
