import {
  CALL,
  type CompiledElement,
  type ElementEvent,
  END,
  FAILED,
  type Next,
  WAIT,
} from '../elements/define-element.ts';
import {
  BundleMismatchError,
  FaultError,
  FlowrunError,
  InternalError,
  StaleEventError,
  UsageError,
  WrongEventError,
} from '../errors.ts';
import type { FlowTrigger } from '../model/flow.ts';
import type { Draft, FlowEvent, Interview, InterviewContext, Phase, ScreenView } from '../model/interview.ts';
import type { Value, Values } from '../model/value.ts';
import { findKey, isFields } from '../values/fields.ts';
import { PREVIOUS_KEEPS_ENTRIES, PREVIOUS_REWINDS_LOOPS } from '../values/unverified.ts';
import { takeRecord } from './compile-trigger.ts';
import {
  enterFlow,
  flowOf,
  loadTop,
  outputsOf,
  place,
  reachableFrames,
  restoreItems,
  store,
  visitOf,
} from './frames.ts';
import type { TurnOptions } from './happening.ts';
import { DEEPEST_SUBFLOW } from './limits.ts';
import type { CompiledFlow, PlacedElement, Program } from './program.ts';
import { RunningTurn } from './turn.ts';

/** Nothing was asked yet: what a new interview is made of before its first turn. */
const UNBORN = { kind: 'finished', id: 0, outputs: {} } as const;

/**
 * Starts a flow and runs it to its first effect.
 * @param inputs by name; only variables that are available for input, coerced to their types.
 * @param context who runs it, where and when; `id` becomes the interview's id and `$Flow.InterviewGuid`.
 * @throws UsageError for an input that the flow does not take and where the record that starts it is missing, ValueError
 *   for an input of the wrong type.
 */
export function startInterview(
  program: Program,
  inputs: Values,
  context: InterviewContext & { readonly id: string },
  options: TurnOptions = {},
): Interview {
  const { id, ...rest } = context;
  const born: Interview = {
    format: 1,
    id,
    branch: 'main',
    bundle: program.bundle,
    seq: 0,
    context: rest,
    frames: {},
    stack: [],
    visited: [],
    transaction: { number: 1, dirty: false, used: {}, ...options.transaction },
    faultMessage: null,
    pending: UNBORN,
  };
  const turn = new RunningTurn(born, context.startedAt, options.observe);
  const flow = flowOf(program, program.name);
  if (flow.flow.trigger?.object && !context.trigger) throw withoutRecord(flow.flow.name, flow.flow.trigger);
  enterFlow(turn, flow, checkInputs(flow, inputs));
  return settle(
    turn,
    run(
      program,
      turn,
      guard(turn, () => beginning(turn, flow)),
      options,
    ),
  );
}

/**
 * Answers the pending effect and runs to the next one. Pure: the argument is never changed.
 * @throws StaleEventError where the event answers another effect, WrongEventError where its kind or verb does not fit,
 * BundleMismatchError where the interview was started with other versions of its flows.
 */
export function resumeInterview(
  program: Program,
  interview: Interview,
  event: FlowEvent,
  options: TurnOptions = {},
): Interview {
  const { pending } = interview;
  if (interview.bundle !== program.bundle) throw new BundleMismatchError(interview.bundle, program.bundle);
  if (event.answers !== pending.id) throw new StaleEventError(event.answers, pending.id);
  if (!ANSWERS[pending.kind].includes(event.kind)) throw new WrongEventError(event.kind, pending.kind);

  const turn = new RunningTurn(interview, event.at, options.observe);
  loadTop(program, turn);
  if (event.kind === 'pressed') turn.entries = { ...turn.entries, [topName(turn)]: event.draft };
  if (pending.kind === 'screen' && event.kind === 'answered') {
    if (event.verb === 'pause') return { ...interview, pending: { ...pending, draft: event.draft } };
    if (event.verb !== 'previous' || PREVIOUS_KEEPS_ENTRIES)
      turn.entries = { ...turn.entries, [pending.element]: event.draft };
    if (event.verb === 'previous') return previous(program, turn, event.draft);
    const before = turn.visited;
    turn.visited = [...before, visitOf(turn, event.draft)];
    const next = guard(turn, () => resume(turn, event));
    // Refused: the same screen again, with its messages.
    if (next === WAIT) turn.visited = before;
    return settle(turn, next === WAIT ? next : run(program, turn, next, options));
  }
  if (!turn.countAnswer(event)) return settle(turn, FAILED);
  const next = guard(turn, () => answer(turn, event));
  return settle(turn, run(program, turn, next, options));
}

function withoutRecord(flow: string, { type, object }: FlowTrigger): UsageError {
  const what = type === 'PlatformEvent' ? 'the event' : 'the record';
  return new UsageError(
    `${flow} is started by ${object?.name ?? 'a record'} (${type}), and no record is given`,
    `give ${what} that starts it: --triggering-record, in a test trigger: { record: … }`,
  );
}

/** Where a flow begins: at its first element, at a scheduled path that is due, or nowhere for a record it does not want. */
function beginning(turn: RunningTurn, flow: CompiledFlow): Next {
  const { trigger } = turn.interview.context;
  if (flow.trigger === null) return flow.start;
  if (!trigger) return flow.start;
  takeRecord(turn, flow.trigger, trigger);
  const first = trigger.path === undefined ? flow.start : (flow.trigger.paths.get(trigger.path.toLowerCase()) ?? END);
  turn.notEntered = flow.trigger.notEntered(turn);
  return turn.notEntered === null ? first : END;
}

/** Where an event leads: the machine's own effects go on where they came from, all others are the element's. */
function answer(turn: RunningTurn, event: FlowEvent): Next {
  const { pending, stack } = turn.interview;
  if (pending.kind === 'stopped') return indexOfTop(turn);
  if (pending.kind === 'commit') return committed(turn, event, stack.at(-1)?.phase ?? '');
  if (pending.kind !== 'rollback') return resume(turn, event);
  if (event.kind === 'done') turn.dirty = false;
  return pending.fault === null ? resume(turn, event) : turn.end(pending.fault);
}

function committed(turn: RunningTurn, event: FlowEvent, phase: Phase): Next {
  if (event.kind === 'failed') return phase === 'end' ? turn.fail(event.fault) : turn.fault(event.fault);
  turn.dirty = false;
  if (phase === 'end') return finish(turn);
  return turn.element?.committed(turn) ?? END;
}

/** Which events may answer which effect. */
const ANSWERS: { readonly [K in Interview['pending']['kind']]: readonly FlowEvent['kind'][] } = {
  screen: ['answered', 'pressed', 'failed'],
  callout: ['responded', 'failed'],
  query: ['rows', 'failed'],
  save: ['saved', 'failed'],
  action: ['acted', 'failed'],
  wait: ['woke', 'failed'],
  commit: ['done', 'failed'],
  rollback: ['done', 'failed'],
  stopped: ['done'],
  finished: [],
  failed: [],
};

/**
 * What the pending screen shows for a draft: visibility, parsed entries, messages, buttons. Pure, made for every keystroke.
 * @param at milliseconds since 1970: what TODAY() and its like see.
 * @throws WrongEventError where no screen is pending.
 */
export function viewScreen(program: Program, interview: Interview, draft: Draft, at: number): ScreenView {
  if (interview.pending.kind !== 'screen') throw new WrongEventError('view', interview.pending.kind);
  const turn = new RunningTurn(interview, at, undefined);
  loadTop(program, turn);
  const view = turn.element?.run.view;
  if (!view) throw new InternalError(`element ${interview.pending.element} has no view`);
  return view(turn, draft);
}

/** Going on from an old interview: a new branch, so that no idempotency key is used twice. */
export function forkInterview(interview: Interview, branch: string): Interview {
  const { pending } = interview;
  if (pending.kind !== 'callout' && pending.kind !== 'action') return { ...interview, branch };
  return { ...interview, branch, pending: { ...pending, key: `${interview.id}:${branch}:${pending.id}` } };
}

/** Whether nothing is left to perform. */
export function isOver(interview: Interview): boolean {
  return interview.pending.kind === 'finished' || interview.pending.kind === 'failed';
}

/** The inputs under their declared names; entering the flow coerces them. */
function checkInputs(flow: CompiledFlow, inputs: Values): Values {
  const checked: Record<string, Value> = {};
  for (const [given, value] of Object.entries(inputs)) {
    const name = findKey(flow.signature.inputs, given);
    if (name === undefined) {
      const names = Object.keys(flow.signature.inputs);
      const help = names.length === 0 ? 'the flow takes no inputs' : `its inputs are ${names.join(', ')}`;
      throw new UsageError(`flow ${flow.flow.name} has no input named ${given}`, help);
    }
    checked[name] = value;
  }
  return checked;
}

function indexOfTop(turn: RunningTurn): Next {
  const element = turn.element;
  return element && turn.flow ? (turn.flow.indexOf.get(element.name) ?? END) : END;
}

function topName(turn: RunningTurn): string {
  return turn.element?.name ?? '';
}

function resume(turn: RunningTurn, event: ElementEvent): Next {
  const run: CompiledElement | undefined = turn.element?.run;
  if (!run?.resume) throw new InternalError(`element ${turn.element?.name ?? ''} takes no ${event.kind}`);
  return run.resume(turn, event);
}

/** What an element throws on purpose becomes its fault; anything else is a defect and goes on. */
function guard(turn: RunningTurn, step: () => Next): Next {
  try {
    return step();
  } catch (error) {
    if (error instanceof FaultError) return turn.fault(error.fault);
    if (error instanceof WrongEventError || error instanceof InternalError || !(error instanceof FlowrunError))
      throw error;
    return turn.fault({
      code: error.code,
      message: error.message,
      ...(error.help === undefined ? {} : { help: error.help }),
    });
  }
}

/** Runs elements until one waits, the flow ends, or the budget is used up. */
function run(program: Program, turn: RunningTurn, from: Next, options: TurnOptions): Next {
  turn.left = options.budget ?? Number.POSITIVE_INFINITY;
  let next = from;
  for (;;) {
    try {
      return steps(program, turn, next);
    } catch (error) {
      // Out here, so that the hot path is free of handlers; a fault connector goes in again.
      next = guard(turn, () => {
        throw error;
      });
      if (next === FAILED) return next;
    }
  }
}

function steps(program: Program, turn: RunningTurn, from: Next): Next {
  let next = from;
  let { elements } = turn.flow as CompiledFlow;
  for (;;) {
    if (next >= 0) {
      const element = elements[next] as PlacedElement;
      turn.element = element;
      if (turn.left <= 0) return stop(turn);
      turn.left -= 1;
      next = element.enter(turn);
    } else if (next === CALL) {
      next = call(program, turn);
      ({ elements } = turn.flow as CompiledFlow);
    } else if (next === END) {
      if (turn.stack.length === 1) return finish(turn);
      next = returnToCaller(program, turn);
      ({ elements } = turn.flow as CompiledFlow);
    } else {
      return next;
    }
  }
}

function stop(turn: RunningTurn): Next {
  turn.seq += 1;
  turn.effect = {
    kind: 'stopped',
    id: turn.seq,
    flow: turn.flow?.flow.name ?? '',
    element: turn.element?.name ?? '',
    why: 'budget',
  };
  return WAIT;
}

function finish(turn: RunningTurn): Next {
  if (turn.dirty && turn.ownsTransaction) return turn.commit('end');
  turn.seq += 1;
  const record = savedRecord(turn);
  const notEntered = turn.notEntered === null ? {} : { notEntered: turn.notEntered };
  turn.effect = {
    kind: 'finished',
    id: turn.seq,
    outputs: outputsOf(turn),
    ...(record ? { record } : {}),
    ...notEntered,
  };
  return WAIT;
}

/** What a before-save flow makes of the record. */
function savedRecord({ flow, slots }: RunningTurn): Values | null {
  if (flow?.trigger == null || flow.flow.trigger?.type !== 'RecordBeforeSave') return null;
  const record = slots[flow.trigger.record];
  return isFields(record) ? record : null;
}

function call(program: Program, turn: RunningTurn): Next {
  const { called } = turn;
  if (!called) throw new InternalError('a subflow was entered without a call');
  turn.called = null;
  place(turn);
  if (turn.stack.length > DEEPEST_SUBFLOW) {
    return turn.fail({
      code: 'LIMIT_EXCEEDED',
      message: `The flow ${called.flow} is called more than ${DEEPEST_SUBFLOW} levels deep.`,
      help: 'A flow that calls itself needs a decision that ends it.',
      ...(turn.element ? { element: turn.element.name } : {}),
    });
  }
  const flow = program.flows.get(called.flow);
  if (!flow) {
    const help = `add the file of the flow ${called.flow} beside this one`;
    return turn.fail({
      code: 'UNKNOWN_FLOW',
      message: `There is no flow named ${called.flow}.`,
      help,
      ...(turn.element ? { element: turn.element.name } : {}),
    });
  }
  enterFlow(turn, flow, called.inputs);
  return flow.start;
}

function returnToCaller(program: Program, turn: RunningTurn): Next {
  const outputs = outputsOf(turn);
  place(turn);
  store(turn);
  turn.stack.pop();
  loadTop(program, turn);
  return resume(turn, { kind: 'returned', outputs });
}

/** The interview after a turn: the frame written back, frames that nothing names any more dropped. */
function settle(turn: RunningTurn, next: Next): Interview {
  if (next !== WAIT && next !== FAILED) throw new InternalError(`a turn ended with ${next}`);
  if (!turn.effect) throw new InternalError('a turn ended without an effect');
  place(turn);
  store(turn);
  const { kind } = turn.effect;
  const over = kind === 'finished' || kind === 'failed';
  if (over) turn.tellTransaction();
  const visited = over ? [] : turn.visited;
  return {
    ...turn.interview,
    seq: turn.seq,
    frames: reachableFrames(turn, visited),
    stack: turn.stack,
    visited,
    transaction: turn.transaction(),
    faultMessage: turn.faultMessage,
    pending: turn.effect,
  };
}

/**
 * Previous: the position, the loop cursors and with them the loop variables go back to the screen before; all other
 * variables, effect numbers and the transaction stay, nothing is undone (reference: flow-semantics 1, core 1). What is
 * unverified in it has a switch each.
 */
function previous(program: Program, turn: RunningTurn, draft: Draft): Interview {
  const visit = turn.visited.at(-1);
  const view = turn.element?.run.view;
  if (!visit || !view?.(turn, draft).verbs.includes('previous')) {
    throw new WrongEventError('previous', `screen ${turn.element?.name ?? ''} (it does not offer it)`);
  }
  store(turn);
  turn.visited = turn.visited.slice(0, -1);
  turn.stack.length = 0;
  turn.stack.push(...visit.stack);
  if (PREVIOUS_REWINDS_LOOPS) {
    for (const [name, loops] of Object.entries(visit.loops)) {
      const frame = turn.frames[name];
      if (frame) turn.frames[name] = { ...frame, loops };
    }
    for (const { frame } of visit.stack) restoreItems(program, turn, frame);
  }
  loadTop(program, turn);
  const element = turn.element?.name ?? '';
  turn.entries = { ...turn.entries, [element]: visit.answers };
  const next = guard(turn, () => turn.element?.enter(turn) ?? END);
  if (next !== WAIT && next !== FAILED) throw new InternalError(`Previous came to ${element}, which shows nothing`);
  return settle(turn, next);
}
