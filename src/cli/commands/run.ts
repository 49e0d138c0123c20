import { resolve } from 'node:path';
import {
  type Layer,
  logCallouts,
  maskPresenter,
  type Performers,
  type RecordedCallout,
  recordCallouts,
  runInterview,
  TURN_BUDGET,
  watchPresenter,
} from '../../effects/index.ts';
import { InternalError } from '../../errors.ts';
import { answersFrom, GoesRoundError } from '../../hosts/headless/index.ts';
import { createExchangeLog } from '../../http/exchange-log.ts';
import { type Observer, type Program, startInterview } from '../../interview/index.ts';
import type { EffectOf, Interview, RecordTrigger } from '../../model/interview.ts';
import {
  type Connection,
  type ConnectOptions,
  connect,
  createRedactor,
  newContext,
  type OpenFlow,
  openFlow,
  orgDataDirectory,
  type Redactor,
  readValues,
  refuseProcessWithoutRecord,
  sessionOf,
  startsOf,
} from '../../project/index.ts';
import { createRecorder, type Recorder } from '../../testing/recorder.ts';
import { showTrace } from '../../testing/show-trace.ts';
import { equal } from '../../values/comparison.ts';
import { cassetteText } from '../cassette-text.ts';
import { type CommandArguments, defineCommand } from '../command.ts';
import { ENV_OPTION } from '../env-option.ts';
import { type ExitCode, exitCodeOfFault } from '../exit-codes.ts';
import type { CliIo } from '../io.ts';
import { redactedIo } from '../redacted-io.ts';
import { reportError } from '../report-error.ts';
import { readEvent } from '../run-event.ts';
import type { Ended } from '../run-events.ts';
import { openRunHost, type RunHost } from '../run-host.ts';
import { readInputs } from '../run-inputs.ts';
import { readTrigger } from '../run-trigger.ts';
import { writeAtOnce } from '../write-files.ts';

const OPTIONS = {
  input: {
    type: 'string',
    short: 'i',
    multiple: true,
    value: 'NAME=VALUE',
    summary: 'an input variable; may be repeated',
  },
  inputs: { type: 'string', value: 'FILE', summary: 'input variables from a YAML or JSON file' },
  answers: { type: 'string', short: 'a', value: 'FILE', summary: 'what is entered on each screen: no screen is shown' },
  as: { type: 'string', value: 'USER', summary: 'username of the user the flow runs as' },
  env: ENV_OPTION,
  'triggering-record': {
    type: 'string',
    value: 'RECORD',
    summary: 'the record that starts a record-triggered flow: JSON, a file, or its id in the org',
  },
  'prior-record': { type: 'string', value: 'RECORD', summary: 'as it was before the save; left out = it is new' },
  path: { type: 'string', value: 'NAME', summary: 'the scheduled path of such a flow that is due' },
  event: {
    type: 'string',
    multiple: true,
    value: 'NAME=JSON',
    summary: 'a platform event that comes while the flow waits; may be repeated',
  },
  'skip-waits': { type: 'boolean', summary: 'go on at once where the flow waits for a time' },
  lenient: { type: 'boolean', summary: 'go on without outputs where an action needs code that nobody wrote' },
  trace: {
    type: 'boolean',
    words: ['http'],
    summary: 'show every element, value written and callout; --trace http what went over the wire',
  },
  har: { type: 'string', value: 'FILE', summary: 'write what went over the wire as HTTP Archive, which browsers open' },
  record: { type: 'string', value: 'FILE', summary: 'write a cassette of the callouts, which tests replay' },
  curl: { type: 'boolean', summary: 'print a curl command for each request' },
} as const;

export const command = defineCommand({
  usage: ['run FILE [options]', 'FILE [options]'],
  description: [
    'Runs a flow, YAML or *.flow-meta.xml. In a terminal its screens are shown; without one, or with --answers, entries',
    'come from a file. With --json every step is one line of JSON, the outputs last.',
  ].join('\n'),
  options: OPTIONS,
  positionals: { min: 1, max: 1 },
  examples: [
    { line: 'flowrun flows/create-account.yaml', does: 'fill in the screens' },
    {
      line: 'flowrun flows/create-account.yaml --answers flows/create-account.answers.yaml',
      does: 'for scripts and CI',
    },
    {
      line: `flowrun run flows/check-opportunity.yaml --triggering-record '{"Name": "Deal", "StageName": "Prospecting"}'`,
      does: 'what a record-triggered flow makes of a record',
    },
    {
      line: 'flowrun run flows/create-account.yaml --input accountName=Acme --as flow.user@example.com',
      does: 'with an input, as a user',
    },
  ],
  async run(args, io) {
    const redactor = createRedactor();
    const masked = redactedIo(io, redactor);
    try {
      return await runFile(args, { io, masked, redactor });
    } catch (error) {
      return reportError(error, masked, args.json);
    }
  },
});

interface Streams {
  /** The real streams, for the terminal's own drawing alone: its screens are masked one by one. */
  readonly io: CliIo;
  readonly masked: CliIo;
  readonly redactor: Redactor;
}

async function runFile(args: CommandArguments<typeof OPTIONS>, streams: Streams): Promise<ExitCode> {
  const { options, json } = args;
  const { io, masked, redactor } = streams;
  const [file = ''] = args.positionals;
  const opened = await openFlow(file, {
    cwd: io.cwd,
    toRun: true,
    environment: options.env ?? null,
    ...sessionOf(io.env, redactor),
  });
  const program = opened.compile({ observed: options.trace === true });
  const user = opened.user(options.as ?? null);
  const context = newContext(user, Date.now());
  const inputs = await readInputs({ file: options.inputs, pairs: options.input }, program, io.cwd, context.timeZone);
  refuseProcessWithoutRecord(opened.flow, file, inputs);
  const answersFile = options.answers;
  const answers = answersFile === undefined ? null : answersFrom(await readValues(answersFile, io.cwd), answersFile);

  const cancel = new AbortController();
  const signal = AbortSignal.any([io.signal, cancel.signal]);
  const host = await openRunHost({
    program,
    answers,
    answersFile,
    json,
    io,
    masked,
    redactor,
    onCancel: () => cancel.abort(),
  });
  const waits = {
    events: options.event.map(readEvent),
    ...(options['skip-waits'] ? { passTime: () => {} } : {}),
  };
  const wire =
    options.trace === 'http' || options.har !== undefined || options.curl ? createExchangeLog(redactor) : null;
  const recorded: RecordedCallout[] = [];
  const taped: Layer =
    options.record === undefined ? (inner) => inner : recordCallouts((one) => recorded.push(one), redactor);
  const recorder = createRecorder(program.name);
  const connection: Connection = connectRun(opened, streams, {
    events: host.events,
    waits,
    lenient: options.lenient,
    ...(wire ? { observe: wire.observe } : {}),
    performers: () => taped(connection.performers),
    // Told and shown like the callouts of the flow itself.
    actionCallout: async (effect, interview, signal) => {
      const done = host.presenter.busy?.(effect);
      try {
        const tell = logCallouts((callout) => host.events.callout(callout));
        return await tell(taped(connection.performers)).callout(effect, interview, signal);
      } finally {
        done?.();
      }
    },
  });
  try {
    await connection.learnSecrets();
    host.events.started({ flow: program.name, label: opened.flow.label, user: user?.username ?? context.user, inputs });
    const observe = hear(recorder, host);
    const given = await readTrigger(options, opened.flow, connection.home, io.cwd);
    const by = { user: user?.name ?? '', now: context.startedAt };
    const running = { host, performers: taped(connection.performers), recorder, redactor, signal };
    const start = (trigger: RecordTrigger | null): Promise<Ended> => {
      const started = trigger ? { ...context, id: newContext(user, 0).id, trigger } : context;
      return runToEnd(program, startInterview(program, inputs, started, { observe, budget: TURN_BUDGET }), running);
    };
    const { batchOf, triggers } = await startsOf(opened.flow, given, connection.home, by);
    const end = batchOf === null ? await start(triggers[0] ?? null) : await runBatch(batchOf, triggers, start, host);
    await host.presenter.close?.();
    const exitCode = end.kind === 'failed' ? exitCodeOfFault(end.fault) : 0;
    host.events.end(end, exitCode, recorder.result().limits);
    return exitCode;
  } catch (error) {
    const { fault } = recorder.result();
    if (!(error instanceof GoesRoundError) || fault === null) throw error;
    // Not the answers are wrong: the flow offers to try again what fails every time.
    const exitCode = exitCodeOfFault(fault);
    if (json)
      host.events.end(
        { kind: 'failed', id: 0, fault: { ...fault, help: `${fault.help ?? ''}\n${error.message}`.trim() } },
        exitCode,
      );
    else await reportError(error, masked, json);
    return exitCode;
  } finally {
    await host.presenter.close?.();
    if (options.trace === true && !json) writeTrace(recorder, program, masked);
    if (options.record !== undefined)
      await writeAtOnce(resolve(io.cwd, options.record), cassetteText({ callouts: recorded }));
    if (wire) {
      // It brings Node's whole HTTP and cryptography along, which most runs do without.
      const { showWire } = await import('../show-wire.ts');
      await showWire(wire.masked(), options, { io, json });
    }
    await connection.close();
  }
}

function connectRun(
  { org, directory, compileNamed, triggered }: OpenFlow,
  { io, redactor }: Streams,
  {
    events,
    waits,
    lenient,
    observe,
    performers,
    actionCallout,
  }: Pick<RunHost, 'events'> &
    Pick<ConnectOptions, 'waits' | 'observe' | 'performers' | 'actionCallout'> & { readonly lenient: boolean },
): Connection {
  return connect({
    compileFlow: compileNamed,
    triggered,
    onBackground: events.background,
    ...(waits ? { waits } : {}),
    ...(observe ? { observe } : {}),
    ...(performers ? { performers } : {}),
    ...(actionCallout ? { actionCallout } : {}),
    ...(lenient ? { lenient: events.skipped } : {}),
    org,
    directory,
    env: io.env,
    redactor,
    dataDirectory: (name) => orgDataDirectory({ directory }, name),
  });
}

interface Running {
  readonly host: RunHost;
  readonly performers: Performers;
  readonly recorder: Recorder;
  readonly redactor: Redactor;
  readonly signal: AbortSignal;
}

async function runToEnd(program: Program, begin: Interview, running: Running): Promise<Ended> {
  const { host, performers, recorder, redactor, signal } = running;
  const { events } = host;
  const masking = { mask: redactor.text, onSecret: redactor.add };
  let faultMessage: string | null = null;
  let refused = false;
  const tell = logCallouts((callout) => {
    refused = callout.fault !== null || (callout.status ?? 0) >= 300;
    events.callout(callout);
  });
  const over = await runInterview(program, begin, {
    signal,
    presenter: watchPresenter(maskPresenter(host.presenter, masking), (view, verb) => {
      recorder.onAnswered(view, verb);
      events.screen(view, verb);
    }),
    performers: tell(recorder.layer(performers)),
    observe: hear(recorder, host),
    onInterview: (interview) => {
      recorder.onInterview(interview);
      const { fault } = refused || interview.faultMessage !== faultMessage ? recorder.result() : { fault: null };
      ({ faultMessage } = interview);
      refused = false;
      if (fault) events.fault(fault);
    },
  });
  const { pending } = over;
  if (pending.kind === 'failed') return pending;
  if (pending.kind === 'finished') return withChangesOnly(pending, over);
  throw new InternalError(`a run came to rest at a ${pending.kind}`);
}

/** One interview for each record of a scheduled flow; one that fails does not keep the others from running. */
async function runBatch(
  object: string,
  triggers: readonly (RecordTrigger | null)[],
  start: (trigger: RecordTrigger | null) => Promise<Ended>,
  { events }: RunHost,
): Promise<Ended> {
  let records = 0;
  const failures: Ended[] = [];
  for (const trigger of triggers) {
    const end = await start(trigger);
    if (end.kind === 'finished' && end.notEntered) continue;
    records += 1;
    if (end.kind === 'failed') failures.push(end);
    events.interview(String(trigger?.record.Id ?? ''), end.kind === 'failed' ? end.fault : null);
  }
  const [first = { kind: 'finished', id: 0, outputs: {} }] = failures;
  return { ...first, batch: { object, records, failed: failures.length } };
}

/** Of the record of a before-save flow only what it set. */
function withChangesOnly(end: EffectOf<'finished'>, { context }: Interview): EffectOf<'finished'> {
  const given = context.trigger?.record;
  if (!end.record || !given) return end;
  const changed = Object.entries(end.record).filter(([name, value]) => !equal(given[name] ?? null, value));
  return { ...end, record: Object.fromEntries(changed) };
}

function hear(recorder: Recorder, { events }: RunHost): Observer {
  return (happening) => {
    recorder.observe(happening);
    // Its use of limits is told at the end.
    if (happening.kind !== 'transaction') events.happening(happening);
  };
}

function writeTrace(recorder: Recorder, program: Program, { stderr }: CliIo): void {
  const lines = showTrace(recorder.result().trace, program.name, Number.POSITIVE_INFINITY);
  stderr.write(['', 'what happened', ...lines.map((line) => `  ${line}`), ''].join('\n'));
}
