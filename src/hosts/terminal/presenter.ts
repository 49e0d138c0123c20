import type { PresentedScreen, Presenter, ScreenAnswer } from '../../effects/ports.ts';
import { FlowrunError } from '../../errors.ts';
import type { CalloutEffect, EffectOf, ScreenVerb, ScreenView } from '../../model/interview.ts';
import type { FormState } from './form-state.ts';
import type { Seen } from './form-update.ts';
import { type Key, type KeyboardStream, listenToKeys } from './keyboard.ts';
import { summaryText } from './report.ts';
import { loadRichText, needsRichText, richTextRenderer } from './rich-text-loader.ts';
import type { Busy, Scene } from './screen-frame.ts';
import type { OpenStage } from './stage.ts';
import { createTheme, type Environment, type Theme } from './theme.ts';

/** Streams, environment and looks. */
export interface TerminalOptions {
  /** Where keys come from; a terminal (the caller checks `isTTY`). */
  readonly stdin: KeyboardStream;
  /** Where screens are drawn. */
  readonly stdout: NodeJS.WriteStream;
  readonly stderr?: NodeJS.WriteStream;
  /** NO_COLOR, TERM, LC_ALL, LC_CTYPE, LANG and INK_SCREEN_READER are read. */
  readonly env: Environment;
  /** Left out: as the environment says. */
  readonly colour?: boolean;
  /** Draw with ASCII only. Left out: as the environment says. */
  readonly ascii?: boolean;
  /** Takes secrets out of what is drawn while a callout runs and of the summary. */
  readonly mask?: (text: string) => string;
  /** Ctrl-C while no screen waits (a callout runs). Left out: SIGINT is raised. */
  readonly onCancel?: () => void;
}

/** A presenter that also counts, for the line after the run. */
export interface TerminalPresenter extends Presenter {
  /** Begins to load what draws, while the caller still reads and compiles the flow. Draws nothing. */
  prepare(): void;
  close(): Promise<void>;
  busy(effect: CalloutEffect): () => void;
  /** One line on how it went: to be printed after `close`, when the terminal shows its own screen again. */
  summary(end: EffectOf<'finished'> | EffectOf<'failed'>): string;
  readonly theme: Theme;
}

interface Waiting {
  readonly screen: PresentedScreen;
  view: ScreenView;
  state: FormState;
  readonly resolve: (event: ScreenAnswer) => void;
  readonly reject: (error: unknown) => void;
}

function cancelled(): FlowrunError {
  return new FlowrunError('CANCELLED', 'the flow was left before its end');
}

/**
 * Shows screens in a terminal with ink, on the alternate screen; the terminal is as before after `close`, Ctrl-C or a
 * crash. ink and React are loaded with the first screen. `present` rejects with a `CANCELLED` FlowrunError on Ctrl-C,
 * when the person leaves, or when the signal is aborted (reference: user-interface 3).
 */
export function createTerminalPresenter(options: TerminalOptions): TerminalPresenter {
  const { stdin, stdout, env } = options;
  const theme = createTheme(env, options);
  const mask = options.mask ?? ((text: string) => text);
  const screenReader = env.INK_SCREEN_READER === 'true';
  const early: Key[] = [];
  const tally = { flowLabel: '', startedAt: Date.now(), screens: 0, callouts: 0 };

  let stopKeys: (() => void) | null = null;
  let loading: Promise<typeof import('./stage.ts')> | null = null;
  let opening: Promise<OpenStage> | null = null;
  let stage: OpenStage | null = null;
  let waiting: Waiting | null = null;
  let form: Scene['form'] = null;
  let busies: readonly Busy[] = [];
  let seen: Seen = { columns: stdout.columns, listRows: 8, viewport: stdout.rows, total: 0, offset: 0 };
  let turn = 0;
  let drawing = false;
  let comesBack: { readonly element: string; readonly focus: FormState['focus'] } | null = null;

  const draw = (): void => {
    drawing = false;
    stage?.draw({
      turn,
      form: waiting ?? form,
      busy: busies.at(-1) ?? null,
      theme,
      columns: stdout.columns || 80,
      rows: stdout.rows || 24,
      screenReader,
      onSeen: (now) => {
        seen = now;
      },
    });
  };

  /** One drawing for all keys that arrived together. */
  const drawSoon = (): void => {
    if (drawing) return;
    drawing = true;
    queueMicrotask(draw);
  };

  const settle = (finish: (screen: Waiting) => void): void => {
    const screen = waiting;
    if (!screen) return;
    waiting = null;
    form = { view: screen.view, state: { ...screen.state, focus: null, leaving: null, helpOpen: false } };
    finish(screen);
    drawSoon();
  };

  const send = (verb: ScreenVerb): void =>
    settle(({ screen, state, resolve }) => {
      tally.screens++;
      resolve({ kind: 'answered', answers: screen.effect.id, at: Date.now(), verb, draft: state.draft });
    });

  /** The screen comes back when the action has run, with the focus on its button. */
  const start = (action: string): void =>
    settle(({ screen, state, resolve }) => {
      comesBack = { element: screen.effect.element, focus: state.focus };
      resolve({ kind: 'pressed', answers: screen.effect.id, at: Date.now(), action, draft: state.draft });
    });

  const cancel = (): void => {
    if (waiting) settle(({ reject }) => reject(cancelled()));
    else if (options.onCancel) options.onCancel();
    else process.kill(process.pid, 'SIGINT');
  };

  const press = (key: Key): void => {
    if (!waiting || !stage) {
      if (key.chord === 'ctrl+c') cancel();
      // What is typed before the first screen is there is for it; later, keys between screens are mistakes.
      else if (form === null) early.push(key);
      return;
    }
    try {
      const {
        state,
        send: verb,
        start: action,
        cancel: gaveUp,
      } = stage.pressKey(waiting.state, key, waiting.view, seen);
      follow(waiting, state);
      if (gaveUp) cancel();
      else if (verb) send(verb);
      else if (action !== undefined) start(action);
      else drawSoon();
    } catch (error) {
      settle(({ reject }) => reject(error));
    }
  };

  /** Takes over a new state; a changed draft makes a new view, in which the focus may have to move. */
  const follow = (current: Waiting, state: FormState): void => {
    if (state.draft !== current.state.draft && stage) {
      const view = current.screen.view(state.draft);
      current.state = stage.settleFocus(state, current.view, view);
      current.view = view;
      loadMissing(view);
    } else current.state = state;
  };

  const loadMissing = (view: ScreenView): void => {
    if (needsRichText(view) && !richTextRenderer()) void loadRichText().then(drawSoon);
  };

  const load = () => {
    loading ??= import('./stage.ts');
    return loading;
  };

  const open = (): Promise<OpenStage> => {
    if (!opening) {
      stopKeys = listenToKeys(stdin, press);
      process.on('exit', restore);
      process.on('uncaughtExceptionMonitor', restore);
      opening = load().then((module) => {
        stage = module.openStage({ stdout, stderr: options.stderr, screenReader });
        stage.crashed.catch((error: unknown) => settle(({ reject }) => reject(error)));
        stdout.on('resize', drawSoon);
        return stage;
      });
    }
    return opening;
  };

  /** Gives the terminal back; harmless when done twice. */
  const restore = (): void => {
    stage?.close();
    stage = null;
    stopKeys?.();
    stopKeys = null;
    stdout.off('resize', drawSoon);
    process.off('exit', restore);
    process.off('uncaughtExceptionMonitor', restore);
  };

  return {
    theme,
    prepare() {
      // Where loading fails, the first `present` says so.
      load().catch(() => undefined);
    },
    async present(screen, signal) {
      if (signal.aborted) throw cancelled();
      const view = screen.view(screen.effect.draft);
      const loads = needsRichText(view) && !richTextRenderer();
      // Without a wait where nothing has to be loaded, so that no key falls between two screens.
      const opened = (!loads && stage) || (await Promise.all([open(), loads ? loadRichText() : undefined]))[0];
      tally.flowLabel = view.flowLabel;
      const abort = () => settle(({ reject }) => reject(cancelled()));
      signal.addEventListener('abort', abort, { once: true });
      try {
        return await new Promise<ScreenAnswer>((resolve, reject) => {
          turn++;
          const state = opened.openForm(screen.effect, view);
          const focus = comesBack?.element === screen.effect.element ? comesBack.focus : null;
          comesBack = null;
          waiting = { screen, view, state: focus ? { ...state, focus } : state, resolve, reject };
          if (signal.aborted) abort();
          for (const key of early.splice(0)) press(key);
          draw();
        });
      } finally {
        signal.removeEventListener('abort', abort);
      }
    },
    busy({ request }) {
      tally.callouts++;
      const text = mask(`${request.method} ${request.path} via ${request.namedCredential}`);
      const busy: Busy = { text, since: Date.now() };
      busies = [...busies, busy];
      // Where the screen cannot be opened, the next `present` says so.
      void open().then(drawSoon, () => undefined);
      return () => {
        busies = busies.filter((each) => each !== busy);
        drawSoon();
      };
    },
    async close() {
      await opening?.catch(() => undefined);
      const closed = stage?.closed;
      restore();
      await closed;
    },
    summary: (end) => mask(summaryText({ ...tally, endedAt: Date.now() }, end, theme)),
  };
}
