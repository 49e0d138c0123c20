import { Box, Text } from 'ink';
import { h } from '../h.ts';
import { richTextRenderer } from '../rich-text-loader.ts';
import { harmless } from '../text-cells.ts';
import type { ControlDefinition } from './define-control.ts';

/** Text to read, plain or rich. */
export const staticText: ControlDefinition = {
  frame: 'text',
  draw({ field, theme, width }) {
    const text = field.text ?? '';
    const rich = field.html ? richTextRenderer() : null;
    return h(Box, { paddingX: 1 }, rich ? rich.drawRichText(text, theme, width - 2) : h(Text, {}, harmless(text)));
  },
  speak: (field) =>
    (field.html ? richTextRenderer()?.richTextAsPlain(field.text ?? '') : null) ?? harmless(field.text ?? ''),
};
