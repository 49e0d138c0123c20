import { cells, graphemes } from './text-cells.ts';

/** A text being edited: `caret` is an offset in UTF-16 units that always lies between two graphemes. */
export interface Line {
  readonly text: string;
  readonly caret: number;
}

/** The line with its caret between 0 and the end, and not inside a grapheme. */
export function settleCaret(text: string, caret: number): Line {
  if (caret >= text.length) return { text, caret: text.length };
  if (caret <= 0) return { text, caret: 0 };
  let at = 0;
  for (const grapheme of graphemes(text)) {
    if (at + grapheme.length > caret) break;
    at += grapheme.length;
  }
  return { text, caret: at };
}

/** Puts a text in at the caret. */
export function insert(line: Line, typed: string): Line {
  const text = line.text.slice(0, line.caret) + typed + line.text.slice(line.caret);
  const caret = line.caret + typed.length;
  // A typed accent or emoji part may join what stands after it: the caret then goes behind the whole of it.
  const settled = settleCaret(text, caret);
  if (settled.caret === caret) return settled;
  return { text, caret: settled.caret + (graphemes(text.slice(settled.caret))[0]?.length ?? 0) };
}

function stepBack(line: Line): number {
  const before = graphemes(line.text.slice(0, line.caret));
  return line.caret - (before.at(-1)?.length ?? 0);
}

function stepOn(line: Line): number {
  const [after] = graphemes(line.text.slice(line.caret));
  return line.caret + (after?.length ?? 0);
}

function wordBack(line: Line): number {
  const before = line.text.slice(0, line.caret);
  const word = /[^\s]+\s*$/u.exec(before);
  return word ? word.index : 0;
}

function wordOn(line: Line): number {
  const word = /^\s*[^\s]+/u.exec(line.text.slice(line.caret));
  return word ? line.caret + word[0].length : line.text.length;
}

function rowStart(line: Line): number {
  return line.text.lastIndexOf('\n', line.caret - 1) + 1;
}

function rowEnd(line: Line): number {
  const end = line.text.indexOf('\n', line.caret);
  return end < 0 ? line.text.length : end;
}

function cut(line: Line, from: number, to: number): Line {
  return settleCaret(line.text.slice(0, from) + line.text.slice(to), from);
}

function to(line: Line, caret: number): Line {
  return { text: line.text, caret };
}

/** What each editing key does to a line (readline's and emacs' names for the keys). */
export const LINE_KEYS: Readonly<Record<string, (line: Line) => Line>> = {
  left: (line) => to(line, stepBack(line)),
  right: (line) => to(line, stepOn(line)),
  home: (line) => to(line, rowStart(line)),
  end: (line) => to(line, rowEnd(line)),
  'ctrl+a': (line) => to(line, rowStart(line)),
  'ctrl+e': (line) => to(line, rowEnd(line)),
  'ctrl+left': (line) => to(line, settleCaret(line.text, wordBack(line)).caret),
  'ctrl+right': (line) => to(line, settleCaret(line.text, wordOn(line)).caret),
  'alt+b': (line) => to(line, settleCaret(line.text, wordBack(line)).caret),
  'alt+f': (line) => to(line, settleCaret(line.text, wordOn(line)).caret),
  backspace: (line) => cut(line, stepBack(line), line.caret),
  delete: (line) => cut(line, line.caret, stepOn(line)),
  'ctrl+d': (line) => cut(line, line.caret, stepOn(line)),
  'ctrl+w': (line) => cut(line, wordBack(line), line.caret),
  'alt+backspace': (line) => cut(line, wordBack(line), line.caret),
  'ctrl+u': (line) => cut(line, rowStart(line), line.caret),
  'ctrl+k': (line) => cut(line, line.caret, rowEnd(line)),
};

/** The part of a line that fits a field, split at the caret; `at` is the grapheme under it, empty at the end. */
export interface LineWindow {
  readonly before: string;
  readonly at: string;
  readonly after: string;
}

/** Cuts a line to `width` columns so that the caret stays in sight. */
export function windowLine(line: Line, width: number): LineWindow {
  const [at = '', ...rest] = graphemes(line.text.slice(line.caret));
  const caretWidth = Math.max(1, cells(at));
  const left = graphemes(line.text.slice(0, line.caret));
  let room = width - caretWidth;
  let before = '';
  for (let i = left.length - 1; i >= 0; i--) {
    const grapheme = left[i] ?? '';
    if (cells(grapheme) > room) break;
    room -= cells(grapheme);
    before = grapheme + before;
  }
  let after = '';
  for (const grapheme of rest) {
    if (cells(grapheme) > room) break;
    room -= cells(grapheme);
    after += grapheme;
  }
  return { before, at, after };
}
