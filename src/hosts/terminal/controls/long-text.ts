import { Box, Text } from 'ink';
import { caretRow, moveRows, wrapRows } from '../edit-area.ts';
import { insert, LINE_KEYS, settleCaret } from '../edit-line.ts';
import { rawText } from '../form-state.ts';
import { h } from '../h.ts';
import { listWindow } from '../scroll.ts';
import { cells, graphemes, harmless, takeCells } from '../text-cells.ts';
import type { ControlDefinition, Drawn, Edit, Pressed } from './define-control.ts';
import { caretText } from './line-control.ts';

const LEAST_ROWS = 3;
const MOST_ROWS = 8;

/** Several lines of text: Enter goes on, Ctrl+J breaks the line, the arrows move by drawn rows. */
export const longText: ControlDefinition = {
  frame: 'boxed',
  role: 'textbox',
  enter: (field) => ({ caret: rawText(field.raw).length }),
  press,
  draw,
  speak: (field) => rawText(field.raw) || 'empty',
  hints: () => [['Ctrl+J', 'new line']],
};

const ROW_STEPS: Readonly<Record<string, number>> = { up: -1, down: 1 };
const NEW_LINE = new Set(['ctrl+j', 'alt+enter', 'shift+enter']);

function press({ field, ui, key, width }: Pressed): Edit | null {
  const line = settleCaret(rawText(field.raw), ui.caret);
  const step = ROW_STEPS[key.chord];
  if (step !== undefined) {
    const moved = moveRows(line, step, width - 1);
    return moved && { ui: { caret: moved.caret } };
  }
  const typed = typedText(key.chord, key.text);
  const next = typed === null ? LINE_KEYS[key.chord]?.(line) : insert(line, typed);
  if (!next) return null;
  return { ...(next.text === line.text ? {} : { raw: next.text }), ui: { caret: next.caret } };
}

function typedText(chord: string, text: string): string | null {
  if (NEW_LINE.has(chord)) return '\n';
  if (chord === 'paste') return harmless(text);
  return chord === 'text' || chord === 'space' ? text : null;
}

function draw({ field, ui, focused, theme, width, rows: most }: Drawn) {
  const text = rawText(field.raw);
  // One column stays free for a caret behind the last character of a full row.
  const rows = wrapRows(text, width - 1);
  const { caret } = settleCaret(text, focused ? ui.caret : 0);
  const active = caretRow(rows, caret);
  const height = Math.max(LEAST_ROWS, Math.min(rows.length, MOST_ROWS, most));
  const { from, to } = listWindow(active, rows.length, height);
  const style = field.readOnly ? theme.styles.muted : {};
  return h(
    Box,
    { flexDirection: 'column', height: field.readOnly ? to - from : height },
    rows.slice(from, to).map((row, index) => {
      const here = focused && from + index === active;
      if (!here)
        return h(Text, { key: row.start, ...style }, takeCells(harmless(text.slice(row.start, row.end)), width) || ' ');
      const [at = ''] = graphemes(text.slice(caret, row.end));
      return h(
        Text,
        { key: row.start, wrap: 'truncate-end', ...style },
        harmless(text.slice(row.start, caret)),
        caretText(theme, at),
        takeCells(harmless(text.slice(caret + at.length, row.end)), width - cells(text.slice(row.start, caret)) - 1),
      );
    }),
  );
}
