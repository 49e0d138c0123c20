import type { ChoiceView } from '../../model/interview.ts';

const MARKS = /\p{M}/gu;

function folded(text: string): string {
  return text.normalize('NFD').replace(MARKS, '').toLowerCase();
}

/**
 * The choices whose label holds every word of the query, in any order; case and accents do not count. Labels that begin
 * with the query come first, otherwise the order stays.
 */
export function filterChoices(choices: readonly ChoiceView[], query: string): readonly ChoiceView[] {
  const words = folded(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return choices;
  const found = choices.filter((choice) => {
    const label = folded(choice.label);
    return words.every((word) => label.includes(word));
  });
  const start = words.join(' ');
  const first = found.filter((choice) => folded(choice.label).startsWith(start));
  return first.length === 0 ? found : [...first, ...found.filter((choice) => !first.includes(choice))];
}

/** The next choice after `active`, going round, whose label begins with what was typed; -1 when there is none. */
export function jumpTo(choices: readonly ChoiceView[], active: number, typed: string): number {
  const start = folded(typed);
  for (let step = 1; step <= choices.length; step++) {
    const index = (active + step) % choices.length;
    const choice = choices[index];
    if (choice && folded(choice.label).startsWith(start)) return index;
  }
  return -1;
}
