import { changedToMeet } from '../elements/changed-to-meet.ts';
import type { CompileContext, Next, Read, Turn } from '../elements/define-element.ts';
import { onTriggeringRecord, PRIOR_RECORD, RECORD } from '../elements/start.ts';
import type { Flow, FlowTrigger } from '../model/flow.ts';
import type { NotEntered, RecordTrigger } from '../model/interview.ts';
import { pathsIn } from './paths-read.ts';

/** What starts a flow, bound. */
export interface CompiledTrigger {
  /** Slots of `{!$Record}` and `{!$Record__Prior}`. */
  readonly record: number;
  readonly prior: number;
  /** What keeps the record out; null = nothing. The slots hold it. */
  readonly notEntered: Read<NotEntered | null>;
  /** First elements of the scheduled paths, by name in lower case. */
  readonly paths: ReadonlyMap<string, Next>;
}

/** Paths over lookups that the flow reads of the record: `Owner.Email` of `{!$Record.Owner.Email}`. */
export function relatedPathsOf(flow: Flow): readonly string[] {
  const paths = new Set<string>();
  for (const path of pathsIn(flow)) {
    const [head = '', ...rest] = path.split('.');
    if (rest.length > 1 && head.toLowerCase() === '$record') paths.add(rest.join('.'));
  }
  for (const row of flow.trigger?.where?.kind === 'rows' ? flow.trigger.where.rows : []) {
    if (row.left.path.includes('.')) paths.add(row.left.path);
  }
  return [...paths];
}

/** Binds a flow's trigger. `only when changed to meet`: the record as it was did not meet the conditions. */
export function compileTrigger(trigger: FlowTrigger, context: CompileContext): CompiledTrigger {
  const record = context.slotOf(RECORD);
  const prior = context.slotOf(PRIOR_RECORD);
  const meets = trigger.where ? context.test(onTriggeringRecord(trigger.where)) : () => true;
  const changed = changedToMeet(meets, { record, prior });
  return {
    record,
    prior,
    notEntered: (turn) => {
      if (!meets(turn)) return 'conditionsNotMet';
      return trigger.onlyWhenChangedToMeet && !changed(turn) ? 'metBefore' : null;
    },
    paths: new Map(trigger.scheduledPaths.map(({ name, next }) => [name.toLowerCase(), context.to(next)])),
  };
}

/** Puts the record into its slots. */
export function takeRecord(turn: Turn, trigger: CompiledTrigger, { record, prior }: RecordTrigger): void {
  turn.slots[trigger.record] = record;
  turn.slots[trigger.prior] = prior;
}
