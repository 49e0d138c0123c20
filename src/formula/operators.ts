import { FormulaEvaluationError } from '../errors.ts';
import type { Value } from '../model/value.ts';
import { addDays, dateTimeFromMs, daysOfDate, MS_PER_DAY, msOfTime, timeFromMs } from '../values/date.ts';
import { add, divide, type ExactNumber, multiply, negate, round, subtract, toDouble } from '../values/number.ts';
import { dateOf, instantOf, integerOf, numberOf, textOf, timeOf } from './cast.ts';
import type { Evaluate } from './evaluate.ts';
import { type Kind, kindOfValue } from './kind.ts';
import type { BinaryOperator, UnaryOperator } from './node.ts';
import { equalOf, ORDERED_KINDS, ORDERS, type Order } from './order.ts';
import { power } from './power.ts';

/**
 * The operators: for each a list of what it can take on both sides, what it gives and how. Nothing is converted
 * (reference: formula-semantics 12); null on either side gives null, except in text (18 and 20).
 */

export interface Overload {
  readonly left: Kind;
  readonly right: Kind;
  readonly result: Kind;
  /** `nulls: 'given'`: it handles null itself; else it is never called with null. */
  readonly nulls?: 'given';
  apply(left: Value, right: Value): Value;
}

const numeric = (apply: (a: ExactNumber, b: ExactNumber) => Value): Overload => ({
  left: 'Number',
  right: 'Number',
  result: 'Number',
  apply: (a, b) => apply(numberOf(a), numberOf(b)),
});

const concatenation: Overload = {
  left: 'Text',
  right: 'Text',
  result: 'Text',
  nulls: 'given',
  apply: (a, b) => (a === null && b === null ? null : textOf(a) + textOf(b)),
};

/** A number of days as milliseconds, to the nearest second (reference: formula-semantics 37). */
function secondsOfDays(days: ExactNumber): number {
  return toDouble(round(multiply(days, 86_400), 0)) * 1000;
}

const moveDate = (date: Value, days: ExactNumber): Value => addDays(dateOf(date), days);
const moveInstant = (at: Value, days: ExactNumber): Value => dateTimeFromMs(instantOf(at) + secondsOfDays(days));
/** Times move by milliseconds and go on after midnight; there is none before it (reference: formula-semantics 39). */
const moveTime = (time: Value, ms: ExactNumber): Value => {
  const moved = msOfTime(timeOf(time)) + integerOf(ms);
  if (moved < 0) throw new FormulaEvaluationError('there is no time before 00:00');
  return timeFromMs(moved);
};

const MOVES: readonly (readonly [Kind, (moment: Value, by: ExactNumber) => Value])[] = [
  ['Date', moveDate],
  ['DateTime', moveInstant],
  ['Time', moveTime],
];

const later = MOVES.flatMap(([kind, move]): Overload[] => [
  { left: kind, right: 'Number', result: kind, apply: (a, b) => move(a, numberOf(b)) },
  { left: 'Number', right: kind, result: kind, apply: (a, b) => move(b, numberOf(a)) },
]);

const earlier = MOVES.map(
  ([kind, move]): Overload => ({
    left: kind,
    right: 'Number',
    result: kind,
    apply: (a, b) => move(a, negate(numberOf(b))),
  }),
);

const between = (kind: Kind, apply: Overload['apply']): Overload => ({
  left: kind,
  right: kind,
  result: 'Number',
  apply,
});

const differences: readonly Overload[] = [
  between('Date', (a, b) => daysOfDate(dateOf(a)) - daysOfDate(dateOf(b))),
  between('DateTime', (a, b) => divide(instantOf(a) - instantOf(b), MS_PER_DAY)),
  between('Time', (a, b) => (msOfTime(timeOf(a)) - msOfTime(timeOf(b)) + MS_PER_DAY) % MS_PER_DAY),
];

const quotient = numeric((a, b) => {
  const result = divide(a, b);
  if (result === null) throw new FormulaEvaluationError('division by zero');
  return result;
});

function comparison(holds: (difference: number) => boolean): readonly Overload[] {
  return ORDERED_KINDS.filter((kind) => kind !== 'Boolean').map((kind) => {
    const order: Order = ORDERS[kind];
    return { left: kind, right: kind, result: 'Boolean', apply: (a, b) => holds(order(a, b)) };
  });
}

function equality(same: boolean): readonly Overload[] {
  return ORDERED_KINDS.map((kind) => {
    const equal = equalOf(kind);
    return {
      left: kind,
      right: kind,
      result: 'Boolean',
      nulls: 'given',
      apply: (a, b) => {
        const is = equal(a, b);
        return is === null ? null : is === same;
      },
    };
  });
}

/** The evaluation of these two stands in compile.ts: the right side is evaluated only where it matters. */
const logical: Overload = { left: 'Boolean', right: 'Boolean', result: 'Boolean', apply: () => null };

export const BINARY: { readonly [O in BinaryOperator]: readonly Overload[] } = {
  '||': [logical],
  '&&': [logical],
  '=': equality(true),
  '<>': equality(false),
  '<': comparison((d) => d < 0),
  '<=': comparison((d) => d <= 0),
  '>': comparison((d) => d > 0),
  '>=': comparison((d) => d >= 0),
  '+': [numeric(add), concatenation, ...later],
  '-': [numeric(subtract), ...differences, ...earlier],
  '&': [concatenation],
  '^': [numeric(power)],
  '*': [numeric(multiply)],
  '/': [quotient],
};

export const UNARY: { readonly [O in UnaryOperator]: { readonly kind: Kind; apply(operand: Value): Value } } = {
  '-': { kind: 'Number', apply: (operand) => negate(numberOf(operand)) },
  '+': { kind: 'Number', apply: numberOf },
  NOT: { kind: 'Boolean', apply: (operand) => operand !== true },
};

/** A side takes its own kind, NULL, and a picklist's value as text. */
function takes(wanted: Kind, kind: Kind): boolean {
  return kind === wanted || kind === 'Null' || (kind === 'Picklist' && wanted === 'Text');
}

/** What was looked up before: there are few operators and kinds, and many formulas. */
const found = new Map<BinaryOperator, Map<Kind, Map<Kind, Overload | undefined>>>();

function within<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined || map.has(key)) return known as V;
  const made = make();
  map.set(key, made);
  return made;
}

const newMap = <K, V>(): Map<K, V> => new Map();

/**
 * What the operator does with these kinds.
 * @returns undefined where it cannot take them.
 */
export function overloadOf(operator: BinaryOperator, left: Kind, right: Kind): Overload | undefined {
  const known = found.get(operator)?.get(left)?.get(right);
  if (known) return known;
  const byRight = within(
    within(found, operator, newMap<Kind, Map<Kind, Overload | undefined>>),
    left,
    newMap<Kind, Overload | undefined>,
  );
  return within(byRight, right, () => findOverload(operator, left, right));
}

function findOverload(operator: BinaryOperator, left: Kind, right: Kind): Overload | undefined {
  if (left !== 'Any' && right !== 'Any') {
    return BINARY[operator].find((o) => takes(o.left, left) && takes(o.right, right));
  }
  const possible = BINARY[operator].filter(
    (o) => (left === 'Any' || takes(o.left, left)) && (right === 'Any' || takes(o.right, right)),
  );
  const [only] = possible;
  if (!only || possible.length === 1) return only;
  const result = possible.every((o) => o.result === only.result) ? only.result : 'Any';
  return { left, right, result, nulls: 'given', apply: (a, b) => applyByValue(operator, a, b) };
}

/** Kinds that only the values know: decided each time. Two texts that fit in no other way are taken as text. */
function applyByValue(operator: BinaryOperator, a: Value, b: Value): Value {
  const [left, right] = [kindOfValue(a), kindOfValue(b)];
  const both = typeof a === 'string' && typeof b === 'string';
  const overload = overloadOf(operator, left, right) ?? (both ? overloadOf(operator, 'Text', 'Text') : undefined);
  if (!overload) throw new FormulaEvaluationError(`${operator} cannot take ${left} and ${right}`);
  return overload.nulls !== 'given' && (a === null || b === null) ? null : overload.apply(a, b);
}

type Compile = <S>(left: Evaluate<S>, right: Evaluate<S>, slow: (a: Value, b: Value) => Value) => Evaluate<S>;

/**
 * Numbers are nearly always safe integers: for these the operator is one JS operation, each in a closure of its own so
 * that the JIT inlines it.
 */
export const FAST: { readonly [O in BinaryOperator]?: Compile } = {
  '+': (left, right, slow) => (state) => {
    const a = left(state);
    const b = right(state);
    if (typeof a === 'number' && typeof b === 'number') {
      const sum = a + b;
      if (Number.isSafeInteger(sum)) return sum;
    }
    return slow(a, b);
  },
  '-': (left, right, slow) => (state) => {
    const a = left(state);
    const b = right(state);
    if (typeof a === 'number' && typeof b === 'number') {
      const difference = a - b;
      if (Number.isSafeInteger(difference)) return difference;
    }
    return slow(a, b);
  },
  '*': (left, right, slow) => (state) => {
    const a = left(state);
    const b = right(state);
    if (typeof a === 'number' && typeof b === 'number') {
      const product = a * b;
      if (Number.isSafeInteger(product)) return product + 0;
    }
    return slow(a, b);
  },
  '=': (left, right, slow) => (state) => {
    const a = left(state);
    const b = right(state);
    return typeof a === 'number' && typeof b === 'number' ? a === b : slow(a, b);
  },
  '<>': (left, right, slow) => (state) => {
    const a = left(state);
    const b = right(state);
    return typeof a === 'number' && typeof b === 'number' ? a !== b : slow(a, b);
  },
  '<': (left, right, slow) => (state) => {
    const a = left(state);
    const b = right(state);
    return typeof a === 'number' && typeof b === 'number' ? a < b : slow(a, b);
  },
  '<=': (left, right, slow) => (state) => {
    const a = left(state);
    const b = right(state);
    return typeof a === 'number' && typeof b === 'number' ? a <= b : slow(a, b);
  },
  '>': (left, right, slow) => (state) => {
    const a = left(state);
    const b = right(state);
    return typeof a === 'number' && typeof b === 'number' ? a > b : slow(a, b);
  },
  '>=': (left, right, slow) => (state) => {
    const a = left(state);
    const b = right(state);
    return typeof a === 'number' && typeof b === 'number' ? a >= b : slow(a, b);
  },
};
