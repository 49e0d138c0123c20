import { startInterview } from '../../interview/index.ts';
import type { Fault, Interview } from '../../model/interview.ts';
import type { Value, Values } from '../../model/value.ts';
import { FULL_ACCESS, type Records, runFlowQuery } from '../../records/index.ts';
import type { Performers } from '../ports.ts';
import { NOBODY } from '../run-child.ts';
import { runInterview, TURN_BUDGET } from '../run-interview.ts';
import { type DuePath, loaded } from './flow-triggers.ts';

/** A path of a record-triggered flow that starts some time after the save. */
export interface BackgroundRun {
  readonly flow: string;
  readonly path: string;
  /** It ran to its end; null while it is due at some other time. */
  readonly ended: { readonly fault: Fault | null } | null;
}

interface BackgroundHost {
  readonly performers: Performers;
  readonly records: Records;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

/**
 * Starts a path of a flow in a transaction of its own, right after the commit. A path with an offset is only told of: its
 * time lies beyond this run. The record is the one of that time; where it is gone, nothing happens.
 */
export async function runDuePath(due: DuePath, parent: Interview, host: BackgroundHost): Promise<BackgroundRun> {
  const { flow, path, object } = due;
  const { records, ...rest } = host;
  const told = { flow: flow.flow.name, path: path.name };
  if (!path.async) return { ...told, ended: null };
  const record = currentRecord(object, due.trigger.record.Id ?? null, records);
  if (record === null) return { ...told, ended: { fault: null } };
  const trigger = loaded({ ...due.trigger, record }, object, flow.flow, records);
  const { sharesTransaction: _, ...context } = parent.context;
  const [root = parent.id] = parent.id.split('/');
  const id = `${root}~${flow.flow.name}.${path.name}.${String(trigger.record.Id ?? '')}`;
  const program = flow.program();
  const begin = startInterview(
    program,
    {},
    { ...context, id, startedAt: host.now(), trigger },
    { budget: TURN_BUDGET },
  );
  const { pending } = await runInterview(program, begin, { presenter: NOBODY, ...rest });
  return { ...told, ended: { fault: pending.kind === 'failed' ? pending.fault : null } };
}

/** The record as it is stored; null where it is gone. */
export function currentRecord(object: string, id: Value, { store, objects }: Records): Values | null {
  const where = { kind: 'row', field: 'Id', operator: 'equalTo', value: id } as const;
  const query = { object, fields: null, where, sort: [], limit: 1 };
  return runFlowQuery(store, objects, query, FULL_ACCESS)[0] ?? null;
}
