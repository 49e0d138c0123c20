import type { EffectOf, FlowEvent } from '../model/interview.ts';
import type { PerformedKind, Performers } from './ports.ts';

/**
 * Performers of a world that has nothing: every effect fails with a fault that says so, and there is never anything to
 * commit or to roll back. Hosts and tests put what they have over it.
 */
export function noPerformers(now: () => number = Date.now): Performers {
  const refuse =
    (what: string) =>
    async (effect: EffectOf<PerformedKind>): Promise<FlowEvent> => ({
      kind: 'failed',
      answers: effect.id,
      at: now(),
      fault: { code: 'UNSUPPORTED', message: `There is nothing here that ${what}.` },
    });
  const done = async (effect: EffectOf<'commit' | 'rollback'>): Promise<FlowEvent> => ({
    kind: 'done',
    answers: effect.id,
    at: now(),
  });
  return {
    callout: refuse('makes callouts'),
    query: refuse('reads records'),
    save: refuse('changes records'),
    action: refuse('runs actions'),
    wait: refuse('waits for events'),
    commit: done,
    rollback: done,
  };
}
