import { setImmediate } from 'node:timers/promises';
import { FlowrunError } from '../errors.ts';
import { isOver, type Observer, type Program, resumeInterview, viewScreen } from '../interview/index.ts';
import type { EffectKind, EffectOf, FlowEvent, Interview } from '../model/interview.ts';
import type { PerformedKind, Performers, Presenter } from './ports.ts';

/** Elements after which a turn lets the event loop breathe, so that Ctrl-C can end an endless loop. */
export const TURN_BUDGET = 100_000;

/** What a host gives to run an interview. */
export interface InterviewHost {
  readonly presenter: Presenter;
  readonly performers: Performers;
  /** Cancels the run: `runInterview` rejects with a `CANCELLED` FlowrunError at the next effect. */
  readonly signal?: AbortSignal;
  /** Milliseconds since 1970; `Date.now` unless given. */
  readonly now?: () => number;
  /** Hears elements, writes and formulas of a program compiled with `observed`. */
  readonly observe?: Observer;
  /** Hears every interview before its effect is performed, the last one included. */
  readonly onInterview?: (interview: Interview) => void;
  /** Elements a turn; `TURN_BUDGET` unless given. */
  readonly budget?: number;
}

type Performable = Exclude<EffectKind, 'finished' | 'failed'>;
type Performing = {
  readonly [K in Performable]: (effect: EffectOf<K>, interview: Interview) => FlowEvent | Promise<FlowEvent>;
};

/**
 * Performs one effect after the other until the interview is over, or was paused on a screen.
 * @param interview As `startInterview` (or a store) gave it; never changed.
 * @returns The interview at its end: `pending` is `finished`, `failed`, or the screen it was paused on.
 * @throws FlowrunError `CANCELLED` when the signal is aborted or the person gives up, and whatever the presenter rejects
 *   with. Faults are no errors: an interview that fails is returned.
 */
export async function runInterview(program: Program, interview: Interview, host: InterviewHost): Promise<Interview> {
  const { observe, onInterview, budget = TURN_BUDGET, signal = new AbortController().signal } = host;
  const options = observe === undefined ? { budget } : { budget, observe };
  const perform: Performing = performing(program, host, signal);
  let current = interview;
  onInterview?.(current);
  while (!isOver(current)) {
    throwIfCancelled(signal);
    const effect = current.pending;
    // Each entry takes the effects of its own kind only, and is only ever given those.
    const event = await perform[effect.kind as Performable](effect as never, current);
    throwIfCancelled(signal);
    current = resumeInterview(program, current, event, options);
    if (event.kind === 'answered' && event.verb === 'pause') return current;
    onInterview?.(current);
  }
  return current;
}

function performing(program: Program, host: InterviewHost, signal: AbortSignal): Performing {
  const { presenter, performers, now = Date.now } = host;
  const perform =
    <K extends PerformedKind>(kind: K) =>
    (effect: EffectOf<K>, interview: Interview): Promise<FlowEvent> =>
      performers[kind](effect, interview, signal);
  const callout = perform('callout');
  return {
    screen: (effect, interview) =>
      presenter.present({ effect, interview, view: (draft) => viewScreen(program, interview, draft, now()) }, signal),
    callout: presenter.busy
      ? async (effect, interview) => {
          const done = presenter.busy?.(effect);
          try {
            return await callout(effect, interview);
          } finally {
            done?.();
          }
        }
      : callout,
    query: perform('query'),
    save: perform('save'),
    action: perform('action'),
    wait: perform('wait'),
    commit: perform('commit'),
    rollback: perform('rollback'),
    stopped: async (effect) => {
      await setImmediate();
      return { kind: 'done', answers: effect.id, at: now() };
    },
  };
}

function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new FlowrunError('CANCELLED', 'the flow was cancelled');
}
