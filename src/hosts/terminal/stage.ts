import { render } from 'ink';
import { type ReactElement, useLayoutEffect } from 'react';
import { openForm, pressKey, settleFocus } from './form-update.ts';
import { h } from './h.ts';
import { type Scene, ScreenFrame } from './screen-frame.ts';

/** All that needs ink: loaded when the first screen comes. */
export interface OpenStage {
  draw(scene: Scene): void;
  close(): void;
  /** Resolves when the terminal has what `close` wrote. */
  readonly closed: Promise<unknown>;
  /** Rejects when drawing failed; never resolves. */
  readonly crashed: Promise<never>;
  readonly openForm: typeof openForm;
  readonly pressKey: typeof pressKey;
  readonly settleFocus: typeof settleFocus;
}

interface StageOptions {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream | undefined;
  readonly screenReader: boolean;
}

/** Takes over the screen. The keyboard is not ink's here (see `keyboard.ts`). */
export function openStage({ stdout, stderr, screenReader }: StageOptions): OpenStage {
  const paste = (on: boolean) => stdout.write(`\x1b[?2004${on ? 'h' : 'l'}`);
  const instance = render(h(PasteMode, { paste }), {
    stdout,
    ...(stderr ? { stderr } : {}),
    exitOnCtrlC: false,
    patchConsole: stdout === process.stdout,
    // The caller has checked that this is a terminal; a CI variable in the environment does not make it none.
    interactive: true,
    alternateScreen: !screenReader,
    incrementalRendering: !screenReader,
    isScreenReaderEnabled: screenReader,
    maxFps: 60,
  });
  const closed = instance.waitUntilExit();
  return {
    draw: (scene) =>
      instance.rerender(h(PasteMode, { paste, children: h(ScreenFrame, { ...scene, key: scene.turn }) })),
    close: () => instance.unmount(),
    closed: closed.catch(() => undefined),
    crashed: closed.then(
      () => new Promise<never>(() => undefined),
      (error: unknown) => Promise.reject(error),
    ),
    openForm,
    pressKey,
    settleFocus,
  };
}

/** Bracketed paste while mounted; as a layout effect it is also undone when a signal ends the process. */
function PasteMode(props: { readonly paste: (on: boolean) => unknown; readonly children?: ReactElement }) {
  const { paste, children = null } = props;
  useLayoutEffect(() => {
    paste(true);
    return () => {
      paste(false);
    };
  }, [paste]);
  return children;
}
