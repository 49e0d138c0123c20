import type { Outcome } from '../model/elements.ts';
import { changedToMeet } from './changed-to-meet.ts';
import type { CompileContext, ElementDefinition, Read } from './define-element.ts';
import { PRIOR_RECORD, RECORD } from './start.ts';

/**
 * Decision: outcomes are tested in file order, the first that holds is taken, else the default. An outcome is a Boolean
 * resource: true if taken, false if tested and passed over, null if never reached (reference: flow-semantics 4).
 */
export const decision: ElementDefinition<'decision'> = {
  type: 'decision',
  connectors: (element) => [
    ...element.outcomes.map((outcome) => ({ name: outcome.name, connector: outcome.next })),
    { name: 'default', connector: element.default.next },
  ],
  declares: (element) =>
    element.outcomes.map(({ name, place }) => ({ name, place, what: 'outcome', type: { dataType: 'Boolean' } })),
  compile: (element, context) => {
    const outcomes = element.outcomes.map((outcome) => ({
      test: testOf(outcome, context),
      store: context.store(outcome.name),
      next: context.to(outcome.next),
    }));
    const otherwise = context.to(element.default.next);
    return {
      enter: (turn) => {
        for (const outcome of outcomes) {
          const taken = outcome.test(turn);
          outcome.store(turn, taken);
          if (taken) return outcome.next;
        }
        return otherwise;
      },
    };
  },
};

/** Only flows that a record starts know what it was before; in all others the conditions alone count. */
function testOf({ conditions, onlyWhenChangedToMeet }: Outcome, context: CompileContext): Read<boolean> {
  const meets = context.test(conditions);
  if (!onlyWhenChangedToMeet || !context.flow.trigger?.object) return meets;
  return changedToMeet(meets, { record: context.slotOf(RECORD), prior: context.slotOf(PRIOR_RECORD) });
}
