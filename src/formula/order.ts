import type { Value } from '../model/value.ts';
import { compare } from '../values/number.ts';
import { dateOf, instantOf, numberOf, textOf, timeOf } from './cast.ts';
import type { Kind } from './kind.ts';

/** How two values of one kind compare: negative, zero, positive. Never called with null. */
export type Order = (a: Value, b: Value) => number;

const binary = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Text by UTF-16 units and case-sensitive (reference: formula-semantics 54). */
export const ORDERS = {
  Text: (a, b) => binary(textOf(a), textOf(b)),
  Number: (a, b) => compare(numberOf(a), numberOf(b)),
  Date: (a, b) => binary(dateOf(a), dateOf(b)),
  DateTime: (a, b) => instantOf(a) - instantOf(b),
  Time: (a, b) => binary(timeOf(a), timeOf(b)),
  Boolean: (a, b) => Number(a) - Number(b),
} as const satisfies { readonly [K in Kind]?: Order };

/** The kinds whose values can be compared with each other. */
export type OrderedKind = keyof typeof ORDERS;

export const ORDERED_KINDS = Object.keys(ORDERS) as readonly OrderedKind[];

/**
 * Are two values equal? Text counts null as empty, other kinds give null where either side is null
 * (reference: formula-semantics 18).
 */
export function equalOf(kind: OrderedKind): (a: Value, b: Value) => boolean | null {
  const order: Order = ORDERS[kind];
  if (kind === 'Text') return (a, b) => order(a, b) === 0;
  return (a, b) => (a === null || b === null ? null : order(a, b) === 0);
}
