import { END, type Next } from '../elements/define-element.ts';
import { InternalError } from '../errors.ts';
import type { Draft, Interview, Position, Visit } from '../model/interview.ts';
import type { ResourceType, Value, Values } from '../model/value.ts';
import { coerce } from '../values/coerce.ts';
import { own } from '../values/fields.ts';
import { fitsOf } from '../values/fits.ts';
import type { CompiledFlow, PlacedElement, Program } from './program.ts';
import type { RunningTurn } from './turn.ts';

/**
 * The frames of an interview: one for each flow that runs or that Previous may go back into. A turn loads one at a time,
 * its variables by slot, and writes it back by name (reference: core 5, rule 3).
 */

/** Puts a new frame of the flow on the stack: defaults first, in order, then what the caller gives. */
export function enterFlow(turn: RunningTurn, flow: CompiledFlow, inputs: Values): void {
  store(turn);
  const frame = String(1 + Math.max(-1, ...Object.keys(turn.frames).map(Number)));
  turn.frames[frame] = { flow: flow.flow.name, variables: {}, loops: {}, entries: {} };
  turn.stack.push({ frame, element: '', phase: '' });
  load(turn, flow, frame);
  for (const variable of flow.variables) {
    turn.slots[variable.slot] = variable.type.collection === true && !variable.initial ? [] : null;
  }
  for (const { name, slot, type, initial } of flow.variables) {
    if (initial) turn.slots[slot] = coerced(turn, initial(turn), type, name);
  }
  if (flow.stages.length > 0) {
    const active = flow.stages.map((label) => label(turn));
    turn.slots[flow.slotOf('$Flow.ActiveStages')] = active;
    turn.slots[flow.slotOf('$Flow.CurrentStage')] = active[0] ?? null;
  }
  for (const [given, value] of Object.entries(inputs)) {
    const variable = flow.variables.find(({ name, input }) => input && name.toLowerCase() === given.toLowerCase());
    if (variable) turn.slots[variable.slot] = coerced(turn, value, variable.type, variable.name);
  }
}

function coerced(turn: RunningTurn, value: Value, type: ResourceType, name: string): Value {
  return fitsOf(type)(value) ? value : coerce(value, type, name, turn.timeZone);
}

/** Writes the loaded frame back, so that another one can be loaded. */
export function store(turn: RunningTurn): void {
  const frame = turn.frames[turn.frame];
  if (!frame) return;
  const variables: Record<string, Value> = {};
  const names = turn.flow?.slots ?? [];
  for (let slot = 0; slot < names.length; slot += 1) {
    const value = turn.slots[slot];
    if (value !== undefined) variables[names[slot] as string] = value;
  }
  turn.frames[turn.frame] = { flow: frame.flow, variables, loops: turn.loops, entries: turn.entries };
}

export function load(turn: RunningTurn, flow: CompiledFlow, name: string): void {
  const frame = turn.frames[name];
  if (!frame) throw new InternalError(`frame ${name} is gone`);
  turn.frame = name;
  turn.flow = flow;
  turn.slots = flow.slots.map((slot) => own(frame.variables, slot));
  turn.loops = { ...frame.loops };
  turn.entries = frame.entries;
  turn.reactive = flow.reactive;
  turn.isSubflow = turn.stack.length > 1;
  turn.canGoBack = turn.visited.length > 0;
}

export function loadTop(program: Program, turn: RunningTurn): void {
  const top = turn.stack.at(-1);
  const frame = top && turn.frames[top.frame];
  if (!top || !frame) throw new InternalError('the interview has no position');
  const flow = flowOf(program, frame.flow);
  load(turn, flow, top.frame);
  turn.element = elementAt(flow, flow.indexOf.get(top.element) ?? END);
}

export function flowOf(program: Program, name: string): CompiledFlow {
  const flow = program.flows.get(name);
  if (!flow) throw new InternalError(`flow ${name} is not part of the program`);
  return flow;
}

function elementAt(flow: CompiledFlow, index: Next): PlacedElement {
  const element = flow.elements[index];
  if (!element) throw new InternalError(`flow ${flow.flow.name} has no element ${index}`);
  return element;
}

export function outputsOf(turn: RunningTurn): Values {
  const outputs: Record<string, Value> = {};
  for (const { name, slot, output } of turn.flow?.variables ?? []) if (output) outputs[name] = turn.slots[slot] ?? null;
  return outputs;
}

/** Writes where the loaded frame stands onto the stack. */
export function place(turn: RunningTurn): void {
  const top = turn.stack.length - 1;
  turn.stack[top] = { frame: turn.frame, element: turn.element?.name ?? '', phase: turn.phase };
}

export function reachableFrames(turn: RunningTurn, visited: readonly Visit[]): Interview['frames'] {
  const [only, another] = Object.keys(turn.frames);
  // Most interviews have one frame, which they are in.
  if (another === undefined && visited.length === 0 && turn.stack.every(({ frame }) => frame === only))
    return turn.stack.length > 0 ? { ...turn.frames } : {};
  const named = new Set<string>();
  const name = (stack: readonly Position[]): void => {
    for (const { frame } of stack) named.add(frame);
  };
  name(turn.stack);
  for (const visit of visited) name(visit.stack);
  return Object.fromEntries(Object.entries(turn.frames).filter(([frame]) => named.has(frame)));
}

/** Where Previous comes back to: the whole stack and the loop cursors, not the variables. */
export function visitOf(turn: RunningTurn, answers: Draft): Visit {
  const loops: Record<string, Visit['loops'][string]> = {};
  for (const { frame } of turn.stack)
    loops[frame] = frame === turn.frame ? { ...turn.loops } : (turn.frames[frame]?.loops ?? {});
  return { stack: turn.interview.stack, loops, answers };
}

/** Where a cursor went back, its loop variable is the item it stands at, or the screen would name another one. */
export function restoreItems(program: Program, turn: RunningTurn, name: string): void {
  const frame = turn.frames[name];
  if (!frame || Object.keys(frame.loops).length === 0) return;
  const flow = flowOf(program, frame.flow);
  load(turn, flow, name);
  for (const { run } of flow.elements) run.restore?.(turn);
  store(turn);
}
