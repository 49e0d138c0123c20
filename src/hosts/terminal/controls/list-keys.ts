import type { ChoiceView } from '../../../model/interview.ts';
import type { FieldUi } from '../form-state.ts';
import type { Key } from '../keyboard.ts';
import { graphemes } from '../text-cells.ts';

const STEPS: Readonly<Record<string, (active: number, last: number) => number>> = {
  up: (active) => active - 1,
  down: (active) => active + 1,
  home: () => 0,
  end: (_active, last) => last,
  pageup: (active) => Math.max(0, active - 8),
  pagedown: (active, last) => Math.min(last, active + 8),
};

/** The row a movement key leads to; null where it is no such key or leads out of the list. */
export function stepInList(chord: string, active: number, total: number): number | null {
  const next = STEPS[chord]?.(active, total - 1);
  return next === undefined || next < 0 || next >= total ? null : next;
}

/** What a key does to the search in a list; null where it is no search key. */
export function searchInList(key: Key, query: string): Partial<FieldUi> | null {
  if (key.chord === 'text' || key.chord === 'space' || key.chord === 'paste') {
    return { query: query + key.text.replace(/\s+/g, ' '), active: 0 };
  }
  if (key.chord === 'backspace') {
    return query === '' ? { query: null } : { query: graphemes(query).slice(0, -1).join(''), active: 0 };
  }
  return key.chord === 'ctrl+u' ? { query: '', active: 0 } : null;
}

/** Where the chosen one stands; 0 where nothing is chosen. */
export function activeOf(choices: readonly ChoiceView[], key: unknown): number {
  return Math.max(
    0,
    choices.findIndex((choice) => choice.key === key),
  );
}
