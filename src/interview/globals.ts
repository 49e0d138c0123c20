import type { Turn } from '../elements/define-element.ts';
import type { ResourceType, Value } from '../model/value.ts';
import { dateTimeFromMs, today } from '../values/date.ts';
import { own } from '../values/fields.ts';
import type { RunningTurn } from './turn.ts';

interface MachineGlobal {
  readonly type: ResourceType;
  read(turn: RunningTurn): Value;
}

const TEXT: ResourceType = { dataType: 'Text' };
const DATE_TIME: ResourceType = { dataType: 'DateTime' };

function constant(dataType: ResourceType['dataType'], value: Value): MachineGlobal {
  return { type: { dataType }, read: () => value };
}

/** Global variables that need no org (reference: flow-semantics 11); names in lower case. */
const MACHINE_GLOBALS: Readonly<Record<string, Readonly<Record<string, MachineGlobal>>>> = {
  $flow: {
    currentdate: { type: { dataType: 'Date' }, read: (turn) => today(turn.at, turn.timeZone) },
    currentdatetime: { type: DATE_TIME, read: (turn) => dateTimeFromMs(turn.at) },
    faultmessage: { type: TEXT, read: (turn) => turn.faultMessage },
    interviewguid: { type: TEXT, read: (turn) => turn.interview.id },
    interviewstarttime: { type: DATE_TIME, read: (turn) => dateTimeFromMs(turn.interview.context.startedAt) },
  },
  $globalconstant: {
    true: constant('Boolean', true),
    false: constant('Boolean', false),
    emptystring: constant('Text', ''),
  },
  $system: { origindatetime: constant('DateTime', '1900-01-01T00:00:00.000Z') },
};

/**
 * `$Flow.CurrentDate` and its like.
 * @returns null where the family has no such member, undefined where the family is not the machine's own.
 */
export function machineGlobal(
  family: string,
  member: string,
): { type: ResourceType; read(turn: Turn): Value } | null | undefined {
  const members = own(MACHINE_GLOBALS, family.toLowerCase());
  if (members === undefined) return undefined;
  const found = own(members, member.toLowerCase());
  // A view's turn has the running turn as its prototype, so that every member is there.
  return found ? { type: found.type, read: (turn) => found.read(turn as RunningTurn) } : null;
}
