import { Box, Text } from 'ink';
import type { ChoiceView } from '../../../model/interview.ts';
import { h } from '../h.ts';
import { listWindow } from '../scroll.ts';
import { clip, oneLine } from '../text-cells.ts';
import type { Drawn } from './define-control.ts';
import { caretText } from './line-control.ts';

/** What a list draws. */
export interface ListRows {
  readonly choices: readonly ChoiceView[];
  readonly active: number;
  readonly query: string | null;
  /** Sign in front of a choice: a radio button or checkbox; null draws none. */
  sign(choice: ChoiceView): string | null;
  chosen(choice: ChoiceView): boolean;
}

export const MOST_ROWS = 10;

/** The rows of a list: the search, the choices around the active one, how many more there are either way. */
export function drawList({ focused, theme, width, rows: room }: Drawn, list: ListRows) {
  const { glyphs, styles } = theme;
  const { choices } = list;
  const { from, to } = listWindow(list.active, choices.length, Math.min(MOST_ROWS, Math.max(3, room)));
  return h(
    Box,
    { flexDirection: 'column' },
    list.query === null || !focused
      ? null
      : h(Text, { wrap: 'truncate-start' }, h(Text, styles.muted, '/ '), list.query, caretText(theme, '')),
    choices.length === 0 ? h(Text, styles.muted, 'nothing matches') : null,
    choices.slice(from, to).map((choice, index) => {
      const here = focused && from + index === list.active;
      const chosen = list.chosen(choice);
      const sign = list.sign(choice);
      const front = `${here ? glyphs.pointer : ' '} ${sign === null ? '' : `${sign} `}`;
      const more = edgeMark(index, from, to, choices.length, glyphs);
      const style = here ? styles.focusLabel : chosen ? styles.chosen : {};
      const label = oneLine(choice.label);
      const labelRoom = width - front.length - (more ? more.length + 1 : 0);
      return h(
        Box,
        { key: choice.key, justifyContent: 'space-between' },
        h(Box, { flexShrink: 0 }, h(Text, style, front)),
        // The row that the keys are on is whole, in as many rows as it takes.
        h(Box, { flexGrow: 1, width: labelRoom }, h(Text, style, here ? label : clip(label, labelRoom))),
        more ? h(Text, styles.muted, more) : null,
      );
    }),
  );
}

function edgeMark(index: number, from: number, to: number, total: number, glyphs: Drawn['theme']['glyphs']) {
  if (index === 0 && from > 0) return `${glyphs.above} ${from} more`;
  if (index === to - from - 1 && to < total) return `${glyphs.below} ${total - to} more`;
  return null;
}
