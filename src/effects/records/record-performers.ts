import type { RunInMode } from '../../model/flow.ts';
import type { Fault, FlowEvent, Interview } from '../../model/interview.ts';
import {
  type RecordAccess,
  RecordError,
  type Records,
  runFlowQuery,
  saveRecords,
  type Triggers,
} from '../../records/index.ts';
import { noPerformers } from '../no-performers.ts';
import type { Performers } from '../ports.ts';
import type { DueRun, Saving } from './flow-triggers.ts';
import { createTurnstile } from './turnstile.ts';

/** The org that flows run in: its records, its users, what each of them may do. */
export interface HomeOrg {
  readonly records: Records;
  /** 18-character id of a user by name or username; undefined where the org has none. */
  userId(user: string): string | undefined;
  access(user: string, runInMode: RunInMode): RecordAccess;
}

export interface RecordPerformersOptions {
  /** Opens the org at the first effect that needs it. */
  readonly open: () => Promise<HomeOrg>;
  /** Milliseconds since 1970; `Date.now` unless given. */
  readonly now?: () => number;
  /** What happens around a save: record-triggered flows; null = nothing. Asked for at the first save. */
  readonly triggers?: () => Promise<((saving: Saving) => Triggers) | null>;
  /** What such flows do besides looking records up and saving them: actions, callouts. */
  readonly outside?: () => Performers;
  /** What starts later, told once the transaction that asks for it is over. */
  readonly onDue?: (due: DueRun, after: TransactionEnd) => Promise<void>;
}

/** A transaction that is over: committed, or rolled back. */
export interface TransactionEnd {
  readonly interview: Interview;
  readonly records: Records;
  readonly signal: AbortSignal;
}

export type RecordPerformers = Pick<Performers, 'query' | 'save' | 'commit' | 'rollback'>;

/**
 * Performs record effects on an org's store. The first save of an interview begins a transaction that goes on until its
 * commit or rollback; meanwhile other interviews wait, so that none sees what is not committed (reference: core 3).
 */
export function recordPerformers(options: RecordPerformersOptions): RecordPerformers & { close(): Promise<void> } {
  const { open, now = Date.now } = options;
  let opened: Promise<HomeOrg> | undefined;
  const home = (): Promise<HomeOrg> => {
    opened ??= open();
    return opened;
  };
  const turnstile = createTurnstile();
  const told = (id: number) => ({ answers: id, at: now() });
  let around: Promise<((saving: Saving) => Triggers) | null> | undefined;
  /** Of the transaction that is open. */
  let due: DueRun[] = [];

  const inside: RecordPerformers = {
    query: async ({ id, queries, runInMode }, { context }) => {
      const { records, access } = await home();
      return attempt(id, now, 'look up', () => {
        const rights = access(context.user, runInMode);
        return {
          ...told(id),
          kind: 'rows',
          rows: queries.map((query) => runFlowQuery(records.store, records.objects, query, rights)),
        };
      });
    },
    save: async (effect, interview, signal) => {
      const { id, runInMode, operation } = effect;
      const { user, timeZone } = interview.context;
      const { records, access, userId } = await home();
      const { store, objects } = records;
      around ??= options.triggers?.() ?? Promise.resolve(null);
      const triggersOf = await around;
      const used: Record<string, number> = {};
      const later: DueRun[] = [];
      const saving: Saving = {
        interview,
        records,
        inside: { ...(options.outside?.() ?? noPerformers(now)), ...inside },
        signal,
        now,
        later: (run) => (run.anyway ? due : later).push(run),
        use: (more) => {
          for (const [limit, by] of Object.entries(more)) used[limit] = (used[limit] ?? 0) + by;
        },
      };
      return attempt(id, now, operation, async () => {
        const saved = await saveRecords(effect, {
          store,
          objects,
          access: access(user, runInMode),
          change: { userId: userId(user) ?? AUTOMATED_PROCESS, now: now(), timeZone },
          triggers: triggersOf?.(saving) ?? null,
        });
        due.push(...later);
        return { ...told(id), kind: 'saved', ...saved, ...(Object.keys(used).length > 0 ? { used } : {}) };
      });
    },
    commit: async ({ id }) => ({ ...told(id), kind: 'done' }),
    rollback: async ({ id }) => ({ ...told(id), kind: 'done' }),
  };

  /** Starts what the transaction has asked for, and what that asks for in turn. */
  const startDue = async (interview: Interview, signal: AbortSignal, committed: boolean): Promise<void> => {
    const runs = due.filter(({ anyway }) => committed || anyway);
    due = [];
    if (runs.length === 0) return;
    const { records } = await home();
    for (const run of runs) await options.onDue?.(run, { interview, records, signal });
  };
  const leave = (interview: Interview, how: (home: HomeOrg) => void) => async (): Promise<void> => {
    if (!turnstile.isInside(rootOf(interview))) return;
    how(await home());
    turnstile.leave(rootOf(interview));
  };
  const undo = async (interview: Interview, signal: AbortSignal): Promise<void> => {
    await leave(interview, ({ records }) => records.store.rollback())();
    await startDue(interview, signal, false);
  };
  return {
    query: async (effect, interview, signal) => {
      await turnstile.wait(rootOf(interview), signal);
      return inside.query(effect, interview, signal);
    },
    save: async (effect, interview, signal) => {
      const { records } = await home();
      const begins = await turnstile.enter(rootOf(interview), signal);
      if (begins) records.store.begin();
      const saved = await inside.save(effect, interview, signal);
      // A transaction that has saved nothing has no end of its own: nobody commits it or rolls it back.
      if (begins && saved.kind === 'failed') await undo(interview, signal);
      return saved;
    },
    commit: async ({ id }, interview, signal) => {
      await leave(interview, ({ records }) => records.store.commit())();
      await startDue(interview, signal, true);
      return { ...told(id), kind: 'done' };
    },
    rollback: async ({ id }, interview, signal) => {
      await undo(interview, signal);
      return { ...told(id), kind: 'done' };
    },
    close: async () => {
      if (opened === undefined) return;
      const { records } = await opened;
      records.store.rollback();
      records.close();
    },
  };
}

/** A flow that another runs works in that one's transaction: its id begins with the other's. */
function rootOf({ id }: Interview): string {
  return id.split('/')[0] ?? id;
}

/** The first user of every org: changes of a user it does not know are his. */
const AUTOMATED_PROCESS = '005000000000001AAA';

/** What the store refuses is the element's fault, in the org's own words. */
async function attempt(
  id: number,
  now: () => number,
  what: string,
  work: () => FlowEvent | Promise<FlowEvent>,
): Promise<FlowEvent> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    return { kind: 'failed', answers: id, at: now(), fault: faultOf(error, what) };
  }
}

function faultOf({ problems }: RecordError, what: string): Fault {
  const [{ errorCode, message, fields }] = problems;
  const said = problems.map((one) => `${one.errorCode}: ${one.message}`).join('; ');
  return {
    code: errorCode,
    message: `This error occurred when the flow tried to ${what} records: ${said}. You can look up ExceptionCode values in the SOAP API Developer Guide.`,
    detail: { errorCode, message, fields: [...fields] },
  };
}
