import type { Turn } from '../elements/define-element.ts';
import type { ResourceType, Value } from '../model/value.ts';
import { dateTimeFromMs, today } from '../values/date.ts';
import { own } from '../values/fields.ts';
import type { RunningTurn } from './turn.ts';

interface FlowGlobal {
  readonly type: ResourceType;
  read(turn: RunningTurn): Value;
}

const TEXT: ResourceType = { dataType: 'Text' };

/** `$Flow.…` (reference: flow-semantics 11); names in lower case. */
const FLOW_GLOBALS: Readonly<Record<string, FlowGlobal>> = {
  currentdate: { type: { dataType: 'Date' }, read: (turn) => today(turn.at, turn.timeZone) },
  currentdatetime: { type: { dataType: 'DateTime' }, read: (turn) => dateTimeFromMs(turn.at) },
  faultmessage: { type: TEXT, read: (turn) => turn.faultMessage },
  interviewguid: { type: TEXT, read: (turn) => turn.interview.id },
  interviewstarttime: {
    type: { dataType: 'DateTime' },
    read: (turn) => dateTimeFromMs(turn.interview.context.startedAt),
  },
};

/** `$Flow.CurrentDate` and its like. @returns undefined where `$Flow` has no such member. */
export function flowGlobal(member: string): { type: ResourceType; read(turn: Turn): Value } | undefined {
  const found = own(FLOW_GLOBALS, member.toLowerCase());
  // A view's turn has the running turn as its prototype, so that every member is there.
  return found && { type: found.type, read: (turn) => found.read(turn as RunningTurn) };
}
