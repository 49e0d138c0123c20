import type { Value } from '../model/value.ts';
import { compare as compareNumbers, type ExactNumber, isNumber } from './number.ts';
import { SORT_IGNORES_CASE } from './unverified.ts';

/** One thing to sort by. */
export interface SortKey {
  of(item: Value): Value;
  readonly order: 'Asc' | 'Desc';
  /** Where null and empty text stand, whatever the order. */
  readonly emptyFirst: boolean;
}

/** What is compared in place of a value: computed once an item, not once a comparison. */
type Rank = string | number | ExactNumber | null;

/**
 * Compiles a sort: numbers by value, false before true, dates and times by their ISO text, texts as the switch says, with
 * items that differ in case only in the order they had. Values of different kinds keep the order numbers, texts, the rest.
 * @returns a function that gives a new list; items that compare equal keep their order.
 */
export function compileSort(keys: readonly SortKey[]): (items: readonly Value[]) => Value[] {
  return (items) => {
    const ranked = items.map((item) => ({ item, ranks: keys.map((key) => rankOf(key.of(item))) }));
    ranked.sort((a, b) => {
      for (let i = 0; i < keys.length; i += 1) {
        const { order, emptyFirst } = keys[i] as SortKey;
        const [x, y] = [a.ranks[i] as Rank, b.ranks[i] as Rank];
        if (x === null || y === null) {
          if (x !== y) return (x === null) === emptyFirst ? -1 : 1;
          continue;
        }
        const difference = compareRanks(x, y);
        if (difference !== 0) return order === 'Desc' ? -difference : difference;
      }
      return 0;
    });
    return ranked.map(({ item }) => item);
  };
}

/** Null where there is nothing to compare: no value, empty text, a record or a list. */
function rankOf(value: Value): Rank {
  if (value === null || value === '') return null;
  if (typeof value === 'string') return SORT_IGNORES_CASE ? value.toLowerCase() : value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return isNumber(value) ? value : null;
}

function compareRanks(a: Exclude<Rank, null>, b: Exclude<Rank, null>): number {
  if (typeof a === 'string' || typeof b === 'string') {
    if (typeof a !== typeof b) return typeof a === 'string' ? 1 : -1;
    return a < b ? -1 : a > b ? 1 : 0;
  }
  return compareNumbers(a, b);
}
