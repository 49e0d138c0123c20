import { Box, Text } from 'ink';
import { h } from './h.ts';
import { type Block, parseRichText, type Span } from './rich-text.ts';
import { cells } from './text-cells.ts';
import type { Theme } from './theme.ts';
import { wrapSpans } from './wrap-spans.ts';

/** Draws Salesforce's rich text at a width. */
export function drawRichText(html: string, theme: Theme, width: number) {
  return h(
    Box,
    { flexDirection: 'column', width },
    // Blocks have no name of their own; they are drawn anew as a whole when the text changes.
    parseRichText(html, theme.glyphs.bullet).map((block, index) => drawBlock(block, index, theme, width)),
  );
}

/** The text of rich text alone: for a screen reader. */
export function richTextAsPlain(html: string): string {
  return parseRichText(html)
    .map((block) => `${block.marker ? `${block.marker} ` : ''}${block.spans.map((span) => span.text).join('')}`)
    .join('\n');
}

function drawBlock(block: Block, key: number, theme: Theme, width: number) {
  if (block.kind === 'rule') return h(Text, { key, ...theme.styles.border }, theme.glyphs.rule.repeat(width));
  const front = block.kind === 'item' ? 1 + block.depth * 3 + cells(block.marker ?? '') + 1 : 0;
  const rows = wrapSpans(block.spans, Math.max(1, width - front));
  const content = h(
    Box,
    { flexDirection: 'column' },
    rows.map((row, at) =>
      h(
        Text,
        { key: at, ...(block.kind === 'heading' ? { bold: true } : {}) },
        row.map((span, index) => drawSpan(span, index, theme)),
        row.every((span) => span.text === '') ? ' ' : null,
      ),
    ),
  );
  if (block.kind !== 'item') return h(Box, { key }, content);
  return h(
    Box,
    { key, paddingLeft: 1 + block.depth * 3, columnGap: 1 },
    h(Box, { flexShrink: 0 }, h(Text, theme.styles.muted, block.marker)),
    content,
  );
}

function drawSpan(span: Span, key: number, theme: Theme) {
  const style = {
    ...(span.bold ? { bold: true } : {}),
    ...(span.italic ? { italic: true } : {}),
    ...(span.underline || span.link ? { underline: true } : {}),
    ...(span.strikethrough ? { strikethrough: true } : {}),
    ...(span.picture ? { dimColor: true } : {}),
    ...(span.colour && theme.colour ? { color: span.colour } : {}),
  };
  return h(Text, { key, ...style }, span.link ? linkText(span.text, span.link, theme) : span.text);
}

/** OSC 8; where the terminal has no attributes, the address in brackets. `url` has been through `safeLink`. */
function linkText(text: string, url: string, theme: Theme): string {
  if (!theme.attributes) return text === url ? text : `${text} (${url})`;
  return `\x1b]8;;${url}\x07${text}\x1b]8;;\x07`;
}
