import type { Severity } from '../../model/diagnostics.ts';
import type { Flow } from '../../model/flow.ts';
import type { CheckSurroundings, ShapeKnown } from '../check-flow.ts';
import type { Finding } from '../diagnostics.ts';
import type { Graph } from '../graph.ts';
import type { Namespace } from '../namespace.ts';
import type { WalkedExpression, WalkedReference } from '../walk.ts';

export interface RuleContext {
  readonly flow: Flow;
  readonly names: Namespace;
  readonly surroundings: CheckSurroundings;
  readonly shape: ShapeKnown;
  /** What several rules look through is walked once, and only when one of them asks. */
  readonly expressions: readonly WalkedExpression[];
  readonly references: readonly WalkedReference[];
  readonly graph: Graph;
  /** The line of an offset, counted from 1. */
  lineOf(offset: number): number;
}

/** What a rule says of one place; the id is the rule's, and so is the severity unless this place says another. */
export type Problem = Omit<Finding, 'rule'>;

/**
 * One thing that can be wrong with what a flow says; one file each, and one page each in `docs/rules/`, with a flow that
 * fails by it and the same flow mended.
 */
export interface Rule {
  /** Stable: shown in messages, matched by scripts, set in `flowrun.config.yaml`. */
  readonly id: string;
  /** Where the project does not say otherwise. */
  readonly severity: Severity;
  /** The machine cannot run what the rule finds: always an error, whatever the project says. */
  readonly fixed?: true;
  /** One sentence for the docs: what it finds and why that is wrong. */
  readonly doc: string;
  check(context: RuleContext): readonly Problem[];
}
