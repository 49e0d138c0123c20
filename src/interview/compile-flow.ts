import { boundaryOf, END, FAILED, type SubflowSignature, type Turn } from '../elements/define-element.ts';
import { elementDefinition } from '../elements/index.ts';
import { transactionModelOf } from '../elements/transaction-model.ts';
import type { Flow } from '../model/flow.ts';
import type { Value } from '../model/value.ts';
import type { ObjectShape } from '../values/shape.ts';
import { behaves } from './api-version.ts';
import { failedName, visitedName } from './asking-operators.ts';
import { crossing } from './boundaries.ts';
import { choiceValue, createCompileContext } from './compile-context.ts';
import { compileTrigger } from './compile-trigger.ts';
import { fieldsOffering } from './fields-offering.ts';
import { FlowScope, signatureOf } from './flow-scope.ts';
import { hashOf } from './hash.ts';
import { loopsInside } from './loops.ts';
import type { CompiledFlow, CompiledVariable, PlacedElement, Program, Surroundings } from './program.ts';

/** Changes with the shape of what interviews store, so that an old state is not taken for a new one. */
const MACHINE_VERSION = '1';

/**
 * Binds a flow and every subflow it can reach: references, conditions, formulas and connectors become closures, once.
 * @param around what the flow asks of the world while it is compiled; global variables are read when it runs.
 * @param mode `observed`: the program tells its observer what happens; both kinds give the same interview.
 * @throws UsageError for a resource that does not exist (validation says it better, with its place).
 */
export function compileFlow(flow: Flow, around: Surroundings, mode: { readonly observed?: boolean } = {}): Program {
  const flows = new Map<string, CompiledFlow>();
  const texts: string[] = [MACHINE_VERSION];
  const open = [flow];
  for (let next = open.pop(); next; next = open.pop()) {
    if (flows.has(next.name)) continue;
    texts.push(next.name, next.source.text);
    flows.set(next.name, compileOne(next, around, mode.observed === true));
    for (const element of next.elements) {
      if (element.type !== 'subflow') continue;
      const called = around.flow(element.flow.name);
      // A flow that is not there fails the interview when it is called: the path may never come there.
      if (called) open.push(called);
    }
  }
  return { name: flow.name, bundle: `${flow.name}@${hashOf(texts)}`, flow, signature: signatureOf(flow), flows };
}

function compileOne(given: Flow, around: Surroundings, observed: boolean): CompiledFlow {
  const flow = inItsMode(given);
  const indexOf = new Map<string, number>();
  const asides = flow.unsupported.filter(({ kind, connectors }) => connectors !== undefined && kind !== 'start');
  [...flow.elements, ...asides].forEach(({ name }, index) => {
    indexOf.set(name.toLowerCase(), index);
    indexOf.set(name, index);
  });
  const subflow = (name: string): SubflowSignature | undefined => {
    const called = around.flow(name);
    return called && signatureOf(called);
  };
  const object = (name: string): ObjectShape | undefined => around.object?.(name);
  const computed = new Map<string, (turn: Turn) => Value>();
  const scope = new FlowScope(flow, around, subflow, (name) => computed.get(name));
  const context = createCompileContext({
    flow,
    scope,
    indexOf,
    observed,
    loopsInside: loopsInside(flow),
    subflow,
    object,
    standIn: (component) => around.standIn?.(component),
  });

  const evaluation: Evaluation = { depth: 0, number: 0 };
  for (const constant of flow.constants) computed.set(constant.name, context.read(constant.value));
  for (const choice of flow.choices) computed.set(choice.name, choiceValue(choice, scope, context));
  for (const set of flow.choiceSets) computed.set(set.name, chosenFrom(flow, set.name, scope));
  for (const stage of flow.stages) computed.set(stage.name, context.text(stage.label));
  for (const template of flow.textTemplates) computed.set(template.name, settled(context.text(template.text)));
  for (const formula of flow.formulas)
    computed.set(formula.name, guarded(context.read(formula.expression), evaluation));

  const limited = !behaves(flow.apiVersion, 'unlimitedElements');
  const elements = flow.elements.map((element): PlacedElement => {
    const definition = elementDefinition(element);
    const run = definition.compile(element, context);
    const visited = scope.find(visitedName(element.name))?.resource.slot ?? null;
    const failed = scope.find(failedName(element.name))?.resource.slot ?? null;
    let plain: PlacedElement['enter'] = run.enter;
    if (visited !== null) plain = remembering(plain, visited, true);
    // What failed the last time may do better this time.
    if (failed !== null) plain = remembering(plain, failed, false);
    const crossed = crossing(plain, boundaryOf(definition, element), transactionModelOf(element, flow));
    let { enter } = crossed;
    if (limited) enter = counting(enter);
    if (observed) enter = observing(enter, flow.name, element.name);
    return { name: element.name, enter, committed: crossed.committed, failed, run };
  });
  for (const { name, kind } of asides) elements.push(unsupported(name, `${name} is of the kind ${kind}`));
  const foreign = flow.unsupported.find(({ kind }) => kind === 'start');
  if (foreign) elements.push(unsupported(foreign.name, 'The flow is started by something of a kind'));
  const variables = flow.variables.map(
    (variable): CompiledVariable => ({
      name: variable.name,
      slot: scope.slotOf(variable.name),
      type: variable.type,
      input: variable.input,
      output: variable.output,
      initial: variable.default ? context.read(variable.default) : null,
    }),
  );
  return {
    flow,
    signature: signatureOf(flow),
    elements,
    indexOf,
    start: foreign ? elements.length - 1 : flow.start ? context.to(flow.start) : END,
    trigger: flow.trigger ? compileTrigger(flow.trigger, context) : null,
    variables,
    slots: scope.slots,
    slotOf: (name) => scope.slotOf(name),
    stages: flow.stages
      .filter((stage) => stage.active)
      .toSorted((a, b) => a.order - b.order)
      .map((stage) => context.text(stage.label)),
    reactive: behaves(flow.apiVersion, 'reactiveScreens'),
  };
}

/** What records start runs in the system's rights unless it says otherwise (reference: flow-semantics 10). */
function inItsMode(flow: Flow): Flow {
  const isTriggered = flow.trigger !== undefined && flow.runInMode === 'DefaultMode';
  return isTriggered ? { ...flow, runInMode: 'SystemModeWithoutSharing' } : flow;
}

/** A template on a screen that is not reactive sees the values from before the entries. */
function settled(read: (turn: Turn) => string): (turn: Turn) => string {
  return (turn) => read(turn.settled ?? turn);
}

/** What the formulas of a flow share: whether one of them is being evaluated, and which evaluation it is. */
interface Evaluation {
  depth: number;
  number: number;
}

/**
 * A formula as other formulas read it. One that refers to itself, directly or round a circle, is null there instead of
 * never ending; one that is read many times in one evaluation is computed once, for nothing can change meanwhile: thirty
 * formulas that each add the one before to itself would otherwise take a thousand million steps.
 */
function guarded(read: (turn: Turn) => Value, evaluation: Evaluation): (turn: Turn) => Value {
  let running = false;
  let known: { readonly number: number; readonly turn: Turn; readonly value: Value } | null = null;
  return (turn) => {
    if (running) return null;
    if (evaluation.depth === 0) evaluation.number += 1;
    else if (known !== null && known.number === evaluation.number && known.turn === turn) return known.value;
    running = true;
    evaluation.depth += 1;
    try {
      const value = read(turn);
      if (evaluation.depth > 1) known = { number: evaluation.number, turn, value };
      return value;
    } finally {
      running = false;
      evaluation.depth -= 1;
    }
  };
}

/** A choice set read as a value is what was chosen from it, on whichever screen offers it. */
function chosenFrom(flow: Flow, set: string, scope: FlowScope): (turn: Turn) => Value {
  const fields = fieldsOffering(flow, set);
  const slots = fields.map(({ name }) => scope.slotOf(name));
  return (turn) => {
    for (const slot of slots) {
      const chosen = turn.slots[slot] ?? null;
      if (chosen !== null) return chosen;
    }
    return null;
  };
}

/** What is read but cannot run: it fails the interview where it is reached, never in silence. */
function unsupported(name: string, what: string): PlacedElement {
  const fail: PlacedElement['enter'] = (turn) =>
    turn.fail({
      code: 'UNSUPPORTED',
      message: `${what}, which this version of flowrun reads but cannot run yet.`,
      help: 'flowrun validate lists everything in the flow that cannot run.',
      element: name,
    });
  return { name, enter: fail, committed: fail, failed: null, run: { enter: () => FAILED } };
}

type Enter = PlacedElement['enter'];

function remembering(enter: Enter, slot: number, value: boolean): Enter {
  return (turn) => {
    turn.slots[slot] = value;
    return enter(turn);
  };
}

function counting(enter: Enter): Enter {
  return (turn) => (turn.count('elements') ? enter(turn) : FAILED);
}

function observing(enter: Enter, flow: string, element: string): Enter {
  return (turn) => {
    turn.observe?.({ kind: 'enter', flow, element });
    return enter(turn);
  };
}
