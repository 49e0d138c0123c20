import type { Transaction } from '../model/interview.ts';
import type { Value } from '../model/value.ts';

/**
 * What an observed program tells while it runs: the seams that `compileFlow(…, { observed: true })` wraps. Trace, coverage
 * and debugger listen to these; elements know nothing of them (reference: core 2). A decision's outcomes are writes.
 */
export type Happening =
  | { readonly kind: 'enter'; readonly flow: string; readonly element: string }
  | { readonly kind: 'write'; readonly flow: string; readonly name: string; readonly value: Value }
  | {
      readonly kind: 'formula';
      readonly flow: string;
      readonly text: string;
      readonly value: Value;
      readonly error?: string;
    }
  /** A transaction ended: what it used up of the limits, by their names. Told by every program. */
  | { readonly kind: 'transaction'; readonly number: number; readonly used: Transaction['used'] };

export type Observer = (happening: Happening) => void;

/** What a host may ask of one turn. */
export interface TurnOptions {
  /** Hears what happens; only a program compiled with `observed` tells of more than transactions. */
  readonly observe?: Observer;
  /** Elements after which the turn stops with a `stopped` effect; left out = no end. Lets a host end an endless loop. */
  readonly budget?: number;
  /** `startInterview`: the transaction it begins in, where another interview has used it already. */
  readonly transaction?: Pick<Transaction, 'dirty' | 'used'>;
}
