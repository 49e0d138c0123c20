import { FaultError } from '../errors.ts';
import type { Transformation, TransformValue } from '../model/elements.ts';
import type { Reference } from '../model/expression.ts';
import type { Fields, ResourceType, Value } from '../model/value.ts';
import { coerce, describeValue } from '../values/coerce.ts';
import { collectionReference, eachItemOf } from '../values/each-item.ts';
import { writePath } from '../values/fields.ts';
import { add, type ExactNumber, isNumber } from '../values/number.ts';
import type { CompileContext, Read, Turn } from './define-element.ts';
import { collectionsOfExpression, drivingCollections, type ItemCollection, strangersIn } from './item-collections.ts';

/** Calls `visit` once for each item (or pair of items), while it stands in its slot. */
export type Walk = (turn: Turn, visit: () => void) => void;

/** A walk that is given from outside, and the collections whose current items it sets. */
export interface GivenWalk {
  readonly walk: Walk;
  readonly collections: readonly string[];
}

const ONCE: Walk = (_turn, visit) => visit();

/** A walk over the items of a collection; a null one has none. Slots hold afterwards what they held before. */
export function walkOver(collection: Reference, context: CompileContext): Walk {
  const read = context.read(collection);
  const slot = context.slotOf(eachItemOf(collection.path));
  return (turn, visit) => {
    const items = read(turn);
    if (!Array.isArray(items)) return;
    const before = turn.slots[slot];
    for (const item of items) {
      turn.slots[slot] = item;
      visit();
    }
    turn.slots[slot] = before;
  };
}

/** A walk over collections that stand inside each other, outermost first. */
function walkThrough(collections: readonly ItemCollection[], context: CompileContext): Walk {
  const strangers = strangersIn(collections);
  if (strangers) return refusal(strangers);
  return collections
    .map(({ path, place }) => walkOver(collectionReference(path, place), context))
    .reduce((outer, inner) => (turn, visit) => outer(turn, () => inner(turn, visit)), ONCE);
}

/** The rule `transform-collections` says it before the run. */
function refusal([one, other]: readonly [ItemCollection, ItemCollection]): Walk {
  return () => {
    throw new FaultError({
      code: 'INVALID_TRANSFORM',
      message: `A transform cannot go through ${one.path} and ${other.path} at once: neither is inside the other.`,
      help: 'Join the two with innerJoin, or write one transform for each.',
    });
  };
}

/**
 * Compiles a transformation: one result for each item of the collections that its values go through; for a result that is
 * no collection the first, null where there is none.
 * @param given walks over some of the collections already.
 */
export function compileTransformation(
  transformation: Transformation,
  context: CompileContext,
  given: GivenWalk | null,
  outer: readonly string[] = [],
): Read {
  const { result } = transformation;
  const bound = new Set([...outer, ...(given?.collections ?? [])].map((path) => path.toLowerCase()));
  const driving = drivingCollections(transformation).filter(({ path }) => !bound.has(path.toLowerCase()));
  const own = walkThrough(driving, context);
  const walk: Walk = given ? (turn, visit) => given.walk(turn, () => own(turn, visit)) : own;
  const { collection: _, ...itemType } = result;
  const item = compileItem(transformation, itemType, context, [...bound, ...driving.map(({ path }) => path)]);
  if (!given && driving.length === 0) return result.collection === true ? (turn) => [item(turn)] : item;
  return (turn) => {
    const made: Value[] = [];
    walk(turn, () => made.push(item(turn)));
    return result.collection === true ? made : (made[0] ?? null);
  };
}

/** One item of the result: its one value, or a record of its fields. */
function compileItem(
  { set, value }: Transformation,
  type: ResourceType,
  context: CompileContext,
  bound: readonly string[],
): Read {
  if (value) {
    const read = compileValue(value, context, bound);
    return (turn) => coerce(read(turn), type, 'the result of the transform', turn.timeZone);
  }
  const shape = type.of === undefined ? undefined : context.object(type.of);
  const rows = set.map((row) => {
    const path = row.field.split('.');
    const read = compileValue(row.value, context, bound);
    const fieldType = path.length === 1 ? (shape?.field(row.field) ?? type.fields?.[row.field]) : undefined;
    const fitted: Read = fieldType
      ? (turn) => coerce(read(turn), fieldType, `${type.of ?? 'result'}.${row.field}`, turn.timeZone)
      : read;
    return { path, read: fitted };
  });
  return (turn) => {
    let made: Fields = {};
    for (const { path, read } of rows) made = writePath(made, path, read(turn)) as Fields;
    return made;
  };
}

const AGGREGATES: { readonly [K in 'sum' | 'count']: (found: readonly Value[]) => Value } = {
  // Null adds nothing, and no items at all are 0.
  sum: (found) => found.reduce<ExactNumber>((sum, value) => (value === null ? sum : add(sum, numberOf(value))), 0),
  count: (found) => found.length,
};

function numberOf(value: Value): ExactNumber {
  if (isNumber(value)) return value;
  throw new FaultError({ code: 'INVALID_TRANSFORM', message: `sum adds numbers, found ${describeValue(value)}.` });
}

function compileValue(value: TransformValue, context: CompileContext, bound: readonly string[]): Read {
  if (value.kind === 'map') return context.read(value.value);
  if (value.kind === 'transform') return compileTransformation(value.transform, context, null, bound);
  const aggregate = AGGREGATES[value.kind];
  const read = context.read(value.value);
  const collections = collectionsOfExpression(value.value);
  // The innermost is what is added up, whoever goes through it too.
  const innermost = collections.at(-1);
  const known = new Set(bound.map((path) => path.toLowerCase()));
  const walk = walkThrough(
    collections.filter((one) => one === innermost || !known.has(one.path.toLowerCase())),
    context,
  );
  return (turn) => {
    const found: Value[] = [];
    walk(turn, () => {
      const one = read(turn);
      if (Array.isArray(one)) found.push(...one);
      else if (innermost || one !== null) found.push(one);
    });
    return aggregate(found);
  };
}
