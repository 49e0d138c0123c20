import { Box, Text } from 'ink';
import type { ReactElement } from 'react';
import type { ScreenView } from '../../model/interview.ts';
import { type FormState, findField } from './form-state.ts';
import { h } from './h.ts';
import { richTextRenderer } from './rich-text-loader.ts';
import { cells, clip, harmless, oneLine } from './text-cells.ts';
import type { Theme } from './theme.ts';

/** What F1 shows: the help of the field with the focus, else that of the screen. */
export function helpFor(view: ScreenView, state: FormState): { readonly about: string; readonly text: string } | null {
  const field = findField(view, state.focus?.field);
  if (field?.help) return { about: field.label, text: field.help };
  return view.help ? { about: view.label, text: view.help } : null;
}

/** The help in a frame above the buttons, at most `most` rows of it. */
export function drawHelp(view: ScreenView, state: FormState, theme: Theme, width: number, most: number): ReactElement {
  const help = helpFor(view, state);
  const { box } = theme.glyphs;
  const style = theme.styles.help;
  const title = clip(oneLine(`Help: ${help?.about ?? view.label}`), width - 6);
  const fill = Math.max(0, width - cells(title) - 5);
  const rich = help ? richTextRenderer() : null;
  const text = help?.text ?? 'There is no help for this.';
  const lines = Math.max(1, most - 2);
  return h(
    Box,
    { flexDirection: 'column', marginX: 1, width, flexShrink: 0 },
    h(Text, style, `${box.topLeft}${box.top} ${title} ${box.top.repeat(fill)}${box.topRight}`),
    h(
      Box,
      {
        borderStyle: box,
        borderTop: false,
        paddingX: 1,
        width,
        maxHeight: lines + 1,
        overflow: 'hidden',
        flexDirection: 'column',
        ...(style.color === undefined ? {} : { borderColor: style.color }),
      },
      h(Box, { flexShrink: 0 }, rich ? rich.drawRichText(text, theme, width - 4) : h(Text, {}, harmless(text))),
    ),
  );
}
