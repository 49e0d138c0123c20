import { Box, Text } from 'ink';
import { h } from '../h.ts';
import { clip, oneLine } from '../text-cells.ts';
import type { ControlDefinition } from './define-control.ts';

/** A button among the fields. */
export const button: ControlDefinition = {
  frame: 'bare',
  role: 'button',
  press({ field, key }) {
    if (key.chord !== 'enter' && key.chord !== 'space') return null;
    return field.press ? { press: field.press } : {};
  },
  draw({ field, focused, theme, width }) {
    const style = theme.styles[field.readOnly ? 'muted' : focused ? 'focusButton' : 'button'];
    const label = clip(oneLine(field.label), Math.max(1, width - 6));
    const bare = !theme.attributes && focused ? `>${label}<` : ` ${label} `;
    return h(Box, { paddingLeft: 1 }, h(Text, style, `[${bare}]`));
  },
  speak: () => 'button',
  hints: () => [['Enter', 'press']],
};
