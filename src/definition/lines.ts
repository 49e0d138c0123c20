/** A position as people and editors count: both from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The lines of a text, whatever ends them (LF, CRLF, CR). */
export interface Lines {
  readonly count: number;
  /** A line without its end; counted from 1. */
  line(number: number): string;
  /** Where an offset stands; offsets outside of the text are moved to its ends. */
  positionOf(offset: number): Position;
}

/** Finds the lines of a text once. */
export function linesOf(text: string): Lines {
  const starts = [0];
  const ends: number[] = [];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) {
    ends.push(match.index);
    starts.push(match.index + match[0].length);
  }
  ends.push(text.length);
  return {
    count: starts.length,
    line: (number) => text.slice(starts[number - 1] ?? text.length, ends[number - 1] ?? text.length),
    positionOf(offset) {
      const wanted = Math.min(Math.max(offset, 0), text.length);
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= wanted) low = middle;
        else high = middle - 1;
      }
      const start = starts[low] ?? 0;
      // The second half of a CRLF belongs to the end of its line.
      return { line: low + 1, column: Math.min(wanted, ends[low] ?? wanted) - start + 1 };
    },
  };
}
