import { Box, Text } from 'ink';
import type { FieldView } from '../../../model/interview.ts';
import { insert, LINE_KEYS, type Line, settleCaret, windowLine } from '../edit-line.ts';
import { rawText } from '../form-state.ts';
import { h } from '../h.ts';
import { graphemes, oneLine } from '../text-cells.ts';
import type { ControlDefinition, Drawn } from './define-control.ts';

/** In what one line of typing differs from another. */
export interface LineOptions {
  /** What is drawn instead of each character. */
  readonly mask?: string;
  readonly align?: 'right';
  readonly maxWidth?: number;
  /** Drawn in an empty field: the format to type. */
  placeholder?(field: FieldView): string;
  /** Drawn in front: a currency sign. */
  prefix?(field: FieldView): string;
  /** What is read aloud. */
  speak?(field: FieldView): string;
}

/** A control for typing one line; all entries but long texts and lists are one of these. */
export function lineControl(options: LineOptions = {}): ControlDefinition {
  return {
    frame: 'boxed',
    role: 'textbox',
    ...(options.maxWidth === undefined ? {} : { maxWidth: options.maxWidth }),
    enter: (field) => ({ caret: rawText(field.raw).length }),
    press({ field, ui, key }) {
      const line = settleCaret(rawText(field.raw), ui.caret);
      const next = editLine(line, key.chord, key.text);
      if (!next) return null;
      return { ...(next.text === line.text ? {} : { raw: next.text }), ui: { caret: next.caret } };
    },
    draw: (at) => drawLine(at, options),
    speak: options.speak ?? ((field) => rawText(field.raw) || 'empty'),
  };
}

/** Applies a key to one line of text; null when it is not an editing key. Line ends that are pasted become blanks. */
export function editLine(line: Line, chord: string, typed: string): Line | null {
  if (chord === 'text' || chord === 'space') return insert(line, typed);
  if (chord === 'paste') return insert(line, oneLine(typed.replace(/[\r\n]+$/, '').replace(/\r?\n|\r/g, ' ')));
  return LINE_KEYS[chord]?.(line) ?? null;
}

function drawLine({ field, ui, focused, theme, width }: Drawn, options: LineOptions) {
  const text = rawText(field.raw);
  const sign = options.prefix?.(field) ?? '';
  const prefix = sign === '' ? null : h(Text, theme.styles.muted, `${sign} `);
  const room = Math.max(1, width - (sign === '' ? 0 : sign.length + 1));
  const placeholder = options.placeholder?.(field) ?? '';
  if (text === '' && placeholder !== '' && !field.readOnly) {
    const [first = '', ...rest] = graphemes(placeholder.slice(0, room));
    return h(Box, {}, prefix, h(Text, theme.styles.muted, focused ? caretText(theme, first) : first, rest.join('')));
  }
  const line = settleCaret(text, focused ? ui.caret : text.length);
  const { before, at, after } = windowLine(maskLine(line, options.mask), room);
  return h(
    Box,
    { width, justifyContent: options.align === 'right' ? 'space-between' : 'flex-start' },
    prefix ?? (options.align === 'right' ? h(Box) : null),
    h(
      Text,
      { wrap: 'truncate-end', ...(field.readOnly ? theme.styles.muted : {}) },
      oneLine(before),
      focused ? caretText(theme, at) : oneLine(at),
      oneLine(after),
      // An empty text would take no row.
      text === '' && !focused ? ' ' : '',
    ),
  );
}

/** The caret, on the character under it. */
export function caretText(theme: Drawn['theme'], at: string) {
  if (!theme.attributes) return `|${at}`;
  return h(Text, theme.styles.caret, at === '' ? ' ' : at);
}

function maskLine(line: Line, mask: string | undefined): Line {
  if (mask === undefined) return line;
  const before = graphemes(line.text.slice(0, line.caret)).length;
  const after = graphemes(line.text.slice(line.caret)).length;
  return { text: mask.repeat(before + after), caret: mask.length * before };
}
