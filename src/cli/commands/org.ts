import { once } from 'node:events';
import { UsageError } from '../../errors.ts';
import type { TargetOrg } from '../../model/org.ts';
import type { OrgQueryResult } from '../../org/index.ts';
import {
  HOME_ORG,
  openHomeOrg,
  openProject,
  orgDataDirectory,
  type Project,
  resetHomeOrg,
} from '../../project/index.ts';
import { nearest } from '../../values/nearest.ts';
import { type CommandArguments, defineCommand } from '../command.ts';
import { ENV_OPTION } from '../env-option.ts';
import type { ExitCode } from '../exit-codes.ts';
import { type CliIo, painter, printJson, printLine } from '../io.ts';
import { listJobs, runDueJobs } from '../org-jobs.ts';
import { tableLines } from '../table.ts';

const OPTIONS = {
  org: {
    type: 'string',
    value: 'NAME',
    summary: 'a target org, or home: the org that flows run in; may be left out where one is meant',
  },
  port: { type: 'string', value: 'PORT', summary: 'start: the port to listen on; any free one unless given' },
  until: {
    type: 'string',
    value: 'TIME',
    summary: 'run-jobs: as if that time had come, or that day had gone by; now unless given',
  },
  env: { ...ENV_OPTION, summary: `run-jobs: ${ENV_OPTION.summary}` },
  yes: { type: 'boolean', short: 'y', summary: 'reset: do not ask' },
} as const;

interface Task {
  readonly words: readonly string[];
  readonly args: CommandArguments<typeof OPTIONS>;
  readonly project: Project;
}

const ACTIONS: Readonly<Record<string, (task: Task, io: CliIo) => Promise<ExitCode>>> = {
  start,
  list,
  query,
  reset,
  jobs: ({ words, args, project }, io) => {
    takesNothing('jobs', words);
    return listJobs(project, args.json, io);
  },
  'run-jobs': ({ words, args, project }, io) => {
    takesNothing('run-jobs', words);
    const { until, env = null } = args.options;
    return runDueJobs({ project, until, environment: env, json: args.json }, io);
  },
};

function takesNothing(action: string, [word]: readonly string[]): void {
  if (word !== undefined) throw new UsageError(`unexpected argument "${word}"`, `usage: flowrun org ${action}`);
}

export const command = defineCommand({
  usage: [
    'org start [NAME]',
    'org list',
    'org query SOQL',
    'org jobs',
    'org run-jobs [--until TIME]',
    'org reset [NAME]',
  ],
  description: [
    'Embedded target orgs are declared in org/target-orgs/<name>/ and keep their records below .flowrun/.',
    'A flow starts the org it calls by itself; start is for other programs, and for looking at what they',
    'send. `--org home` means the records that record elements of flows read and change. Scheduled paths',
    'of record-triggered flows are jobs of that org: jobs lists them, run-jobs runs those that are due.',
  ].join('\n'),
  options: OPTIONS,
  positionals: { min: 1, max: 2 },
  examples: [
    { line: 'flowrun org query "SELECT Id, Name, Industry FROM Account"', does: 'what the flows created' },
    {
      line: 'flowrun org query --org home "SELECT Id, Subject FROM Task"',
      does: 'records of the org that flows run in',
    },
    { line: 'flowrun org start --port 8443', does: 'serves OAuth and REST until Ctrl-C, showing every request' },
    {
      line: 'flowrun org run-jobs --until 2026-12-24',
      does: 'runs the scheduled paths that are due by the end of that day, as if it had come',
    },
    { line: 'flowrun org reset --yes', does: 'forgets all records and tokens' },
  ],
  async run(args, io) {
    const [action = '', ...words] = args.positionals;
    const act = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
    if (act === undefined) {
      const near = nearest(action, Object.keys(ACTIONS));
      throw new UsageError(
        `org has no action "${action}"`,
        near ? `did you mean org ${near}?` : `actions: ${Object.keys(ACTIONS).join(', ')}`,
      );
    }
    return act({ words, args, project: await openProject(io.cwd) }, io);
  },
});

async function start({ words, args, project }: Task, io: CliIo): Promise<ExitCode> {
  const definition = orgMeant(project, args.options.org ?? words[0]);
  const port = portOf(args.options.port);
  const paint = painter(io.color);
  const { startOrg } = await import('../../org/index.ts');
  const running = await startOrg({
    definition,
    directory: orgDataDirectory(project, definition.name),
    port,
    signal: io.signal,
    onRequest: (log) => {
      if (args.json) printJson(io, { request: log });
      else
        printLine(
          io,
          `${statusIn(paint, log.status)} ${log.method} ${log.path} ${paint('dim', `${Math.round(log.ms)} ms`)}`,
        );
    },
  });
  const apps = definition.connectedApps.map((app) => ({ label: app.label, consumerKey: app.consumerKey }));
  if (args.json) printJson(io, { org: definition.name, url: running.url, orgId: running.orgId, connectedApps: apps });
  else {
    printLine(io, `${paint('bold', definition.name)} listens at ${paint('cyan', running.url)} (Ctrl-C ends it)`);
    for (const app of apps) printLine(io, `connected app ${app.label}: consumer key ${app.consumerKey}`);
  }
  if (!io.signal.aborted) await once(io.signal, 'abort');
  await running.close();
  return 0;
}

async function list({ words, args, project }: Task, io: CliIo): Promise<ExitCode> {
  takesNothing('list', words);
  const orgs = project.org.targetOrgs.map((org) => ({
    name: org.name,
    url: `org://${org.name}`,
    connectedApps: org.connectedApps.map((app) => app.label),
    users: org.users.map((user) => user.username),
    namedCredentials: project.org.namedCredentials
      .filter((credential) => credential.url.startsWith(`org://${org.name}`))
      .map((credential) => credential.name),
    definition: org.directory,
    data: orgDataDirectory(project, org.name),
  }));
  if (args.json) printJson(io, { orgs });
  else if (orgs.length === 0) printLine(io, 'this project declares no target org');
  else {
    const rows = orgs.map((org) => [
      org.name,
      org.connectedApps.join(', '),
      org.users.join(', '),
      org.namedCredentials.join(', '),
    ]);
    const columns = ['Org', 'Connected apps', 'Users', 'Named credentials'];
    for (const line of tableLines(columns, rows, painter(io.color))) printLine(io, line);
  }
  return 0;
}

async function query({ words, args, project }: Task, io: CliIo): Promise<ExitCode> {
  const [soql] = words;
  if (soql === undefined) throw new UsageError('which query?', 'flowrun org query "SELECT Id, Name FROM Account"');
  const { totalSize, columns, rows } = await answer(soql, project, args.options.org);
  if (args.json) {
    const records = rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i] ?? null])));
    printJson(io, { totalSize, records });
  } else if (columns.length === 0) printLine(io, String(totalSize));
  else {
    const paint = painter(io.color);
    if (rows.length > 0) for (const line of tableLines(columns, rows, paint)) printLine(io, line);
    printLine(io, paint('dim', `${totalSize} ${totalSize === 1 ? 'record' : 'records'}`));
  }
  return 0;
}

async function answer(soql: string, project: Project, name: string | undefined): Promise<OrgQueryResult> {
  const { queryOrg, queryRecords } = await import('../../org/index.ts');
  if (!isHome(project, name)) {
    const definition = orgMeant(project, name);
    return queryOrg({ definition, directory: orgDataDirectory(project, definition.name), soql });
  }
  const { records } = await openHomeOrg(project.org, orgDataDirectory(project, HOME_ORG));
  try {
    return await queryRecords(records, soql);
  } finally {
    records.close();
  }
}

/** The org that flows run in: asked for by name, or the only one there is. */
function isHome({ org: { targetOrgs } }: Project, name: string | undefined): boolean {
  if (name === undefined) return targetOrgs.length === 0;
  // A target org of this name is the one that is meant.
  return name.toLowerCase() === HOME_ORG && !targetOrgs.some((org) => org.name.toLowerCase() === HOME_ORG);
}

async function reset({ words, args, project }: Task, io: CliIo): Promise<ExitCode> {
  const said = args.options.org ?? words[0];
  const home = isHome(project, said);
  const definition = home ? null : orgMeant(project, said);
  const name = definition?.name ?? HOME_ORG;
  if (!args.options.yes && !(await confirmed(`Forget all records of ${name}?`, io))) {
    if (!args.json) printLine(io, 'nothing was changed');
    return 130;
  }
  const directory = orgDataDirectory(project, name);
  if (definition === null) await resetHomeOrg(project.org, directory);
  else {
    const { resetOrg } = await import('../../org/index.ts');
    await resetOrg({ definition, directory });
  }
  if (args.json) printJson(io, { reset: name });
  else printLine(io, `${name} is as new`);
  return 0;
}

async function confirmed(question: string, io: CliIo): Promise<boolean> {
  if (!io.isTTY) throw new UsageError('reset forgets all records', 'add --yes where nobody can be asked');
  const { createInterface } = await import('node:readline/promises');
  const prompt = createInterface({ input: io.stdin, output: io.stderr });
  try {
    return /^y(es)?$/i.test((await prompt.question(`${question} [y/N] `, { signal: io.signal })).trim());
  } finally {
    prompt.close();
  }
}

function orgMeant({ org: { targetOrgs } }: Project, name: string | undefined): TargetOrg {
  const names = targetOrgs.map((org) => org.name);
  const found =
    name === undefined ? targetOrgs : targetOrgs.filter((org) => org.name.toLowerCase() === name.toLowerCase());
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  if (targetOrgs.length === 0) {
    throw new UsageError(
      'this project declares no target org',
      'declare one in org/target-orgs/<name>/connected-apps/',
    );
  }
  if (name === undefined) throw new UsageError('which target org?', `add --org with one of: ${names.join(', ')}`);
  const near = nearest(name, names);
  throw new UsageError(
    `no target org is called "${name}"`,
    near ? `did you mean ${near}?` : `there are: ${names.join(', ')}`,
  );
}

function portOf(text: string | undefined): number {
  if (text === undefined) return 0;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`--port ${text} is no port`, 'a whole number up to 65535; 0 means any free one');
}

function statusIn(paint: ReturnType<typeof painter>, status: number): string {
  return paint(status < 300 ? 'green' : status < 500 ? 'yellow' : 'red', String(status));
}
