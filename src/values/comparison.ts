import type { ComparisonOperator } from '../model/conditions.ts';
import type { ResourceType, Value } from '../model/value.ts';
import { compare as compareNumbers, isNumber } from './number.ts';
import { ALL, COLLECTION, MOMENTS, NUMBERS, type Operand, SINGLES, TEXTS } from './operands.ts';
import { COMPARISON_IGNORES_CASE } from './unverified.ts';

/**
 * The comparison operators, one table (reference: flow-semantics 4). Null and empty text are different; every order
 * comparison with null is false; whether the case of texts counts is a switch.
 */

/** Families of types that compare alike. */
export type Family = 'text' | 'number' | 'boolean' | 'moment' | 'record' | 'collection' | 'any';

const FAMILIES = {
  Text: 'text',
  Picklist: 'text',
  Multipicklist: 'text',
  Number: 'number',
  Currency: 'number',
  Boolean: 'boolean',
  Date: 'moment',
  DateTime: 'moment',
  Time: 'moment',
  Record: 'record',
  Apex: 'record',
  JSON: 'any',
} as const satisfies Record<ResourceType['dataType'], Family>;

export function familyOf(type: ResourceType): Family {
  return type.collection === true ? 'collection' : FAMILIES[type.dataType];
}

export interface ComparisonDefinition {
  /** What it can be asked of. */
  readonly left: readonly Operand[];
  /** What stands on the right: the left side's type, a Boolean that says whether it should hold, a text or an item, a collection. */
  readonly right: 'same' | 'boolean' | 'collection' | 'text';
  /** @param left, right values of the left side's type; null = no value. */
  test(left: Value, right: Value): boolean;
}

const ORDERED: readonly Operand[] = [...TEXTS, ...NUMBERS, ...MOMENTS];

/** A text as it is compared. */
const folded = (text: string): string => (COMPARISON_IGNORES_CASE ? text.toLowerCase() : text);

/** `equal` as conditions ask it: the case of texts counts or not. */
function same(left: Value, right: Value): boolean {
  if (typeof left === 'string' && typeof right === 'string') return folded(left) === folded(right);
  return equal(left, right);
}

/** Deep equality; numbers by value, dates and times by the moment their ISO text names. */
export function equal(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (left === null || right === null || typeof left !== 'object') {
    if (isNumber(left) && isNumber(right)) return compareNumbers(left, right) === 0;
    return false;
  }
  if (isNumber(left)) return isNumber(right) && compareNumbers(left, right) === 0;
  if (Array.isArray(left)) {
    return (
      Array.isArray(right) && left.length === right.length && left.every((item, i) => equal(item, right[i] ?? null))
    );
  }
  if (typeof right !== 'object' || Array.isArray(right) || isNumber(right)) return false;
  const [a, b] = [Object.entries(left as object), right as Readonly<Record<string, Value>>];
  return (
    a.length === Object.keys(b).length &&
    a.every(([key, value]) => Object.hasOwn(b, key) && equal(value, b[key] ?? null))
  );
}

/** Negative, zero or positive; null where the two have no order. */
function order(left: Value, right: Value): number | null {
  if (isNumber(left) && isNumber(right)) return compareNumbers(left, right);
  if (typeof left !== 'string' || typeof right !== 'string') return null;
  const [a, b] = [folded(left), folded(right)];
  return a < b ? -1 : a > b ? 1 : 0;
}

function ordered(holds: (difference: number) => boolean): ComparisonDefinition {
  return {
    left: ORDERED,
    right: 'same',
    test: (left, right) => {
      const difference = order(left, right);
      return difference !== null && holds(difference);
    },
  };
}

function textual(holds: (left: string, right: string) => boolean): ComparisonDefinition {
  return {
    left: TEXTS,
    right: 'text',
    test: (left, right) => typeof left === 'string' && typeof right === 'string' && holds(folded(left), folded(right)),
  };
}

/** `isNull: true|false`: the right side says whether it should hold; null counts as true. */
function should(left: readonly Operand[], holds: (left: Value) => boolean): ComparisonDefinition {
  return { left, right: 'boolean', test: (value, right) => holds(value) === (right !== false) };
}

const isBlank = (value: Value): boolean => value === null || (typeof value === 'string' && value.trim() === '');
const isEmpty = (value: Value): boolean => value === null || (Array.isArray(value) && value.length === 0);
const isIn = (value: Value, list: Value): boolean => Array.isArray(list) && list.some((item) => same(item, value));

/** `contains` on a collection asks for an item, on text for a part. */
const contains: ComparisonDefinition = {
  left: [...TEXTS, 'collection'],
  right: 'text',
  test: (left, right) => {
    if (Array.isArray(left)) return isIn(right, left);
    return typeof left === 'string' && typeof right === 'string' && folded(left).includes(folded(right));
  },
};

export const COMPARISONS: { readonly [O in ComparisonOperator]: ComparisonDefinition } = {
  equalTo: { left: ALL, right: 'same', test: same },
  notEqualTo: { left: ALL, right: 'same', test: (left, right) => !same(left, right) },
  greaterThan: ordered((difference) => difference > 0),
  greaterThanOrEqualTo: ordered((difference) => difference >= 0),
  lessThan: ordered((difference) => difference < 0),
  lessThanOrEqualTo: ordered((difference) => difference <= 0),
  contains,
  startsWith: textual((left, right) => left.startsWith(right)),
  endsWith: textual((left, right) => left.endsWith(right)),
  isNull: should(ALL, (value) => value === null),
  isBlank: should(SINGLES, isBlank),
  isEmpty: should(COLLECTION, isEmpty),
  in: { left: SINGLES, right: 'collection', test: isIn },
  notIn: { left: SINGLES, right: 'collection', test: (left, right) => !isIn(left, right) },
  // The machine answers these from its own state, for a choice, an element or a record; of a value they ask only this.
  wasSelected: should(ALL, (value) => value === true),
  wasVisited: should(ALL, (value) => value !== null),
  wasSet: should(ALL, (value) => value !== null),
  hasError: should(ALL, (value) => value === true),
  isChanged: should(ALL, (value) => value === true),
};

/**
 * Compiles one comparison. Safe integers, texts and Booleans are compared without a call.
 * @param left, right read the two sides from the state.
 */
export function compileComparison<S>(
  operator: ComparisonOperator,
  left: (state: S) => Value,
  right: (state: S) => Value,
): (state: S) => boolean {
  const { test } = COMPARISONS[operator];
  const fast = FAST[operator];
  if (!fast) return (state) => test(left(state), right(state));
  return (state) => {
    const a = left(state);
    const b = right(state);
    return typeof a === 'number' && typeof b === 'number' ? fast(a, b) : test(a, b);
  };
}

const FAST: { readonly [O in ComparisonOperator]?: (a: number, b: number) => boolean } = {
  equalTo: (a, b) => a === b,
  notEqualTo: (a, b) => a !== b,
  greaterThan: (a, b) => a > b,
  greaterThanOrEqualTo: (a, b) => a >= b,
  lessThan: (a, b) => a < b,
  lessThanOrEqualTo: (a, b) => a <= b,
};
