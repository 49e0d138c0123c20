import type { Place } from '../../model/document.ts';
import type { Reference } from '../../model/expression.ts';

/** Words for the place in a flow where something stands, by the names of the model's properties; the innermost counts. */
const NOUNS: Readonly<Record<string, string>> = {
  conditions: 'the condition',
  visible: 'the visibility condition',
  where: 'the filter',
  target: 'the target',
  assign: 'the assignment',
  collection: 'the collection of the loop',
  item: 'the variable of the loop',
  choices: 'the list of choices',
  selected: 'the selected choice',
  options: 'the option',
  stage: 'the stage',
  path: 'the path',
  query: 'the query',
  headers: 'the header',
  body: 'the body',
  inputs: 'the input',
  outputs: 'the output',
  validate: 'the validation rule',
  default: 'the default',
  interviewLabel: 'the interview label',
  readOnly: 'readOnly',
  disabled: 'disabled',
  expression: 'the formula',
  formula: 'the formula',
  text: 'the text',
  label: 'the label',
  help: 'the help text',
};

/** Properties whose nouns say more than what stands inside of them. */
const OUTER: readonly string[] = ['conditions', 'visible', 'where', 'validate'];

/** "the condition", "the body": what an expression on this way belongs to. */
export function nounOf(path: readonly string[]): string {
  const outer = path.find((key) => OUTER.includes(key) && key in NOUNS);
  const inner = path.findLast((key) => key in NOUNS);
  return NOUNS[outer ?? inner ?? ''] ?? 'the text';
}

/**
 * The place of one name of a reference's path, where the file says it letter by letter; else that of the whole reference.
 * @param at offset of the name in the path; less than 1 = it is not known.
 */
export function memberPlace({ path, place }: Reference, at: number, member: string): Place {
  const exact = place.end - place.start === path.length && at > 0;
  return exact ? { start: place.start + at, end: place.start + at + member.length } : place;
}
