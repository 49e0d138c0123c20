import type { MapEntry } from '../model/document.ts';
import { nearest } from '../values/nearest.ts';
import { entryOf, kindOf, pointAt } from './nodes.ts';
import type { ReadContext } from './read-types.ts';

/** What a construct with a `type:` is called, and which kinds of it there are. */
export interface KindOf {
  readonly what: 'element' | 'field';
  /** Kinds that run, for the list in a message. */
  readonly kinds: readonly string[];
  /** Kinds that are read as well; all that a misspelt word may mean. */
  readonly known: readonly string[];
  /** Whether a word beside `known` is a kind: a component by its name. */
  readonly accepts?: (word: string) => boolean;
  /** What to write where there is no map. */
  readonly hint: (name: string) => string;
}

/** The word after `type:` of an element or a screen field. @returns undefined where it is none, which is reported. */
export function kindWordOf(entry: MapEntry, of: KindOf, context: ReadContext): string | undefined {
  const { key, keyPlace, value } = entry;
  const { what, kinds, known } = of;
  if (value.kind !== 'map') {
    context.report({
      rule: 'wrong-type',
      message: `the ${what} ${key} has to be a map of its keys, found ${kindOf(value)}`,
      place: value.kind === 'null' ? keyPlace : pointAt(value, context.text),
      suggestion: of.hint(key),
    });
    return undefined;
  }
  const type = entryOf(value, 'type');
  if (type?.value.kind !== 'text') {
    context.report({
      rule: type ? 'wrong-type' : 'missing-key',
      message: type
        ? `type has to be a kind of ${what}, found ${kindOf(type.value)}`
        : `the ${what} ${key} needs the key type`,
      place: type ? pointAt(type.value, context.text) : keyPlace,
      suggestion: `kinds: ${kinds.join(', ')}`,
    });
    return undefined;
  }
  const word = type.value.value;
  if (known.includes(word) || of.accepts?.(word)) return word;
  const near = nearest(word, known);
  context.report({
    rule: 'unknown-type',
    message: `there is no kind of ${what} ${word === '' ? 'with an empty name' : word}`,
    place: type.value.place,
    suggestion: near ? `did you mean ${near}?` : `kinds: ${kinds.join(', ')}`,
  });
  return undefined;
}
