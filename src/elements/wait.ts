import { FaultError } from '../errors.ts';
import type { WaitEvent } from '../model/elements.ts';
import type { FlowEvent, RecordQuery, WaitFor } from '../model/interview.ts';
import { OFFSET_UNITS, type TimeOffset } from '../model/time-offset.ts';
import type { Value, Values } from '../model/value.ts';
import { parseDateTime } from '../values/date.ts';
import { findKey, isFields, readPath } from '../values/fields.ts';
import { nearest } from '../values/nearest.ts';
import { isNumber, toDouble } from '../values/number.ts';
import { movedBy } from '../values/time-offset.ts';
import {
  type CompileContext,
  type ElementDefinition,
  type Next,
  type Read,
  type Turn,
  WAIT,
  type Write,
} from './define-element.ts';

/**
 * Wait: of its events those are waited for whose conditions hold when the flow comes here; the first that happens leads on.
 * Where there are none the default is taken. Waiting ends the transaction (reference: flow-semantics 1). An alarm is a time,
 * given or in a field of a record (which is looked up first); every other event is a platform event whose fields have to
 * hold what the inputs say.
 */
export const wait: ElementDefinition<'wait'> = {
  type: 'wait',
  raises: 'wait',
  boundary: 'commits',
  connectors: (element) => [
    ...element.events.map(({ name, next }) => ({ name, connector: next })),
    { name: 'default', connector: element.default.next },
    { name: 'fault', connector: element.fault },
  ],
  declares: ({ events }) =>
    events.map(({ name, place }) => ({ name, place, what: 'wait event', type: { dataType: 'Boolean' } })),
  compile: (element, context) => {
    const events = element.events.map((event) => compileEvent(event, context));
    const otherwise = context.to(element.default.next);
    const raise = (turn: Turn, found: readonly Value[]): Next => {
      const rows = [...found];
      const until = armed(turn, events).map(({ until: untilOf, query }) =>
        untilOf(turn, query(turn) ? rows.shift() : null),
      );
      return turn.raise({ kind: 'wait', until });
    };
    return {
      enter: (turn) => {
        const waited = armed(turn, events);
        if (waited.length === 0) return otherwise;
        const queries = waited.flatMap(({ query }) => query(turn) ?? []);
        if (queries.length === 0) return raise(turn, []);
        return turn.raise({ kind: 'query', queries, runInMode: context.flow.runInMode });
      },
      resume: (turn, event) => {
        if (event.kind === 'failed') return turn.fault(event.fault);
        if (event.kind === 'rows')
          return raise(
            turn,
            event.rows.map(([row = null]) => row),
          );
        return event.kind === 'woke' ? woken(turn, event, events) : WAIT;
      },
      ...(element.fault ? { fault: context.to(element.fault) } : {}),
    };
  },
};

interface CompiledEvent {
  readonly name: string;
  readonly holds: Read<boolean>;
  /** What has to be looked up before its time is known. */
  readonly query: Read<RecordQuery | null>;
  readonly until: (turn: Turn, row: Value | undefined) => WaitFor;
  /** The event as a resource: whether it led on. */
  readonly happened: Write;
  readonly store: (turn: Turn, payload: Values) => void;
  readonly next: Next;
}

function armed(turn: Turn, events: readonly CompiledEvent[]): readonly CompiledEvent[] {
  return events.filter(({ holds }) => holds(turn));
}

function woken(
  turn: Turn,
  { name, payload }: Extract<FlowEvent, { kind: 'woke' }>,
  events: readonly CompiledEvent[],
): Next {
  const event = events.find((one) => one.name === name);
  if (!event) return turn.fault({ code: 'UNKNOWN_EVENT', message: `The wait has no event named ${name}.` });
  event.happened(turn, true);
  event.store(turn, payload);
  return event.next;
}

function compileEvent(event: WaitEvent, context: CompileContext): CompiledEvent {
  const inputs = event.inputs.map(({ name, value }) => ({ name, read: context.read(value) }));
  const given = (turn: Turn): Values => Object.fromEntries(inputs.map(({ name, read }) => [name, read(turn)]));
  const { name } = event;
  const shared = {
    name,
    holds: context.test(event.conditions),
    query: () => null,
    happened: context.store(name),
    store: compileOutputs(event, context),
    next: context.to(event.next),
  };
  if (event.event === undefined) return { ...shared, until: timeOf(event, context) };
  if (event.event === 'AlarmEvent') {
    return {
      ...shared,
      until: (turn) => ({ name, at: alarmTime(input(given(turn), 'AlarmTime'), given(turn), turn) }),
    };
  }
  if (event.event === 'DateRefAlarmEvent') {
    return {
      ...shared,
      query: (turn) => fieldQuery(given(turn)),
      until: (turn, row) => {
        const field = text(given(turn), 'TimeFieldColumnEnumOrId');
        return { name, at: alarmTime(isFields(row) ? readPath(row, [field]) : null, given(turn), turn) };
      },
    };
  }
  const type = event.event;
  return { ...shared, until: (turn) => ({ name, event: type, match: given(turn) }) };
}

/** `resumeAt` and `offset`: from now where no time is given. */
function timeOf({ name, resumeAt, offset }: WaitEvent, context: CompileContext): CompiledEvent['until'] {
  const from = resumeAt && context.read(resumeAt);
  return (turn) => {
    const base = from ? momentOf(from(turn), turn) : turn.at;
    return { name, at: offset ? movedBy(base, offset) : base };
  };
}

function alarmTime(base: Value, inputs: Values, turn: Turn): number {
  return movedBy(momentOf(base, turn), offsetOf(inputs));
}

function momentOf(value: Value, turn: Turn): number {
  const moment = typeof value === 'string' ? parseDateTime(value, turn.timeZone) : null;
  if (moment !== null) return moment;
  throw new FaultError({
    code: 'INVALID_ALARM',
    message: `The time to wait for is ${value === null || value === '' ? 'empty' : `no date and time: ${String(value)}`}.`,
    help: 'wait only while the time is known: give the event a condition',
  });
}

function offsetOf(inputs: Values): TimeOffset {
  const count = input(inputs, 'TimeOffset');
  if (!isNumber(count)) return { count: 0, unit: 'Days' };
  const word = text(inputs, 'TimeOffsetUnit') || 'Days';
  const unit = OFFSET_UNITS.find((one) => one.toLowerCase() === word.toLowerCase());
  if (unit !== undefined) return { count: toDouble(count), unit };
  const near = nearest(word, OFFSET_UNITS);
  throw new FaultError({
    code: 'INVALID_ALARM',
    message: `${word} is no unit of time.`,
    help: near === undefined ? `write one of ${OFFSET_UNITS.join(', ')}` : `did you mean ${near}?`,
  });
}

function fieldQuery(inputs: Values): RecordQuery {
  const where = { kind: 'row', field: 'Id', operator: 'equalTo', value: input(inputs, 'EntityObjectId') } as const;
  const fields = [text(inputs, 'TimeFieldColumnEnumOrId')];
  return { object: text(inputs, 'TimeTableColumnEnumOrId'), fields, where, sort: [], limit: 1 };
}

function input(inputs: Values, name: string): Value {
  const key = findKey(inputs, name);
  return key === undefined ? null : (inputs[key] ?? null);
}

function text(inputs: Values, name: string): string {
  const value = input(inputs, name);
  return typeof value === 'string' ? value : '';
}

/** A platform event's output of the event's own name is the whole event, others are its fields. */
function compileOutputs({ event, outputs }: WaitEvent, context: CompileContext): CompiledEvent['store'] {
  if (outputs.kind !== 'map') return () => {};
  const rows = outputs.rows.map(({ name, target }) => ({
    path: name.toLowerCase() === event?.toLowerCase() ? [] : [name],
    write: context.write(target),
  }));
  return (turn, payload) => {
    for (const { path, write } of rows) write(turn, path.length === 0 ? payload : readPath(payload, path));
  };
}
