import { type Program, startInterview } from '../../interview/index.ts';
import type { Fault, Interview, InterviewContext } from '../../model/interview.ts';
import type { Value, Values } from '../../model/value.ts';
import { FULL_ACCESS, type Records, runFlowQuery } from '../../records/index.ts';
import type { Performers } from '../ports.ts';
import { NOBODY } from '../run-child.ts';
import { runInterview, TURN_BUDGET } from '../run-interview.ts';
import { type DueRun, loaded } from './flow-triggers.ts';

/** A flow, or a path of it, that starts behind the run: after its commit, or some time after it. */
export interface BackgroundRun {
  readonly flow: string;
  /** The path of a record-triggered flow; null = a platform event started the flow. */
  readonly path: string | null;
  /** The platform event; null = a record started the path. */
  readonly event: string | null;
  /** When it is due, in epoch milliseconds; null = at once. */
  readonly due: number | null;
  /** It ran to its end; null while it is due at some other time. */
  readonly ended: { readonly fault: Fault | null } | null;
}

interface BackgroundHost {
  readonly performers: Performers;
  readonly records: Records;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

/** How deep what starts behind a run may start more: an event's flow that publishes the same event would never end. */
const DEEPEST = 50;

/**
 * Starts a path of a flow, or the flow that hears of a platform event, in a transaction of its own. What is due later is
 * only told of: it is a job of the org. The record is the one of that time; where it is gone, nothing happens.
 */
export async function startDueRun(due: DueRun, parent: Interview, host: BackgroundHost): Promise<BackgroundRun> {
  const { flow, path, object } = due;
  const { records, ...rest } = host;
  const told = { flow: flow.flow.name, path: path?.name ?? null, event: path === null ? object : null, due: due.due };
  if (due.due !== null && due.due > host.now()) return { ...told, ended: null };
  const trigger = triggerOfNow(due, records);
  if (trigger === null) return { ...told, ended: { fault: null } };
  const [root = parent.id] = parent.id.split('/');
  if (root.split('~').length > DEEPEST) return { ...told, ended: { fault: endless(told) } };
  const { sharesTransaction: _, ...context } = parent.context;
  const id = `${root}~${flow.flow.name}.${path?.name ?? object}.${String(trigger.record.Id ?? '')}`;
  const { pending } = await runUnseen(flow.program(), { ...context, id, startedAt: host.now(), trigger }, rest);
  return { ...told, ended: { fault: pending.kind === 'failed' ? pending.fault : null } };
}

/** Runs a flow to its end where nobody is there to see a screen. @returns the interview at its end, failed or not. */
export function runUnseen(
  program: Program,
  context: InterviewContext & { readonly id: string },
  host: Omit<BackgroundHost, 'records'>,
): Promise<Interview> {
  const begin = startInterview(program, {}, context, { budget: TURN_BUDGET });
  return runInterview(program, begin, { presenter: NOBODY, ...host });
}

/** The record as it is now, and an event as it was published; null where the record is gone. */
function triggerOfNow({ flow, path, object, trigger }: DueRun, records: Records): DueRun['trigger'] | null {
  if (path === null) return trigger;
  const record = currentRecord(object, trigger.record.Id ?? null, records);
  return record && loaded({ ...trigger, record }, object, flow.flow, records);
}

function endless({ flow }: Pick<BackgroundRun, 'flow'>): Fault {
  return {
    code: 'LIMIT_EXCEEDED',
    message: `${flow} was not started: what runs in the background has started more of it ${DEEPEST} times in a row.`,
    help: 'give the start of the flow conditions that what it does itself does not meet',
  };
}

/** The record as it is stored; null where it is gone. */
export function currentRecord(object: string, id: Value, { store, objects }: Records): Values | null {
  const where = { kind: 'row', field: 'Id', operator: 'equalTo', value: id } as const;
  const query = { object, fields: null, where, sort: [], limit: 1 };
  return runFlowQuery(store, objects, query, FULL_ACCESS)[0] ?? null;
}
