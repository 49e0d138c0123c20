import { emitKeypressEvents, type Interface } from 'node:readline';

/**
 * One key press. `chord` names it (`enter`, `shift+tab`, `ctrl+s`, `f1`, `text` for a printable character, `paste`);
 * `text` is what it would type.
 */
export interface Key {
  readonly chord: string;
  readonly text: string;
}

/** What node:readline tells of a key. */
export interface RawKey {
  readonly sequence?: string;
  readonly name?: string;
  readonly ctrl?: boolean;
  readonly meta?: boolean;
  readonly shift?: boolean;
}

// `return` is the Enter key; `enter` is what readline calls a line feed, which is Ctrl+J.
const NAMES: Readonly<Record<string, string>> = { return: 'enter', enter: 'ctrl+j' };

// Ctrl+Enter of the kitty protocol and xterm's modifyOtherKeys.
const SEQUENCES: Readonly<Record<string, string>> = {
  '\x1b[13;5u': 'ctrl+enter',
  '\x1b[27;5;13~': 'ctrl+enter',
  '\x1b[13;2u': 'shift+enter',
  '\x1b[27;2;13~': 'shift+enter',
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what makes a character unprintable
const PRINTABLE = /^[^\x00-\x1f\x7f-\x9f]+$/;

/** Names a key press; null for what is none (an unknown sequence). */
export function toKey(typed: string | undefined, raw: RawKey): Key | null {
  const known = SEQUENCES[raw.sequence ?? ''];
  if (known) return { chord: known, text: '' };
  if (typed === ' ' && !raw.ctrl && !raw.meta) return { chord: 'space', text: ' ' };
  if (typed !== undefined && !raw.ctrl && !raw.meta && PRINTABLE.test(typed)) return { chord: 'text', text: typed };
  if (!raw.name || raw.name === 'undefined') return null;
  const name = NAMES[raw.name] ?? raw.name;
  // readline calls a lone ESC a meta key; iTerm2 sends Alt with an arrow as ESC before the arrow's own sequence.
  const alt = name === 'escape' ? false : raw.meta || raw.sequence?.startsWith('\x1b\x1b');
  const modifiers = `${raw.ctrl ? 'ctrl+' : ''}${alt ? 'alt+' : ''}${raw.shift && name.length > 1 ? 'shift+' : ''}`;
  return { chord: modifiers + name, text: '' };
}

/** Collects what comes between the marks of a bracketed paste into one `paste` key. */
export function createPasteCollector(): (typed: string | undefined, raw: RawKey) => Key | null {
  let pasted: string[] | null = null;
  return (typed, raw) => {
    if (raw.name === 'paste-start') {
      pasted = [];
      return null;
    }
    if (raw.name === 'paste-end') {
      const text = pasted?.join('') ?? '';
      pasted = null;
      return text === '' ? null : { chord: 'paste', text };
    }
    if (pasted && !(raw.ctrl && raw.name === 'c')) {
      pasted.push(typed ?? raw.sequence ?? '');
      return null;
    }
    pasted = null;
    return toKey(typed, raw);
  };
}

/** The parts of a terminal's input stream that the keyboard needs. */
export interface KeyboardStream extends NodeJS.ReadableStream {
  setRawMode?(on: boolean): unknown;
  ref?(): unknown;
  unref?(): unknown;
}

// How long an ESC may wait for the rest of a key's sequence before it counts as the Escape key, in milliseconds.
const ESCAPE_TIMEOUT = 60;

/**
 * Takes the keyboard: raw mode on, keys to `onKey`. node:readline rather than ink's `useInput`, because that leaves out
 * function keys and hands over characters that arrive together as one. Call what is returned to give the keyboard back.
 */
export function listenToKeys(stdin: KeyboardStream, onKey: (key: Key) => void): () => void {
  const collect = createPasteCollector();
  const listener = (typed: string | undefined, raw: RawKey | undefined): void => {
    const key = collect(typed, raw ?? {});
    if (key) onKey(key);
  };
  // Only this one property of the interface is read.
  emitKeypressEvents(stdin, { escapeCodeTimeout: ESCAPE_TIMEOUT } as unknown as Interface);
  stdin.on('keypress', listener);
  stdin.setRawMode?.(true);
  stdin.ref?.();
  stdin.resume();
  return () => {
    stdin.off('keypress', listener);
    stdin.setRawMode?.(false);
    stdin.pause();
    stdin.unref?.();
  };
}
