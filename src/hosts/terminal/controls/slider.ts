import { Box, Text } from 'ink';
import { rawText } from '../form-state.ts';
import { h } from '../h.ts';
import { cells, oneLine } from '../text-cells.ts';
import type { ControlDefinition } from './define-control.ts';
import { lineControl } from './line-control.ts';

const line = lineControl();
/** Columns for the typed number beside the bar. */
const NUMBER = 10;

/** A number on a bar: moved by the arrow keys, or typed. */
export const slider: ControlDefinition = {
  ...line,
  role: 'textbox',
  maxWidth: 60,
  press(at) {
    const { slider: bounds } = at.field;
    const moves: Readonly<Record<string, string | undefined>> = {
      left: bounds?.lower,
      right: bounds?.higher,
      home: bounds?.min,
      end: bounds?.max,
    };
    const raw = moves[at.key.chord];
    return raw === undefined ? (line.press?.(at) ?? null) : { raw, ui: { caret: raw.length } };
  },
  draw(at) {
    const { field, theme, focused, width } = at;
    const { min = '', max = '', at: where = null } = field.slider ?? {};
    const ends = cells(min) + cells(max) + 2;
    const length = Math.max(5, width - ends - NUMBER - 2);
    const knob = where === null ? -1 : Math.round(where * (length - 1));
    const bar = theme.glyphs.rule;
    const style = focused ? theme.styles.focusLabel : theme.styles.muted;
    return h(
      Box,
      { columnGap: 2 },
      h(
        Box,
        { flexShrink: 0 },
        h(Text, theme.styles.muted, `${oneLine(min)} `),
        h(
          Text,
          style,
          bar.repeat(Math.max(0, knob)),
          knob < 0 ? '' : theme.glyphs.radioOn,
          bar.repeat(length - 1 - Math.max(knob, 0) + (knob < 0 ? 1 : 0)),
        ),
        h(Text, theme.styles.muted, ` ${oneLine(max)}`),
      ),
      line.draw({ ...at, width: NUMBER }),
    );
  },
  speak: (field) => `${rawText(field.raw) || 'empty'}, from ${field.slider?.min ?? ''} to ${field.slider?.max ?? ''}`,
  hints: () => [['Left/Right', 'move']],
};
