import { Box, Text } from 'ink';
import { h } from '../h.ts';
import { oneLine } from '../text-cells.ts';
import type { ControlDefinition } from './define-control.ts';

const SETS: Readonly<Record<string, boolean>> = { y: true, Y: true, n: false, N: false };

/** A checkbox. */
export const toggle: ControlDefinition = {
  frame: 'bare',
  role: 'checkbox',
  press({ field, key }) {
    if (key.chord === 'space') return { raw: field.raw !== true };
    const set = key.chord === 'text' ? SETS[key.text] : undefined;
    return set === undefined ? null : { raw: set };
  },
  draw({ field, focused, theme }) {
    const { glyphs, styles } = theme;
    const on = field.raw === true;
    const style = focused ? styles.focusLabel : field.readOnly ? styles.muted : styles.label;
    return h(
      Box,
      { paddingLeft: 1 },
      h(
        Box,
        { flexShrink: 0 },
        h(Text, style, `${focused ? glyphs.pointer : ' '} ${on ? glyphs.checkOn : glyphs.checkOff} `),
      ),
      h(
        Text,
        style,
        field.required ? h(Text, styles.required, '* ') : null,
        oneLine(field.label),
        field.help ? h(Text, styles.muted, ' (?)') : null,
        field.note ? h(Text, styles.muted, `  ${oneLine(field.note)}`) : null,
      ),
    );
  },
  speak: (field) => `${field.raw === true ? 'checked' : 'not checked'}${field.note ? `, ${oneLine(field.note)}` : ''}`,
  hints: () => [['Space', 'check']],
};
