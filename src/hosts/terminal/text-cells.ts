import stringWidth from 'string-width';

/** Text as a terminal shows it: graphemes (what a person calls a character) and cells (columns of the grid). */

let segmenter: Intl.Segmenter | undefined;

const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;

/** The graphemes of a text; a family emoji or a letter with its accents is one. */
export function graphemes(text: string): string[] {
  if (PRINTABLE_ASCII.test(text)) return [...text];
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), (part) => part.segment);
}

/** How many columns a text takes: 2 for wide East Asian characters and emoji, 0 for combining marks. */
export function cells(text: string): number {
  return PRINTABLE_ASCII.test(text) ? text.length : stringWidth(text);
}

// Everything a terminal could take for a command: C0 without tab and newline, DEL, C1, and bidi overrides.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to go
const COMMANDS = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text that came from outside, safe to draw: line ends become `\n`, tabs two blanks, and control characters go, so that no
 * reply of a server can move the cursor, set the title or write to the clipboard.
 */
export function harmless(text: string): string {
  return text.replace(/\r\n?/g, '\n').replaceAll('\t', '  ').replace(COMMANDS, '');
}

/** The same in one line: line ends become blanks. */
export function oneLine(text: string): string {
  return harmless(text).replaceAll('\n', ' ');
}

/** Cuts a text to a width; what was cut is marked by `mark`, which counts. */
export function clip(text: string, width: number, mark = '...'): string {
  if (cells(text) <= width) return text;
  const room = width - cells(mark);
  if (room <= 0) return takeCells(text, width);
  return takeCells(text, room) + mark;
}

/** The longest beginning of a text, in whole graphemes, that is at most `width` columns wide. */
export function takeCells(text: string, width: number): string {
  let taken = '';
  let used = 0;
  for (const grapheme of graphemes(text)) {
    used += cells(grapheme);
    if (used > width) break;
    taken += grapheme;
  }
  return taken;
}
