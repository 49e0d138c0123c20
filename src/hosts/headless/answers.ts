import { UsageError } from '../../errors.ts';
import type { ScreenVerb } from '../../model/interview.ts';
import type { Value, Values } from '../../model/value.ts';
import { isFields } from '../../values/fields.ts';

/**
 * Entries for one visit of a screen: field -> entry, as it would be typed (numbers, booleans and lists as such; choices by
 * key, value or label). `$press` names the button; left out = the one that goes forward.
 */
export interface ScreenAnswers {
  readonly [field: string]: Value;
}

/** Answers by the API name of the screen: a map answers every visit, a list the first visit, the second, and so on. */
export type Answers = Readonly<Record<string, ScreenAnswers | readonly ScreenAnswers[]>>;

/** The key that stands for the button. API names never begin with `$`. */
export const PRESS = '$press';

/** What `$press` may say. */
export const PRESSABLE = ['next', 'previous', 'finish'] as const satisfies readonly ScreenVerb[];

/** Entries of one visit without the button. */
export function entriesOf(answers: ScreenAnswers): Readonly<Record<string, Value>> {
  const { [PRESS]: _, ...entries } = answers;
  return entries;
}

export function isAnswerList(answers: ScreenAnswers | readonly ScreenAnswers[]): answers is readonly ScreenAnswers[] {
  return Array.isArray(answers);
}

/**
 * Values of a file as answers.
 * @param source names the file in messages.
 * @throws UsageError where a screen has something else than a map of fields, or a list of such maps.
 */
export function answersFrom(values: Values, source: string): Answers {
  const visit = (screen: string, value: Value): ScreenAnswers => {
    if (value === null) return {};
    if (isFields(value))
      return Object.fromEntries(
        Object.entries(value).map(([key, entry]) => [key === `$${PRESS}` ? PRESS : key, entry]),
      );
    throw new UsageError(
      `${source}: ${screen} has no map of fields`,
      `write one field a line below it:\n${screen}:\n  Some_Field: Some text`,
    );
  };
  return Object.fromEntries(
    Object.entries(values).map(([screen, value]) => [
      screen,
      Array.isArray(value) ? value.map((each: Value) => visit(screen, each)) : visit(screen, value),
    ]),
  );
}
