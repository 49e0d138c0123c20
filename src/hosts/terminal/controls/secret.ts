import { rawText } from '../form-state.ts';
import { graphemes } from '../text-cells.ts';
import { lineControl } from './line-control.ts';

/** A password: typed, never drawn nor read aloud. */
export const secret = lineControl({
  mask: '*',
  speak: (field) => {
    const { length } = graphemes(rawText(field.raw));
    return length === 0 ? 'empty' : `${length} ${length === 1 ? 'character' : 'characters'}`;
  },
});
