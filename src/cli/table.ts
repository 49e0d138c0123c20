import stringWidth from 'string-width';
import type { Paint } from './io.ts';

/** Longer cells are cut: one long description must not spoil the table. */
const MAX_CELL = 60;
// biome-ignore lint/suspicious/noControlCharactersInRegex: data must not move the cursor
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]+/g;

/** Lines of a table: a bold header, columns as wide as their widest cell, numbers to the right. */
export function tableLines(
  columns: readonly string[],
  rows: readonly (readonly unknown[])[],
  paint: Paint,
): readonly string[] {
  const cells = rows.map((row) => columns.map((_, i) => cellText(row[i])));
  const widths = columns.map((name, i) =>
    Math.max(stringWidth(name), ...cells.map((row) => stringWidth(row[i] ?? ''))),
  );
  const numeric = columns.map(
    (_, i) => rows.length > 0 && rows.every((row) => row[i] === null || typeof row[i] === 'number'),
  );
  const line = (row: readonly string[]) =>
    row
      .map((text, i) => {
        const blank = ' '.repeat((widths[i] ?? 0) - stringWidth(text));
        return numeric[i] ? blank + text : text + blank;
      })
      .join('  ')
      .trimEnd();
  return [paint('bold', line(columns)), ...cells.map(line)];
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = String(value).replace(CONTROLS, ' ');
  if (stringWidth(text) <= MAX_CELL) return text;
  let cut = '';
  for (const character of text) {
    if (stringWidth(cut + character) > MAX_CELL - 1) break;
    cut += character;
  }
  return `${cut}…`;
}
