import { Box, Text } from 'ink';
import { h } from '../h.ts';
import { COLUMN_GAP, columnWidths } from '../layout.ts';
import { cells, clip, oneLine } from '../text-cells.ts';
import type { ControlDefinition } from './define-control.ts';

/** A section: a heading, if it has one, and its columns side by side, or stacked where they would get too narrow. */
export const group: ControlDefinition = {
  frame: 'text',
  draw({ field, theme, width, drawFields }) {
    const widths = columnWidths(field, width);
    const label = clip(oneLine(field.label), width - 4);
    const rule = theme.glyphs.rule.repeat(Math.max(0, width - cells(label) - 2));
    return h(
      Box,
      { flexDirection: 'column', width },
      label === ''
        ? null
        : h(Text, {}, ' ', h(Text, theme.styles.title, label), ' ', h(Text, theme.styles.border, rule)),
      h(
        Box,
        { flexDirection: widths ? 'row' : 'column', columnGap: COLUMN_GAP },
        (field.columns ?? []).map((column, index) => {
          const columnWidth = widths?.[index] ?? width;
          const [first] = column.fields;
          const key = first?.name ?? index;
          return h(Box, { key, flexDirection: 'column', width: columnWidth }, drawFields(column.fields, columnWidth));
        }),
      ),
    );
  },
  speak: (field) => oneLine(field.label),
};
