import type {
  CalloutEffect,
  Draft,
  EffectOf,
  FlowEvent,
  Interview,
  ScreenEffect,
  ScreenView,
} from '../model/interview.ts';

/** The effects that a performer carries out; screens are a presenter's. */
export type PerformedKind = 'callout' | 'query' | 'save' | 'action' | 'wait' | 'commit' | 'rollback';

/** Carries effects out. Never rejects for what a flow can handle: that is a `failed` event with its fault. */
export type Performers = {
  readonly [K in PerformedKind]: (effect: EffectOf<K>, interview: Interview, signal: AbortSignal) => Promise<FlowEvent>;
};

/** Something between the machine and its performers: stub, record, replay, mask, HAR. */
export type Layer = (inner: Performers) => Performers;

/** A screen to be shown: the effect and the one pure call that every keystroke makes. */
export interface PresentedScreen {
  readonly effect: ScreenEffect;
  /** The whole state at this screen; `runInterview` always gives it. */
  readonly interview?: Interview;
  view(draft: Draft): ScreenView;
}

/** A verb, or a button that starts an action of the screen. */
export type ScreenAnswer = Extract<FlowEvent, { kind: 'answered' | 'pressed' }>;

/** Shows screens to somebody: a terminal, a browser, a file of answers. */
export interface Presenter {
  /** Resolves with what was pressed and entered. Rejects with a `CANCELLED` FlowrunError when the person gives up. */
  present(screen: PresentedScreen, signal: AbortSignal): Promise<ScreenAnswer>;
  /** A callout begins: show progress until the returned function is called. */
  busy?(effect: CalloutEffect): () => void;
  /** Releases the terminal. */
  close?(): Promise<void> | void;
}
