import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { hasErrors, isMetadataFile } from '../../definition/index.ts';
import { InvalidDefinitionError, UsageError } from '../../errors.ts';
import { createExchangeLog } from '../../http/exchange-log.ts';
import { startInterview } from '../../interview/index.ts';
import type { HttpCalloutElement } from '../../model/elements.ts';
import type { FlowEvent } from '../../model/interview.ts';
import { calloutAlone } from '../../project/callout-alone.ts';
import {
  connect,
  createRedactor,
  newContext,
  openFlow,
  orgDataDirectory,
  type Redactor,
  sessionOf,
} from '../../project/index.ts';
import { type Drift, driftOf } from '../../values/drift.ts';
import { stringifyJson } from '../../values/json.ts';
import { nearest } from '../../values/nearest.ts';
import { type CommandArguments, defineCommand } from '../command.ts';
import { ENV_OPTION } from '../env-option.ts';
import { type ExitCode, exitCodeOfFault } from '../exit-codes.ts';
import { type CliIo, painter, printJson, printLine } from '../io.ts';
import { withSample } from '../learn-sample.ts';
import { redactedIo } from '../redacted-io.ts';
import { reportError } from '../report-error.ts';
import { readInputs } from '../run-inputs.ts';
import { showWire } from '../show-wire.ts';
import { writeAtOnce } from '../write-files.ts';

const OPTIONS = {
  input: {
    type: 'string',
    short: 'i',
    multiple: true,
    value: 'NAME=VALUE',
    summary: 'a value that the flow would have had; may be repeated',
  },
  inputs: { type: 'string', value: 'FILE', summary: 'such values from a YAML or JSON file' },
  as: { type: 'string', value: 'USER', summary: 'username of the user the flow runs as' },
  env: ENV_OPTION,
  add: { type: 'boolean', summary: 'learn: beside the samples that are there: fields have the type that all show' },
  trace: { type: 'boolean', words: ['http'], summary: 'show what went over the wire' },
  har: { type: 'string', value: 'FILE', summary: 'write what went over the wire as HTTP Archive' },
  curl: { type: 'boolean', summary: 'print a curl command for each request' },
} as const;

type Responded = Extract<FlowEvent, { kind: 'responded' }>;

interface Task {
  readonly args: CommandArguments<typeof OPTIONS>;
  readonly file: string;
  readonly element: HttpCalloutElement;
  readonly reply: Responded;
  readonly io: CliIo;
  readonly redactor: Redactor;
}

const ACTIONS: Readonly<Record<string, (task: Task) => Promise<ExitCode> | ExitCode>> = { send, learn, drift };

export const command = defineCommand({
  usage: [
    'callout send FLOW [ELEMENT] [options]',
    'callout learn FLOW [ELEMENT] [options]',
    'callout drift FLOW [ELEMENT] [options]',
  ],
  description: [
    'Sends one httpCallout of a flow, without the flow. What the flow would have given it (variables, entries of screens,',
    'outputs of other elements) is given by --input. ELEMENT may be left out where the flow has one callout.',
    '',
    'learn writes the reply into the flow as the sample of its status, and so makes the schema of a real call; comments and all',
    'else stay as they are; with --add it stands beside the samples that are there. drift compares the reply with the sample and says which paths differ: fields that are missing or',
    'have become something else are a failure, new ones are only told.',
  ].join('\n'),
  options: OPTIONS,
  positionals: { min: 2, max: 3 },
  examples: [
    {
      line: 'flowrun callout send flows/create-account.yaml Create_Account --input Account_Name=Acme',
      does: 'one call',
    },
    {
      line: 'flowrun callout drift flows/create-account.yaml Create_Account --json',
      does: 'for CI, against the real API',
    },
  ],
  async run(args, io) {
    const [word = '', file = '', name = null] = args.positionals;
    const act = Object.hasOwn(ACTIONS, word) ? ACTIONS[word] : undefined;
    if (act === undefined) {
      const near = nearest(word, Object.keys(ACTIONS));
      const help = near ? `did you mean callout ${near}?` : `actions: ${Object.keys(ACTIONS).join(', ')}`;
      throw new UsageError(`callout has no action "${word}"`, help);
    }
    const redactor = createRedactor();
    const masked = redactedIo(io, redactor);
    try {
      return await callOut(args, { file, name, act, io, masked, redactor });
    } catch (error) {
      return reportError(error, masked, args.json);
    }
  },
});

interface Asked {
  readonly file: string;
  readonly name: string | null;
  readonly act: (task: Task) => Promise<ExitCode> | ExitCode;
  readonly io: CliIo;
  readonly masked: CliIo;
  readonly redactor: Redactor;
}

async function callOut(args: CommandArguments<typeof OPTIONS>, asked: Asked): Promise<ExitCode> {
  const { options, json } = args;
  const { file, name, act, io, masked, redactor } = asked;
  const opened = await openFlow(file, {
    cwd: io.cwd,
    environment: options.env ?? null,
    ...sessionOf(io.env, redactor),
  });
  if (hasErrors(opened.warnings)) throw new InvalidDefinitionError(opened.warnings);
  const { element, program } = calloutAlone(opened.flow, name, opened.surroundings);
  const context = newContext(opened.user(options.as ?? null), Date.now());
  const inputs = await readInputs({ file: options.inputs, pairs: options.input }, program, io.cwd, context.timeZone);
  const wire = createExchangeLog(redactor);
  const { org, directory } = opened;
  const connection = connect({
    org,
    directory,
    env: io.env,
    redactor,
    observe: wire.observe,
    dataDirectory: (one) => orgDataDirectory({ directory }, one),
  });
  try {
    await connection.learnSecrets();
    const interview = startInterview(program, inputs, context);
    const { pending } = interview;
    if (pending.kind === 'failed') return failed(pending.fault, masked, json);
    if (pending.kind !== 'callout') throw new UsageError(`${element.name} makes no callout with these inputs`);
    const event = await connection.performers.callout(pending, interview, io.signal);
    if (event.kind === 'failed') return failed(event.fault, masked, json);
    if (event.kind !== 'responded') throw new UsageError(`${element.name} got no reply`);
    return await act({ args, file, element, reply: event, io: masked, redactor });
  } finally {
    await showWire(wire.masked(), options, { io, json });
    await connection.close();
  }
}

function failed(fault: Parameters<typeof exitCodeOfFault>[0], io: CliIo, json: boolean): ExitCode {
  if (json) printJson(io, { fault });
  else {
    const paint = painter(io.errorColor);
    io.stderr.write(`${paint('red', '✗')} ${fault.message}\n${fault.help === undefined ? '' : `  ${fault.help}\n`}`);
  }
  return exitCodeOfFault(fault);
}

function send({ args: { json }, reply, io, redactor }: Task): ExitCode {
  const { status, pages } = reply;
  const headers = redactor.headers(reply.headers);
  const body = redactor.value(reply.body);
  if (json) printJson(io, { status, headers, body, ...(pages === undefined ? {} : { pages }) });
  else {
    const paint = painter(io.color);
    printLine(io, paint(status < 300 ? 'green' : 'red', `${status}${pages === undefined ? '' : `, ${pages} pages`}`));
    for (const [name, value] of Object.entries(headers)) printLine(io, paint('dim', `${name}: ${value}`));
    printLine(io, `\n${typeof body === 'string' ? body : JSON.stringify(JSON.parse(stringifyJson(body)), null, 2)}`);
  }
  return status < 300 ? 0 : 1;
}

/** The key of the reply in `responses:`: what declares the status, else its class. */
function keyOf({ responses }: HttpCalloutElement, status: number): string {
  const wanted = [String(status), `${String(status).charAt(0)}XX`];
  return wanted.find((key) => responses.some((one) => one.key === key)) ?? wanted[1] ?? '';
}

async function learn({ args: { json, options }, file, element, reply, io, redactor }: Task): Promise<ExitCode> {
  if (isMetadataFile(file)) {
    throw new UsageError(`${file} is metadata, whose schema stands in a registration`, 'import it: flowrun import');
  }
  const key = keyOf(element, reply.status);
  const path = resolve(io.cwd, file);
  const { add } = options;
  const text = await readFile(path, 'utf8');
  // What a server quotes of its caller is no part of a schema.
  const learned = withSample(text, file, element.name, { key, sample: redactor.value(reply.body), add });
  if (learned !== text) await writeAtOnce(path, learned);
  if (json) printJson(io, { file, element: element.name, key, changed: learned !== text });
  else printLine(io, `${learned === text ? 'unchanged' : 'learned  '} ${file}: ${element.name} ${key}`);
  return 0;
}

const WORDS: Readonly<Record<Drift['kind'], (drift: Drift) => string>> = {
  missing: ({ declared }) => `is missing, declared as ${declared}`,
  new: ({ received }) => `is new: ${received}`,
  type: ({ declared, received }) => `is ${received}, declared as ${declared}`,
};

function drift({ args: { json }, file, element, reply, io }: Task): ExitCode {
  const key = keyOf(element, reply.status);
  const declared = element.responses.find((one) => one.key === key);
  if (declared === undefined) {
    throw new UsageError(
      `${element.name} declares no reply for the status ${reply.status}`,
      `flowrun callout learn ${file} ${element.name} writes one`,
    );
  }
  const found = driftOf(declared.samples, reply.body);
  const broken = found.some(({ kind }) => kind !== 'new');
  if (json) printJson(io, { element: element.name, status: reply.status, key, drift: found, ok: !broken });
  else {
    const paint = painter(io.color);
    for (const one of found) {
      const path = one.path === '' ? 'the body' : one.path;
      printLine(io, `${paint(one.kind === 'new' ? 'dim' : 'red', path)} ${WORDS[one.kind](one)}`);
    }
    if (found.length === 0) printLine(io, paint('green', `the reply is as ${element.name} declares it for ${key}`));
  }
  return broken ? 1 : 0;
}
