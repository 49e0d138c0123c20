import { UsageError } from '../errors.ts';
import { createRedactor, type JobOutcome, jobsOf, type Project, runJobs, systemRegion } from '../project/index.ts';
import type { Job } from '../records/index.ts';
import { addDays, parseDate, parseDateTime } from '../values/date.ts';
import { type ExitCode, exitCodeOfFault } from './exit-codes.ts';
import { type CliIo, painter, printJson, printLine } from './io.ts';
import { redactedIo } from './redacted-io.ts';
import { backgroundLine } from './run-text.ts';
import { tableLines } from './table.ts';
import { timeText } from './time-text.ts';

/** `flowrun org jobs`: what scheduled paths wait for. */
export async function listJobs(project: Project, json: boolean, io: CliIo): Promise<ExitCode> {
  const jobs = await jobsOf(project);
  if (json) {
    printJson(io, { jobs: jobs.map(({ prior: _, id: _id, ...job }) => ({ ...job, due: isoOf(job.due) })) });
    return 0;
  }
  const paint = painter(io.color);
  const rows = jobs.map(({ due, flow, path, object, record, user }) => [
    timeText(due),
    flow,
    path,
    object,
    record,
    user,
  ]);
  const columns = ['Due', 'Flow', 'Path', 'Object', 'Record', 'User'];
  if (rows.length > 0) for (const line of tableLines(columns, rows, paint)) printLine(io, line);
  printLine(io, paint('dim', `${jobs.length} ${jobs.length === 1 ? 'job' : 'jobs'}`));
  return 0;
}

interface RunJobsTask {
  readonly project: Project;
  /** As it is written on the command line; undefined = now. */
  readonly until: string | undefined;
  readonly environment: string | null;
  readonly json: boolean;
}

/**
 * `flowrun org run-jobs`.
 * @returns the exit code of the first job that failed; 0 where none did.
 * @throws UsageError where `until` is no time.
 */
export async function runDueJobs({ project, until, environment, json }: RunJobsTask, io: CliIo): Promise<ExitCode> {
  const time = until === undefined ? Date.now() : endOf(until);
  if (time === null) throw new UsageError(`--until ${until} is no time`, 'write 2026-12-24 or 2026-12-24T10:00:00Z');
  const redactor = createRedactor();
  const masked = redactedIo(io, redactor);
  let code: ExitCode = 0;
  let count = 0;
  await runJobs(project, {
    cwd: io.cwd,
    env: io.env,
    environment,
    redactor,
    signal: io.signal,
    until: time,
    onBackground: (run) => {
      if (!json) masked.stderr.write(backgroundLine(run, io));
    },
    onRun: (job, outcome) => {
      count += 1;
      if (outcome.kind === 'failed' && code === 0) code = exitCodeOfFault(outcome.fault);
      if (json) printJson(masked, { job: valuesOf(job), ...toldOf(outcome) });
      else printLine(masked, lineOf(job, outcome, io));
    },
  });
  if (!json)
    printLine(io, painter(io.color)('dim', `${count} ${count === 1 ? 'job' : 'jobs'} due by ${timeText(time)}`));
  return code;
}

/** A time, or the end of a day. */
function endOf(until: string): number | null {
  const { timeZone } = systemRegion();
  const day = parseDate(until);
  return day === null ? parseDateTime(until, timeZone) : (parseDateTime(addDays(day, 1), timeZone) ?? 1) - 1;
}

function valuesOf({ flow, path, object, record, user, due }: Job) {
  return { flow, path, object, record, user, due: isoOf(due) };
}

function toldOf(outcome: JobOutcome) {
  const { kind } = outcome;
  const fault = kind === 'failed' ? { code: outcome.fault.code, message: outcome.fault.message } : null;
  return { outcome: kind, ...(kind === 'moved' ? { due: isoOf(outcome.due) } : {}), fault };
}

const WORDS: Readonly<Record<JobOutcome['kind'], string>> = {
  finished: 'finished',
  failed: 'failed',
  conditionsNotMet: 'did not start: the record does not meet its entry conditions any more',
  recordGone: 'did not start: the record is gone',
  timeEmpty: 'did not start: the field that its time is counted from is empty',
  inactive: 'waits: the flow is not active',
  moved: 'waits for another time',
};

function lineOf(job: Job, outcome: JobOutcome, io: CliIo): string {
  const paint = painter(io.color);
  const what = `${paint('dim', timeText(job.due))} ${paint('bold', job.flow)} ${job.path} ${paint('dim', job.record)}`;
  if (outcome.kind === 'moved') return `${what} ${WORDS.moved}: ${timeText(outcome.due)}`;
  if (outcome.kind !== 'failed') return `${what} ${WORDS[outcome.kind]}`;
  const { message, help } = outcome.fault;
  return `${what} ${paint('red', 'failed')}: ${message}${help === undefined ? '' : `\n  ${help}`}`;
}

function isoOf(time: number): string {
  return new Date(time).toISOString();
}
