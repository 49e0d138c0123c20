import { cells, graphemes } from './text-cells.ts';

/** A piece of text in one style. */
interface Piece {
  readonly text: string;
}

/**
 * Breaks text into rows at blanks, within a word only where it is longer than a row. Blanks at a break are dropped: ink's
 * own wrapping puts one at the beginning of a row that follows a full one.
 * @param pieces in order; a line end in them ends a row.
 * @param width columns, at least 1.
 * @returns the rows, each of pieces like those that came in.
 */
export function wrapSpans<P extends Piece>(pieces: readonly P[], width: number): readonly (readonly P[])[] {
  const rows: P[][] = [];
  let row: P[] = [];
  let used = 0;
  let blanks: P[] = [];
  const end = (): void => {
    rows.push(row);
    row = [];
    used = 0;
    blanks = [];
  };
  const put = (piece: P, text: string): void => {
    const last = row.at(-1);
    // What follows in the same style is one piece again.
    if (last && sameBut(last, piece)) row[row.length - 1] = { ...last, text: last.text + text };
    else row.push({ ...piece, text });
    used += cells(text);
  };
  for (const word of wordsOf(pieces)) {
    if (word === 'line end') {
      end();
      continue;
    }
    const text = word.map((piece) => piece.text).join('');
    if (/^\s+$/.test(text)) {
      blanks.push(...word);
      continue;
    }
    const size = cells(text);
    const before = cells(blanks.map((piece) => piece.text).join(''));
    if (used > 0 && used + before + size > width) end();
    else for (const blank of blanks) put(blank, blank.text);
    blanks = [];
    for (const piece of word) {
      for (const one of size > width ? graphemes(piece.text) : [piece.text]) {
        if (used > 0 && used + cells(one) > width) end();
        put(piece, one);
      }
    }
  }
  rows.push(row);
  return rows;
}

/** Words, the blanks between them and line ends; a word may be of several pieces. */
function wordsOf<P extends Piece>(pieces: readonly P[]): readonly (readonly P[] | 'line end')[] {
  const words: (P[] | 'line end')[] = [];
  let open: P[] | null = null;
  for (const piece of pieces) {
    for (const [text] of piece.text.matchAll(/\n|[^\S\n\u00a0]+|[^\s]+|\u00a0+/gu)) {
      if (text === '\n') {
        words.push('line end');
        open = null;
      } else if (/^[^\S\u00a0]+$/.test(text)) {
        words.push([{ ...piece, text }]);
        open = null;
      } else if (open) open.push({ ...piece, text });
      else {
        open = [{ ...piece, text }];
        words.push(open);
      }
    }
  }
  return words;
}

function sameBut<P extends Piece>(a: P, b: P): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  keys.delete('text');
  return [...keys].every((key) => a[key as keyof P] === b[key as keyof P]);
}
