import { type Line, settleCaret } from './edit-line.ts';
import { cells, graphemes } from './text-cells.ts';

/** One drawn row of a long text: a slice of it. `end` leaves out the line end. */
export interface Row {
  readonly start: number;
  readonly end: number;
}

/**
 * Breaks a text into rows of at most `width` columns: at line ends, else behind the last blank, else in the word. Blanks
 * at the end of a row may stick out; a drawing cuts them off.
 */
export function wrapRows(text: string, width: number): Row[] {
  const rows: Row[] = [];
  let start = 0;
  for (const paragraph of text.split('\n')) {
    wrapParagraph(paragraph, start, Math.max(1, width), rows);
    start += paragraph.length + 1;
  }
  return rows;
}

function wrapParagraph(text: string, offset: number, width: number, rows: Row[]): void {
  let rowStart = 0;
  let used = 0;
  let afterBlank = -1;
  let at = 0;
  for (const grapheme of graphemes(text)) {
    const size = cells(grapheme);
    // Twice where even the word that was taken down to a new row leaves no room there.
    while (used + size > width && at > rowStart && grapheme !== ' ') {
      const breakAt = afterBlank > rowStart ? afterBlank : at;
      rows.push({ start: offset + rowStart, end: offset + breakAt });
      used = cells(text.slice(breakAt, at));
      rowStart = breakAt;
      afterBlank = -1;
    }
    used += size;
    at += grapheme.length;
    if (grapheme === ' ') afterBlank = at;
  }
  rows.push({ start: offset + rowStart, end: offset + text.length });
}

/** The row the caret is drawn in: at a soft break it is the later one. */
export function caretRow(rows: readonly Row[], caret: number): number {
  let found = 0;
  for (const [index, row] of rows.entries()) if (row.start <= caret) found = index;
  return found;
}

/** Moves the caret by rows, keeping its column; null when there is no such row. */
export function moveRows(line: Line, by: number, width: number): Line | null {
  const rows = wrapRows(line.text, width);
  const from = caretRow(rows, line.caret);
  const source = rows[from];
  const target = rows[from + by];
  if (!source || !target) return null;
  const column = cells(line.text.slice(source.start, line.caret));
  let at = target.start;
  let used = 0;
  for (const grapheme of graphemes(line.text.slice(target.start, target.end))) {
    if (used + cells(grapheme) > column) break;
    used += cells(grapheme);
    at += grapheme.length;
  }
  // The end of a softly broken row is drawn as the start of the next: stay on the row.
  const next = rows[from + by + 1];
  if (next && at === next.start && at > target.start) at = settleCaret(line.text, at - 1).caret;
  return { text: line.text, caret: at };
}
