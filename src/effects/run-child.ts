import { FaultError } from '../errors.ts';
import { type Program, startInterview } from '../interview/index.ts';
import type { Interview, InterviewContext, Transaction } from '../model/interview.ts';
import type { Values } from '../model/value.ts';
import type { Performers, Presenter } from './ports.ts';
import { runInterview, TURN_BUDGET } from './run-interview.ts';

export interface ChildOptions {
  /** Whose effect runs it: user, region, and transaction are the parent's. */
  readonly parent: Interview;
  /** Performers that work inside the parent's transaction. */
  readonly performers: Performers;
  readonly signal: AbortSignal;
  readonly now: () => number;
  /** What the child is told besides: the record that triggers it. */
  readonly context?: Partial<InterviewContext>;
  /** Tells it from the parent's other children; the flow's name unless given. */
  readonly name?: string;
  /** Where the parent's transaction stands. */
  readonly transaction?: Pick<Transaction, 'dirty' | 'used'>;
  /** It has a transaction of its own. */
  readonly alone?: boolean;
}

/** A child has nobody to show a screen to. */
export const NOBODY: Presenter = {
  present: async ({ effect }) => {
    const message = `${effect.flow} shows the screen ${effect.element}, and nobody is there to see it.`;
    throw new FaultError({ code: 'SCREEN_IN_BACKGROUND', message, element: effect.element });
  },
};

/**
 * Runs a flow to its end within another interview's effect, in the same transaction: an action of the kind flow, a
 * record-triggered flow around a save.
 * @returns the finished interview. @throws FaultError with the fault it failed with.
 */
export async function runChild(program: Program, inputs: Values, options: ChildOptions): Promise<Interview> {
  const { parent, performers, signal, now, context = {}, name = program.name, transaction, alone = false } = options;
  const id = `${parent.id}/${name}/${parent.seq}`;
  const { trigger: _, sharesTransaction: _shares, ...own } = parent.context;
  const child = { ...own, ...context, id, startedAt: now(), ...(alone ? {} : { sharesTransaction: true as const }) };
  const begun = startInterview(program, inputs, child, {
    budget: TURN_BUDGET,
    ...(transaction ? { transaction } : {}),
  });
  const end = await runInterview(program, begun, { presenter: NOBODY, performers, signal, now });
  if (end.pending.kind === 'failed') throw new FaultError(end.pending.fault);
  return end;
}
