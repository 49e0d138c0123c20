import type { Boundary, Next } from '../elements/define-element.ts';
import type { TransactionModel } from '../model/elements.ts';
import type { RunningTurn } from './turn.ts';

type Enter = (turn: RunningTurn) => Next;

/** How an element is entered: at first, and once the machine has committed what stood in its way. */
export interface Crossing {
  readonly enter: Enter;
  readonly committed: Enter;
}

/**
 * Puts the machine's part in front of an element: what it does to the transaction is data, no element commits by itself
 * (reference: core 3, flow-semantics 1 and 8). A flow inside its caller's transaction commits nothing.
 */
export function crossing(enter: Enter, boundary: Boundary | undefined, model: TransactionModel): Crossing {
  const anew: Enter = (turn) => {
    turn.beginTransaction();
    return enter(turn);
  };
  const refused: Enter = (turn) => (turn.dirty ? turn.fault(UNCOMMITTED) : enter(turn));
  if (boundary === 'commits' || (model === 'NewTransaction' && boundary === 'needs-clean')) {
    const commits: Enter = (turn) => (turn.dirty ? turn.commit('commit') : anew(turn));
    return { enter: (turn) => (turn.ownsTransaction ? commits(turn) : refused(turn)), committed: anew };
  }
  if (boundary !== 'needs-clean') return { enter, committed: enter };
  if (model === 'CurrentTransaction') return { enter: refused, committed: enter };
  return {
    enter: (turn) => (turn.dirty && turn.ownsTransaction ? turn.commit('commit') : refused(turn)),
    committed: anew,
  };
}

/** The org's own words. */
const UNCOMMITTED = {
  code: 'UNCOMMITTED_WORK',
  message: 'You have uncommitted work pending. Please commit or rollback before calling out.',
  help: 'put a screen between the record change and the callout, or set transaction: Automatic on it',
} as const;
