import type { Diagnostic } from '../model/diagnostics.ts';
import type { Flow } from '../model/flow.ts';
import type { OrgDefinition } from '../model/org.ts';
import { diagnosticOf, sortDiagnostics } from './diagnostics.ts';
import { globalFamilies } from './globals.ts';
import { type Lines, linesOf } from './lines.ts';
import { namespaceOf } from './namespace.ts';
import { RULES } from './rules/index.ts';

/** What a flow's names may mean outside of it. What is not given is not checked. */
export interface CheckSurroundings {
  /** Named credentials, users. */
  readonly org?: OrgDefinition;
  /** Flows by API name, for subflows. */
  readonly flows?: ReadonlyMap<string, Flow>;
}

/** What the reader knows besides the flow. */
export interface ShapeKnown {
  readonly hasStart: boolean;
  /** The file has no error of notation or shape: what is not there was not meant to be there. */
  readonly clean: boolean;
}

/**
 * Checks what the names of a flow mean, by the rules in `rules/`.
 * @returns all problems, sorted by place.
 */
export function checkFlow(flow: Flow, surroundings: CheckSurroundings = {}): readonly Diagnostic[] {
  return checkReadFlow(flow, surroundings, { hasStart: flow.start !== undefined, clean: true });
}

/** `checkFlow` with what the reader knows of the file's shape. */
export function checkReadFlow(flow: Flow, surroundings: CheckSurroundings, shape: ShapeKnown): readonly Diagnostic[] {
  const names = namespaceOf(flow, surroundings.flows, globalFamilies(surroundings.org));
  let lines: Lines | undefined;
  const lineOf = (offset: number): number => {
    lines ??= linesOf(flow.source.text);
    return lines.positionOf(offset).line;
  };
  const diagnostics = RULES.flatMap((rule) =>
    rule
      .check({ flow, names, surroundings, shape, lineOf })
      .map((finding) => diagnosticOf({ ...finding, rule: rule.id, severity: rule.severity }, flow.source.file)),
  );
  return sortDiagnostics(diagnostics);
}
