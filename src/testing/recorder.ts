import { type Layer, type LoggedCallout, logCallouts, type Performers, type Presenter } from '../effects/index.ts';
import { FlowrunError } from '../errors.ts';
import { isLimit, type LimitName, type Observer } from '../interview/index.ts';
import type { Fault, FlowEvent, Interview, ScreenVerb, ScreenView, Transaction } from '../model/interview.ts';
import type { FlowRun, LoggedAction, ShownScreen, TraceEntry } from './flow-run.ts';
import { shownFields } from './shown-fields.ts';

/** Listens to one run from all sides and tells at the end how it went. */
export interface Recorder {
  readonly observe: Observer;
  readonly layer: Layer;
  onAnswered(view: ScreenView, verb: ScreenVerb): void;
  /** The presenter, left at a screen when that comes up. */
  stoppingAt(screen: string | null, presenter: Presenter): Presenter;
  onInterview(interview: Interview): void;
  /** The run so far: after the end, at `stopAt`, or after an error. */
  result(): FlowRun;
}

/** Thrown where a run is left waiting at a screen; never leaves `recordRun`. */
export class StoppedAtScreen extends FlowrunError {
  constructor(screen: string) {
    super('CANCELLED', `the run was left at the screen ${screen}`);
  }
}

/** Happenings that a trace holds: a flow that goes round for ever must not fill the memory before it is ended. */
const MOST_HAPPENINGS = 200_000;

export function createRecorder(mainFlow: string): Recorder {
  const trace: TraceEntry[] = [];
  const faults: Fault[] = [];
  const actions: LoggedAction[] = [];
  const log = logCallouts((callout) => trace.push({ kind: 'callout', callout }));
  let interview: Interview | null = null;
  const limits: Partial<Record<LimitName, number>> = {};
  const shown = (view: ScreenView, pressed: ScreenVerb | null): void => {
    const screen: ShownScreen = { screen: view.element, label: view.label, fields: shownFields(view.fields), pressed };
    trace.push({ kind: 'screen', screen });
  };

  return {
    observe: (happening) => {
      if (happening.kind === 'transaction') noteUse(limits, happening.used);
      if (trace.length < MOST_HAPPENINGS) trace.push(happening);
    },
    layer: (inner) =>
      noteFaults(
        logActions(log(inner), (action) => actions.push(action)),
        (fault) => faults.push(fault),
      ),
    onAnswered: shown,
    stoppingAt: (stopAt, presenter) => ({
      ...presenter,
      present: async (screen, signal) => {
        if (screen.effect.element !== stopAt) return presenter.present(screen, signal);
        shown(screen.view(screen.effect.draft), null);
        throw new StoppedAtScreen(stopAt);
      },
    }),
    onInterview: (now) => {
      interview = now;
    },
    result: () => {
      // The last transaction of a run that was left waiting has not ended.
      noteUse(limits, interview?.transaction.used ?? {});
      return { ...flowRun(mainFlow, trace, faults, interview), actions, limits: { ...limits } };
    },
  };
}

/** Keeps the most that any transaction used. */
function noteUse(limits: Partial<Record<LimitName, number>>, used: Transaction['used']): void {
  for (const [name, count] of Object.entries(used)) {
    if (isLimit(name)) limits[name] = Math.max(limits[name] ?? 0, count ?? 0);
  }
}

function flowRun(
  mainFlow: string,
  trace: readonly TraceEntry[],
  faults: readonly Fault[],
  interview: Interview | null,
): FlowRun {
  const pending = interview?.pending;
  const callouts = trace.flatMap((entry) => (entry.kind === 'callout' ? [entry.callout] : []));
  return {
    status: pending?.kind === 'finished' || pending?.kind === 'failed' ? pending.kind : 'waiting',
    outputs: pending?.kind === 'finished' ? pending.outputs : {},
    record: pending?.kind === 'finished' ? (pending.record ?? null) : null,
    path: trace.flatMap((entry) => (entry.kind === 'enter' ? [placeOf(mainFlow, entry)] : [])),
    screens: trace.flatMap((entry) => (entry.kind === 'screen' ? [entry.screen] : [])),
    callouts: callouts.filter(({ sent }) => sent),
    actions: [],
    limits: {},
    records: {},
    fault: pending?.kind === 'failed' ? pending.fault : handledFault(interview, callouts, faults),
    trace,
  };
}

/** Tells of every action when it has ended. */
function logActions(inner: Performers, tell: (action: LoggedAction) => void): Performers {
  return {
    ...inner,
    action: async (effect, interview, signal) => {
      const event = await inner.action(effect, interview, signal);
      const { flow, element, type: kind, name, inputs } = effect;
      const fault = event.kind === 'failed' ? event.fault : null;
      tell({ flow, element, kind, name, inputs, outputs: event.kind === 'acted' ? event.outputs : null, fault });
      return event;
    },
  };
}

/** Tells of every effect that failed. */
function noteFaults(inner: Performers, tell: (fault: Fault) => void): Performers {
  const noting = Object.entries(inner).map(([kind, perform]): [string, unknown] => {
    const heard = async (effect: { readonly element: string }, ...rest: readonly unknown[]) => {
      // Each performer takes the effects of its own kind, and only these come to it.
      const event = await (perform as (...given: readonly unknown[]) => Promise<FlowEvent>)(effect, ...rest);
      if (event.kind === 'failed') tell({ element: effect.element, ...event.fault });
      return event;
    };
    return [kind, heard];
  });
  return Object.fromEntries(noting) as Performers;
}

function placeOf(mainFlow: string, { flow, element }: { readonly flow: string; readonly element: string }): string {
  return flow === mainFlow ? element : `${flow}.${element}`;
}

/** The interview keeps only what it shows of a fault that a connector took; the callout that failed tells the rest. */
function handledFault(
  interview: Interview | null,
  callouts: readonly LoggedCallout[],
  faults: readonly Fault[],
): Fault | null {
  const message = interview?.faultMessage ?? null;
  if (message === null) return null;
  const told = faults.findLast((fault) => message.startsWith(fault.message));
  if (told) return told;
  const failed = callouts.findLast(({ fault, status }) => fault !== null || (status !== null && status >= 300));
  if (!failed) return { code: 'FAULT', message };
  const { element, fault, status, headers, body } = failed;
  return fault === null
    ? { code: 'CALLOUT_STATUS', message, element, detail: { status, headers, body } }
    : { ...fault, element };
}
