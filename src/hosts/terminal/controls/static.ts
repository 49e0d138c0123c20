import { Box, Text } from 'ink';
import { h } from '../h.ts';
import { richTextRenderer } from '../rich-text-loader.ts';
import { harmless } from '../text-cells.ts';
import { wrapSpans } from '../wrap-spans.ts';
import type { ControlDefinition } from './define-control.ts';

/** Text to read, plain or rich. */
export const staticText: ControlDefinition = {
  frame: 'text',
  draw({ field, theme, width }) {
    const text = field.text ?? '';
    const rich = field.html ? richTextRenderer() : null;
    if (rich) return h(Box, { paddingX: 1 }, rich.drawRichText(text, theme, width - 2));
    const rows = wrapSpans([{ text: harmless(text) }], Math.max(1, width - 2));
    return h(
      Box,
      { paddingX: 1, flexDirection: 'column' },
      // Rows have no name of their own; they are drawn anew as a whole when the text changes.
      rows.map(([piece], index) => h(Text, { key: index }, piece?.text ?? ' ')),
    );
  },
  speak: (field) =>
    (field.html ? richTextRenderer()?.richTextAsPlain(field.text ?? '') : null) ?? harmless(field.text ?? ''),
};
