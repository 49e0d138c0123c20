import { FaultError } from '../errors.ts';
import type { AssignmentOperator } from '../model/elements.ts';
import type { ResourceType, Value } from '../model/value.ts';
import { equal, familyOf } from './comparison.ts';
import { addDays } from './date.ts';
import { isFields } from './fields.ts';
import { add, isNumber, negate, numberToText } from './number.ts';
import { ALL, COLLECTION, NUMBERS, type Operand, TEXTS } from './operands.ts';
import { ADDING_TO_NULL_COUNTS_IT_AS_EMPTY } from './unverified.ts';

/**
 * The assignment operators, one table (reference: flow-semantics 3). A null collection is an empty one; what adding to a
 * null number or text does is a switch.
 */

/** Lists made in this turn may be added to in place; nobody else has seen them yet (reference: core 5, rule 1). */
export type Owned = WeakSet<readonly Value[]>;

export interface AssignmentDefinition {
  /** What it can be applied to. */
  readonly target: readonly Operand[];
  /** What the value has to be. */
  readonly value: 'same' | 'item' | 'number' | 'collection' | 'any' | 'text';
  apply(before: Value, value: Value, type: ResourceType, owned: Owned): Value;
}

function listOf(value: Value): readonly Value[] {
  return Array.isArray(value) ? value : [];
}

/** Appends in place when the list is this turn's own: 10,000 additions stay linear. */
function appended(before: Value, items: readonly Value[], owned: Owned): Value {
  if (Array.isArray(before) && owned.has(before)) {
    const list = before as Value[];
    for (const item of items) list.push(item);
    return list;
  }
  const list = [...listOf(before), ...items];
  owned.add(list);
  return list;
}

function invalid(operator: string, value: Value): FaultError {
  const shown =
    value === null
      ? 'null'
      : Array.isArray(value)
        ? 'a collection'
        : typeof value === 'object'
          ? 'an object'
          : `"${String(value)}"`;
  return new FaultError({ code: 'INVALID_ASSIGNMENT', message: `the operator ${operator} cannot take ${shown}` });
}

/** As text is added to text: nothing for null, numbers in plain notation. */
function asText(value: Value): string {
  if (value === null) return '';
  return isNumber(value) ? numberToText(value) : String(value);
}

/** Far more than an org stores, far less than what ends the process. */
const LONGEST_TEXT = 10_000_000;

function joined(before: string, value: string): string {
  if (before.length + value.length <= LONGEST_TEXT) return before + value;
  throw new FaultError({
    code: 'LIMIT_EXCEEDED',
    message: `A text would become longer than ${LONGEST_TEXT.toLocaleString('en-US')} characters.`,
    help: 'Something adds to it without end: look at the loop around this assignment.',
  });
}

function sum(before: Value, value: Value, sign: 1 | -1, type: ResourceType): Value {
  const operator = sign === 1 ? 'add' : 'subtract';
  if (value === null) return before;
  if (!isNumber(value)) throw invalid(operator, value);
  const signed = sign === 1 ? value : negate(value);
  if (type.dataType === 'Date' && typeof before === 'string') return addDays(before, signed);
  if (before === null && !ADDING_TO_NULL_COUNTS_IT_AS_EMPTY) return null;
  if (before !== null && !isNumber(before)) throw invalid(operator, before);
  return add(before ?? 0, signed);
}

function addTo(before: Value, value: Value, type: ResourceType, owned: Owned): Value {
  const family = familyOf(type);
  // What an Apex-defined type does not tell: an object can only be added to a list.
  const isList = family === 'collection' || Array.isArray(before) || (family === 'any' && isFields(value));
  if (isList) return appended(before, Array.isArray(value) ? value : [value], owned);
  if (family === 'text' || (family === 'any' && typeof value === 'string')) {
    if (value !== null && typeof value === 'object' && !isNumber(value)) throw invalid('add', value);
    if (before === null && !ADDING_TO_NULL_COUNTS_IT_AS_EMPTY) return null;
    return joined(asText(before), asText(value));
  }
  return sum(before, value, 1, type);
}

function addMultipicklistItem(before: Value, value: Value): Value {
  return before === null || before === '' ? value : `${asText(before)};${asText(value)}`;
}

function positionOf(value: Value, list: readonly Value[]): number {
  if (typeof value !== 'number' || value < 1 || value > list.length) {
    throw new FaultError({
      code: 'INVALID_ASSIGNMENT',
      message: `removePosition takes a position from 1 to ${list.length}`,
    });
  }
  return value - 1;
}

export const ASSIGNMENTS: { readonly [O in AssignmentOperator]: AssignmentDefinition } = {
  assign: { target: ALL, value: 'same', apply: (_before, value) => value },
  // A date moves by days; a DateTime and a Time do not move.
  add: { target: [...TEXTS, ...NUMBERS, 'Date', 'collection'], value: 'any', apply: addTo },
  subtract: {
    target: [...NUMBERS, 'Date'],
    value: 'number',
    apply: (before, value, type) => sum(before, value, -1, type),
  },
  addItem: { target: ['Multipicklist'], value: 'text', apply: addMultipicklistItem },
  addAtStart: {
    target: COLLECTION,
    value: 'item',
    apply: (before, value) => [...(Array.isArray(value) ? value : [value]), ...listOf(before)],
  },
  removeFirst: {
    target: COLLECTION,
    value: 'item',
    apply: (before, value) => {
      const at = listOf(before).findIndex((item) => equal(item, value));
      return at < 0 ? before : listOf(before).filter((_, i) => i !== at);
    },
  },
  removeAll: {
    target: COLLECTION,
    value: 'any',
    apply: (before, value) => {
      const unwanted = Array.isArray(value) ? value : [value];
      return listOf(before).filter((item) => !unwanted.some((other) => equal(item, other)));
    },
  },
  removeBeforeFirst: {
    target: COLLECTION,
    value: 'item',
    apply: (before, value) => {
      const at = listOf(before).findIndex((item) => equal(item, value));
      return at < 0 ? before : listOf(before).slice(at);
    },
  },
  removeAfterFirst: {
    target: COLLECTION,
    value: 'item',
    apply: (before, value) => {
      const at = listOf(before).findIndex((item) => equal(item, value));
      return at < 0 ? before : listOf(before).slice(0, at + 1);
    },
  },
  removePosition: {
    target: COLLECTION,
    value: 'number',
    apply: (before, value) => {
      const at = positionOf(value, listOf(before));
      return listOf(before).filter((_, i) => i !== at);
    },
  },
  removeUncommon: {
    target: COLLECTION,
    value: 'collection',
    apply: (before, value) => listOf(before).filter((item) => listOf(value).some((other) => equal(item, other))),
  },
  assignCount: { target: NUMBERS, value: 'collection', apply: (_before, value) => listOf(value).length },
};
