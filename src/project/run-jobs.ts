import { dirname, relative, resolve } from 'node:path';
import {
  type BackgroundRun,
  currentRecord,
  dueTime,
  type HomeOrg,
  isByField,
  loaded,
  runUnseen,
} from '../effects/index.ts';
import { FlowrunError } from '../errors.ts';
import type { Redactor } from '../http/redact.ts';
import type { Fault, InterviewContext } from '../model/interview.ts';
import type { Job } from '../records/index.ts';
import { type Connection, connect } from './connection.ts';
import { orgDataDirectory, type Project } from './find-project.ts';
import { HOME_ORG, openHomeOrg } from './home-org.ts';
import { newContext, type OpenFlow, openFlow } from './open-flow.ts';
import { sessionOf } from './session.ts';

/** What became of a job that was due. */
export type JobOutcome =
  | { readonly kind: 'finished' | 'conditionsNotMet' | 'recordGone' | 'timeEmpty' | 'inactive' }
  /** The field that its time is counted from has changed. */
  | { readonly kind: 'moved'; readonly due: number }
  | { readonly kind: 'failed'; readonly fault: Fault };

export interface RunJobsOptions {
  /** Folder that relative paths in messages start from, absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly environment: string | null;
  readonly redactor: Redactor;
  readonly signal: AbortSignal;
  /** Jobs that are due by then run: epoch milliseconds. */
  readonly until: number;
  readonly onRun: (job: Job, outcome: JobOutcome) => void;
  readonly onBackground: (run: BackgroundRun) => void;
}

/** The jobs of the org that the project's flows run in, in the order in which they are due. */
export async function jobsOf(project: Project): Promise<readonly Job[]> {
  const { records } = await openHomeOrg(project.org, orgDataDirectory(project, HOME_ORG));
  try {
    return records.store.jobs();
  } finally {
    records.close();
  }
}

/**
 * Runs the jobs that are due, each in a transaction of its own, as of its time: what lies in the future runs as if that time
 * had come. The record has to meet the entry conditions still, and is the one of that time. A job that fails is not tried
 * again, as in an org; one whose flow cannot be read, or is not active, stays.
 * @throws FlowrunError `CANCELLED` when the signal fires, with the job that was running put back.
 */
export async function runJobs(project: Project, options: RunJobsOptions): Promise<void> {
  const { until, onRun } = options;
  const home = await openHomeOrg(project.org, orgDataDirectory(project, HOME_ORG));
  const clock = { time: 0 };
  const folders = new Map<string, Connection>();
  /** Not to be run by this call. */
  const left = new Set<number>();
  try {
    for (;;) {
      const job = home.records.store.jobs().find(({ id, due }) => due <= until && !left.has(id));
      if (job === undefined) return;
      clock.time = job.due;
      try {
        const opened = await openFlow(relative(options.cwd, resolve(project.directory, job.file)), {
          cwd: options.cwd,
          environment: options.environment,
          toRun: true,
          ...sessionOf(options.env, options.redactor),
        });
        const connection = await connectionFor(opened, job, folders, clock, options);
        const outcome = await runJob(job, opened, { home, connection, clock, signal: options.signal });
        if (outcome?.kind === 'inactive') left.add(job.id);
        if (outcome) onRun(job, outcome);
      } catch (error) {
        if (!(error instanceof FlowrunError) || error.code === 'CANCELLED' || error.code === 'INTERNAL') throw error;
        left.add(job.id);
        onRun(job, { kind: 'failed', fault: faultOf(error) });
      }
    }
  } finally {
    for (const connection of folders.values()) await connection.close();
    home.records.close();
  }
}

interface Clock {
  /** Time of the job that runs: epoch milliseconds. */
  time: number;
}

const later = ({ time }: Clock): number => Math.max(time, Date.now());

/** Flows of one folder start each other: they share a connection. */
async function connectionFor(
  opened: OpenFlow,
  job: Job,
  folders: Map<string, Connection>,
  clock: Clock,
  { env, redactor, onBackground }: RunJobsOptions,
): Promise<Connection> {
  const folder = dirname(job.file);
  const known = folders.get(folder);
  if (known) return known;
  const { org, directory, compileNamed, triggered } = opened;
  const connection = connect({
    org,
    directory,
    env,
    redactor,
    compileFlow: compileNamed,
    triggered,
    onBackground,
    flowNow: () => later(clock),
    dataDirectory: (name) => orgDataDirectory({ directory }, name),
  });
  folders.set(folder, connection);
  await connection.learnSecrets();
  return connection;
}

interface Running {
  readonly home: HomeOrg;
  readonly connection: Connection;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** @returns null where another process has taken the job. */
async function runJob(job: Job, opened: OpenFlow, running: Running): Promise<JobOutcome | null> {
  const { home, connection, clock, signal } = running;
  const { flow } = opened;
  const { store } = home.records;
  if (flow.status !== 'Active') return { kind: 'inactive' };
  const path = flow.trigger?.scheduledPaths.find(({ name }) => name === job.path);
  if (path === undefined) {
    store.takeJob(job);
    const message = `The flow ${job.flow} has no scheduled path ${job.path} any more.`;
    return { kind: 'failed', fault: { code: 'UNKNOWN_PATH', message } };
  }
  const record = currentRecord(job.object, job.record, home.records);
  // Who is gone is stood in for by the default user, as in an org by its default workflow user.
  const user = opened.user(home.userId(job.user) === undefined ? null : job.user);
  const context = newContext(user, later(clock));
  if (!store.takeJob(job)) return null;
  if (record === null) return { kind: 'recordGone' };
  if (isByField(path)) {
    const due = dueTime(path, record, { now: clock.time, timeZone: context.timeZone });
    if (due === null) return { kind: 'timeEmpty' };
    if (due > later(clock)) {
      store.keepJob({ ...job, due });
      return { kind: 'moved', due };
    }
  }
  const { operation, prior } = job;
  const trigger = loaded({ operation, prior, record, path: path.name }, job.object, flow, home.records);
  try {
    return await outcomeOf({ ...context, trigger }, opened, {
      performers: connection.performers,
      signal,
      now: () => later(clock),
    });
  } catch (error) {
    store.keepJob(job);
    throw error;
  }
}

async function outcomeOf(
  context: InterviewContext & { readonly id: string },
  opened: OpenFlow,
  host: Parameters<typeof runUnseen>[2],
): Promise<JobOutcome> {
  const { pending } = await runUnseen(opened.compile(), context, host);
  if (pending.kind === 'failed') return { kind: 'failed', fault: pending.fault };
  return { kind: pending.kind === 'finished' && pending.notEntered ? 'conditionsNotMet' : 'finished' };
}

function faultOf({ code, message, help }: FlowrunError): Fault {
  return { code, message, ...(help === undefined ? {} : { help }) };
}
