import type { InnerJoin } from '../model/elements.ts';
import type { Value } from '../model/value.ts';
import { eachItemOf } from '../values/each-item.ts';
import { isNumber, numberToText } from '../values/number.ts';
import type { CompileContext, Read, Turn } from './define-element.ts';
import { type Walk, walkOver } from './transformation.ts';

/**
 * A walk over the pairs of items whose keys are equal: in the order of the left collection, and for each of its items in
 * the order of the right one. Null is equal to nothing, as in a query; each collection is read once.
 */
export function compileJoin({ left, right, keys }: InnerJoin, context: CompileContext): Walk {
  const overLeft = walkOver(left, context);
  const overRight = walkOver(right, context);
  const leftKey = keyOf('left', left.path);
  const rightKey = keyOf('right', right.path);
  const slot = context.slotOf(eachItemOf(right.path));

  function keyOf(side: 'left' | 'right', collection: string): Read<string | null> {
    const reads = keys.map((pair) => {
      const path = `${eachItemOf(collection)}.${pair[side]}`;
      return context.read({ kind: 'reference', path, place: pair.place });
    });
    return (turn) => keyText(reads, turn);
  }

  return (turn, visit) => {
    const byKey = new Map<string, Value[]>();
    overRight(turn, () => {
      const key = rightKey(turn);
      if (key === null) return;
      const item = turn.slots[slot] ?? null;
      const same = byKey.get(key);
      if (same) same.push(item);
      else byKey.set(key, [item]);
    });
    overLeft(turn, () => {
      const key = leftKey(turn);
      for (const item of (key === null ? undefined : byKey.get(key)) ?? []) {
        turn.slots[slot] = item;
        visit();
      }
    });
    turn.slots[slot] = undefined;
  };
}

/** Equal texts for equal keys: numbers by value; null where one of them is null. */
function keyText(reads: readonly Read[], turn: Turn): string | null {
  const parts: (string | boolean)[] = [];
  for (const read of reads) {
    const value = read(turn);
    if (value === null || (typeof value === 'object' && !isNumber(value))) return null;
    parts.push(isNumber(value) ? `#${numberToText(value)}` : typeof value === 'string' ? `'${value}` : value);
  }
  return JSON.stringify(parts);
}
