import type { Happening, Program } from '../interview/index.ts';
import type { FlowElement } from '../model/elements.ts';
import type { FlowRun } from './flow-run.ts';

/** What runs reached of a flow. */
export interface Coverage {
  readonly flow: string;
  readonly elements: Part;
  /** Outcomes of decisions, default outcomes included. */
  readonly outcomes: Part;
}
export interface Part {
  readonly covered: readonly string[];
  readonly missed: readonly string[];
}

/** Measures what runs reached of the flow that a program starts; subflows have tests of their own. */
export function coverageOf(program: Program, runs: readonly FlowRun[]): Coverage {
  const { elements, name } = program.flow;
  const happenings = runs.map(
    (run) => run.trace.filter((entry) => 'flow' in entry && entry.flow === name) as readonly Happening[],
  );
  const entered = new Set(happenings.flat().flatMap((each) => (each.kind === 'enter' ? [each.element] : [])));
  const taken = new Set(happenings.flatMap((trace) => [...outcomesTaken(trace, elements)]));
  const outcomes = elements.flatMap((element) => outcomeNames(element));
  return {
    flow: name,
    elements: part(
      elements.map((element) => element.name),
      entered,
    ),
    outcomes: part(outcomes, taken),
  };
}

function part(all: readonly string[], reached: ReadonlySet<string>): Part {
  return { covered: all.filter((name) => reached.has(name)), missed: all.filter((name) => !reached.has(name)) };
}

function outcomeNames(element: FlowElement): readonly string[] {
  if (element.type !== 'decision') return [];
  return [...element.outcomes.map((outcome) => `${element.name}.${outcome.name}`), defaultOf(element.name)];
}

const defaultOf = (decision: string): string => `${decision}.default`;

/** A decision writes its outcomes; one that wrote none that is true before the next element took its default. */
function* outcomesTaken(trace: readonly Happening[], elements: readonly FlowElement[]): Generator<string> {
  const decisions = new Map(
    elements.flatMap((element) => (element.type === 'decision' ? [[element.name, element] as const] : [])),
  );
  let open: { readonly name: string; readonly outcomes: ReadonlySet<string>; taken: string } | null = null;
  for (const happening of trace) {
    if (happening.kind === 'write' && open && happening.value === true && open.outcomes.has(happening.name)) {
      open.taken = `${open.name}.${happening.name}`;
    }
    if (happening.kind !== 'enter') continue;
    if (open) yield open.taken;
    const decision = decisions.get(happening.element);
    const outcomes = new Set(decision?.outcomes.map((outcome) => outcome.name));
    open = decision ? { name: decision.name, outcomes, taken: defaultOf(decision.name) } : null;
  }
  if (open) yield open.taken;
}
