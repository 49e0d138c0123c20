import type { FieldView } from '../../model/interview.ts';

/** Widths in columns. Pure, since the keys of a long text depend on where its rows break. */

const WIDEST_FORM = 96;
const NARROWEST_COLUMN = 26;
/** Columns between the columns of a section. */
export const COLUMN_GAP = 2;

/** Columns of a frame's sides: a line and a blank on each. */
export const FRAME_SIDES = 4;

/** How wide the form is in a terminal: a blank on each side, and never wider than reads well. */
export function formWidth(columns: number): number {
  return Math.max(8, Math.min(columns - 2, WIDEST_FORM));
}

/** The widths of a section's columns, in the proportion of theirs; null where they have to be stacked. */
export function columnWidths(group: FieldView, width: number): readonly number[] | null {
  const columns = group.columns ?? [];
  if (columns.length < 2) return columns.map(() => width);
  const share = columns.reduce((sum, column) => sum + Math.max(1, column.width), 0);
  const room = width - COLUMN_GAP * (columns.length - 1);
  const widths = columns.map((column) => Math.floor((room * Math.max(1, column.width)) / share));
  return widths.some((each) => each < NARROWEST_COLUMN) ? null : widths;
}

/** The width each field has, by name, those in sections included. */
export function fieldWidths(fields: readonly FieldView[], width: number, into = new Map<string, number>()) {
  for (const field of fields) {
    into.set(field.name, width);
    const widths = columnWidths(field, width);
    for (const [index, column] of (field.columns ?? []).entries()) {
      fieldWidths(column.fields, widths?.[index] ?? width, into);
    }
  }
  return into;
}

/** The width inside a frame. */
export function insideWidth(width: number, widest = Number.POSITIVE_INFINITY): number {
  return Math.max(1, Math.min(width, widest) - FRAME_SIDES);
}
