import { FaultError } from '../../errors.ts';
import { type Program, relatedPathsOf } from '../../interview/index.ts';
import type { Flow, FlowTrigger, ScheduledPath } from '../../model/flow.ts';
import type { Fault, Interview, RecordTrigger } from '../../model/interview.ts';
import type { Values } from '../../model/value.ts';
import {
  FULL_ACCESS,
  problem,
  RecordError,
  type Records,
  type TriggeringChange,
  type Triggers,
  withoutParents,
  withParents,
} from '../../records/index.ts';
import type { Performers } from '../ports.ts';
import { runChild } from '../run-child.ts';
import { schedulePaths } from './scheduled-paths.ts';

/** A flow that records start, compiled when it is first needed. */
export interface TriggeredFlow {
  /** Path of its file, from the project's folder. */
  readonly file: string;
  readonly flow: Flow & { readonly trigger: FlowTrigger };
  program(): Program;
}

/** What starts after the commit, in a transaction of its own: a path of a flow, or a flow that a platform event starts. */
export interface DueRun {
  readonly flow: TriggeredFlow;
  /** Null = the flow's beginning. */
  readonly path: ScheduledPath | null;
  /** The object, or the event. */
  readonly object: string;
  readonly trigger: RecordTrigger;
  /** Epoch milliseconds; null = at once. */
  readonly due: number | null;
  /** It is published already: it starts whether the transaction is committed or not. */
  readonly anyway: boolean;
}

/** One save and what happens around it. */
export interface Saving {
  /** The interview whose effect saves. */
  readonly interview: Interview;
  /** Performers that work inside the transaction of the save. */
  readonly inside: Performers;
  readonly records: Records;
  readonly signal: AbortSignal;
  readonly now: () => number;
  /** Hears of what shall start later. */
  readonly later: (due: DueRun) => void;
  /** Told what the flows used of the transaction's limits. */
  readonly use: (used: Readonly<Record<string, number>>) => void;
}

/** Saves inside saves, as deep as an org lets triggers go (Apex governor limit "stack depth of trigger invocations"). */
const DEEPEST = 16;

/**
 * Record-triggered flows as what happens around a save. For each flow the records of a save are one batch: what it uses of
 * the limits counts once for all of them, as an org runs the same element for a batch in one go. A flow is not started
 * again for a record by what it saves itself.
 */
export function flowTriggers(flows: readonly TriggeredFlow[]): (saving: Saving) => Triggers {
  const running = new Set<string>();
  return (saving) => {
    const run = async (
      one: TriggeredFlow,
      change: TriggeringChange,
      trigger: RecordTrigger,
      spent: Map<string, number>,
    ): Promise<Interview | null> => {
      const { id } = change.operation === 'delete' ? { id: trigger.prior?.Id } : { id: trigger.record.Id };
      const key = `${one.flow.name}:${String(id ?? '')}`;
      if (typeof id === 'string' && running.has(key)) return null;
      if (running.size >= DEEPEST) throw new RecordError(tooDeep(one.flow));
      running.add(key);
      try {
        const end = await runChild(
          one.program(),
          {},
          {
            parent: saving.interview,
            performers: saving.inside,
            signal: saving.signal,
            now: saving.now,
            name: `${one.flow.name}.${String(id ?? change.records.indexOf(trigger))}`,
            context: { trigger: loaded(trigger, change.object, one.flow, saving.records) },
            transaction: { dirty: true, used: saving.interview.transaction?.used ?? {} },
          },
        );
        spend(spent, end, saving.interview);
        return end;
      } catch (error) {
        if (error instanceof FaultError) throw refusal(error.fault, one.flow);
        throw error;
      } finally {
        running.delete(key);
      }
    };

    const each = async (
      type: FlowTrigger['type'],
      change: TriggeringChange,
      records: readonly RecordTrigger[],
      heard: (end: Interview, index: number, one: TriggeredFlow) => void,
    ): Promise<void> => {
      for (const one of flowsFor(flows, type, change)) {
        const spent = new Map<string, number>();
        for (const [index, trigger] of records.entries()) {
          const end = await run(one, change, trigger, spent);
          if (end !== null) heard(end, index, one);
        }
        saving.use(Object.fromEntries(spent));
      }
    };

    return {
      beforeSave: async (change) => {
        const records = change.records.map((one): RecordTrigger => ({ ...one, operation: change.operation }));
        await each('RecordBeforeSave', change, records, ({ pending }, index) => {
          const [before, made] = [records[index], pending.kind === 'finished' ? pending.record : undefined];
          if (before && made) records[index] = { ...before, record: withoutParents(made) };
        });
        return records.map(({ record }) => record);
      },
      afterSave: async (change) => {
        const records = change.records.map((one): RecordTrigger => ({ ...one, operation: change.operation }));
        await each('RecordAfterSave', change, records, ({ pending }, index, one) => {
          const trigger = records[index];
          if (trigger && pending.kind === 'finished')
            schedulePaths(one, { object: change.object, trigger, notEntered: pending.notEntered ?? null }, saving);
        });
      },
      beforeDelete: async (change) => {
        const records = change.records.map(
          ({ record }): RecordTrigger => ({ record, prior: record, operation: 'delete' }),
        );
        await each('RecordBeforeDelete', change, records, () => undefined);
        for (const { record } of records) {
          for (const job of saving.records.store.jobs(String(record.Id))) saving.records.store.removeJob(job);
        }
      },
      publish: ({ event, publishBehavior, payloads }) => {
        const change = { object: event, operation: 'create' } as const;
        for (const flow of flowsFor(flows, 'PlatformEvent', change)) {
          for (const record of payloads) {
            const trigger = { operation: 'create', record, prior: null } as const;
            saving.later({
              flow,
              path: null,
              object: event,
              trigger,
              due: null,
              anyway: publishBehavior === 'PublishImmediately',
            });
          }
        }
      },
    };
  };
}

/** The record with the fields of its parents that the flow reads; flows that records start may read everything. */
export function loaded(trigger: RecordTrigger, object: string, flow: Flow, { store, objects }: Records): RecordTrigger {
  const paths = relatedPathsOf(flow);
  const context = { store, objects, access: FULL_ACCESS };
  const load = (record: Values): Values => withParents(record, object, paths, context);
  return { ...trigger, record: load(trigger.record), prior: trigger.prior && load(trigger.prior) };
}

/**
 * The flows that a change starts, in the order in which they run: those with an order up to 1,000, those without one, those
 * with a greater one; by name where that does not tell (an org goes by the date of activation there).
 */
function flowsFor(
  flows: readonly TriggeredFlow[],
  type: FlowTrigger['type'],
  { object, operation }: Pick<TriggeringChange, 'object' | 'operation'>,
): readonly TriggeredFlow[] {
  const wanted = object.toLowerCase();
  return flows
    .filter(({ flow: { trigger } }) => trigger.type === type && trigger.object?.name.toLowerCase() === wanted)
    .filter(({ flow: { trigger } }) => operation === 'delete' || startsOn(trigger.when, operation))
    .toSorted((a, b) => orderOf(a) - orderOf(b) || (a.flow.name < b.flow.name ? -1 : 1));
}

function startsOn(when: string | undefined, operation: 'create' | 'update'): boolean {
  return when === undefined || when === 'CreateAndUpdate' || when.toLowerCase() === operation;
}

function orderOf({ flow }: TriggeredFlow): number {
  return flow.trigger.order ?? 1000.5;
}

/** The most that a record of the batch used, rows summed up. */
function spend(spent: Map<string, number>, end: Interview, parent: Interview): void {
  for (const [limit, total] of Object.entries(end.transaction.used)) {
    const used = total - (parent.transaction?.used[limit] ?? 0);
    if (used <= 0) continue;
    const before = spent.get(limit) ?? 0;
    spent.set(limit, /Rows$/.test(limit) ? before + used : Math.max(before, used));
  }
}

/** What the caller of the save is told: a custom error in its own words, any other fault as an org puts it. */
function refusal(fault: Fault, { label }: Flow): RecordError {
  const errors = fault.code === 'CUSTOM_ERROR' ? customErrors(fault) : [];
  const [first, ...rest] = errors.map(({ message, field }) =>
    problem('FIELD_CUSTOM_VALIDATION_EXCEPTION', message, field === null ? [] : [field]),
  );
  if (first) return new RecordError(first, ...rest);
  const said = fault.element === undefined ? fault.message : `${fault.message} (element ${fault.element})`;
  return new RecordError(
    problem('CANNOT_EXECUTE_FLOW_TRIGGER', `We can't save this record because the “${label}” process failed. ${said}`),
  );
}

function customErrors({ detail }: Fault): readonly { readonly message: string; readonly field: string | null }[] {
  const errors = detail?.errors;
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((one) => {
    if (typeof one !== 'object' || one === null || !('message' in one)) return [];
    const { message, field = null } = one as { readonly message: unknown; readonly field?: unknown };
    return [{ message: String(message), field: typeof field === 'string' ? field : null }];
  });
}

function tooDeep({ label }: Flow) {
  return problem(
    'CANNOT_EXECUTE_FLOW_TRIGGER',
    `We can't save this record because the “${label}” process failed. Saves start each other more than ${DEEPEST} levels deep.`,
  );
}
