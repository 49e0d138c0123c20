import type { Diagnostic, RuleSetting } from '../model/diagnostics.ts';
import type { Flow } from '../model/flow.ts';
import type { OrgDefinition } from '../model/org.ts';
import type { ObjectShapes } from '../values/shape.ts';
import { diagnosticOf, sortDiagnostics } from './diagnostics.ts';
import { globalFamilies } from './globals.ts';
import { type Graph, graphOf } from './graph.ts';
import { type Lines, linesOf } from './lines.ts';
import { namespaceOf } from './namespace.ts';
import { RULES } from './rules/index.ts';
import type { RuleContext } from './rules/rule.ts';
import { settled } from './settings.ts';
import { referencesIn, type WalkedExpression, type WalkedReference, walkExpressions } from './walk.ts';

/** What a flow's names may mean outside of it. What is not given is not checked. */
export interface CheckSurroundings {
  /** Named credentials, users. */
  readonly org?: OrgDefinition;
  /** Flows by API name, for subflows. */
  readonly flows?: ReadonlyMap<string, Flow>;
  /** The objects that somebody declares; of others nothing is said. */
  readonly object?: ObjectShapes;
  /** Why a file of the project, by its path there, cannot be sent by a callout; null where it can. */
  readonly whyNotSent?: (path: string) => { readonly message: string; readonly suggestion: string } | null;
  /** What the project says of rules by their ids; left out = as the rules are. */
  readonly rules?: ReadonlyMap<string, RuleSetting>;
}

/** What the reader knows besides the flow. */
export interface ShapeKnown {
  readonly hasStart: boolean;
  /** The file has no error of notation or shape: what is not there was not meant to be there. */
  readonly clean: boolean;
}

/**
 * Checks what the names of a flow mean, by the rules in `rules/`.
 * @returns all problems, sorted by place, without those that the project or a comment in the file turns off.
 */
export function checkFlow(flow: Flow, surroundings: CheckSurroundings = {}): readonly Diagnostic[] {
  const found = checkReadFlow(flow, surroundings, { hasStart: flow.start !== undefined, clean: true });
  return sortDiagnostics(settled(found, flow.source.text, surroundings.rules));
}

/** `checkFlow` with what the reader knows of the file's shape, and before settings and comments are asked. */
export function checkReadFlow(flow: Flow, surroundings: CheckSurroundings, shape: ShapeKnown): readonly Diagnostic[] {
  const context = contextOf(flow, surroundings, shape);
  return RULES.filter(({ id }) => surroundings.rules?.get(id) !== 'off').flatMap((rule) =>
    rule
      .check(context)
      .map((problem) => diagnosticOf({ severity: rule.severity, ...problem, rule: rule.id }, flow.source.file)),
  );
}

function contextOf(flow: Flow, surroundings: CheckSurroundings, shape: ShapeKnown): RuleContext {
  let lines: Lines | undefined;
  let expressions: readonly WalkedExpression[] | undefined;
  let references: readonly WalkedReference[] | undefined;
  let graph: Graph | undefined;
  const context: RuleContext = {
    flow,
    names: namespaceOf(flow, surroundings.flows, globalFamilies(surroundings.org), surroundings.object),
    surroundings,
    shape,
    get expressions() {
      expressions ??= [...walkExpressions(flow)];
      return expressions;
    },
    get references() {
      references ??= [...referencesIn(flow, context.expressions)];
      return references;
    },
    get graph() {
      graph ??= graphOf(flow);
      return graph;
    },
    lineOf(offset) {
      lines ??= linesOf(flow.source.text);
      return lines.positionOf(offset).line;
    },
  };
  return context;
}
