import type { Value } from '../model/value.ts';

/** A compiled part of a formula. */
export type Evaluate<S> = (state: S) => Value;
