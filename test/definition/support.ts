import { type CheckSurroundings, type LoadedFlow, loadFlowText } from '../../src/definition/index.ts';
import { linesOf } from '../../src/definition/lines.ts';
import type { Diagnostic } from '../../src/model/diagnostics.ts';
import type { Flow } from '../../src/model/flow.ts';

/** A diagnostic as tests compare it: its rule, where it points, and what it says. */
export interface Seen {
  readonly rule: string;
  /** `line:column`. */
  readonly at: string;
  /** The source under the carets. */
  readonly source: string;
  readonly message: string;
  readonly suggestion?: string;
}

export function seen(diagnostic: Diagnostic, text: string): Seen {
  const { line, column } = linesOf(text).positionOf(diagnostic.place.start);
  const { rule, message, suggestion } = diagnostic;
  return {
    rule,
    at: `${line}:${column}`,
    source: text.slice(diagnostic.place.start, diagnostic.place.end),
    message,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

export function load(text: string, surroundings: CheckSurroundings = {}): LoadedFlow {
  return loadFlowText(text, 'test.yaml', surroundings);
}

/** All problems of a flow file. */
export function problems(text: string, surroundings: CheckSurroundings = {}): readonly Seen[] {
  return load(text, surroundings).diagnostics.map((diagnostic) => seen(diagnostic, text));
}

/** The problems of one rule. */
export function problemsOf(rule: string, text: string, surroundings: CheckSurroundings = {}): readonly Seen[] {
  return problems(text, surroundings).filter((problem) => problem.rule === rule);
}

/** A flow that has to be valid. */
export function flowOf(text: string, surroundings: CheckSurroundings = {}): Flow {
  const { flow, diagnostics } = load(text, surroundings);
  if (!flow)
    throw new TypeError(`not valid: ${diagnostics.map(({ rule, message }) => `${rule}: ${message}`).join('; ')}`);
  return flow;
}

/** A flow with variables (outputs, so that none counts as unused), one element to start with, and whatever else is given. */
export function withElements(elements: string, more = ''): string {
  return `label: Test
variables:
  amount: { type: Number, output: true }
  name: { type: Text, output: true }
  done: { type: Boolean, output: true }
  day: { type: Date, output: true }
  moment: { type: DateTime, output: true }
  names: { type: Text, collection: true, output: true }
  acc: { type: Record, object: Account, output: true }
  anything: { type: JSON, output: true }
${more}start: First
elements:
${elements.replaceAll(/^(?=.)/gm, '  ')}`;
}

/** One assignment named First with these rows. */
export function assigning(...rows: readonly string[]): string {
  return withElements(`First:\n  type: assignment\n  assign:\n${rows.map((row) => `    - ${row}`).join('\n')}\n`);
}

/** One decision named First whose outcome Out has these rows under `all`. */
export function deciding(...rows: readonly string[]): string {
  return withElements(
    `First:\n  type: decision\n  outcomes:\n    Out:\n      all:\n${rows.map((row) => `        - ${row}`).join('\n')}\n`,
  );
}

/** One screen named First with these fields, each `Name: { … }`. */
export function showing(...fields: readonly string[]): string {
  return withElements(`First:\n  type: screen\n  fields:\n${fields.map((field) => `    ${field}`).join('\n')}\n`);
}
