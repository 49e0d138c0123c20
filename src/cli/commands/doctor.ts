import { type DiagnosisStep, diagnose } from '../../callouts/diagnose.ts';
import type { OrgDefinition } from '../../model/org.ts';
import { connect, createRedactor, newContext, type OpenFlow, openFlow, orgDataDirectory } from '../../project/index.ts';
import { defineCommand } from '../command.ts';
import { ENV_OPTION } from '../env-option.ts';
import type { ExitCode } from '../exit-codes.ts';
import { type CliIo, painter, printJson, printLine } from '../io.ts';
import { redactedIo } from '../redacted-io.ts';
import { reportError } from '../report-error.ts';

/** The last step is the callout itself: what fails there may be the server's doing, everything before is credentials. */
const CALLOUT_STEP = 6;

export const command = defineCommand({
  usage: ['doctor FILE [options]'],
  description: [
    'Walks the six steps that a callout needs, for every named credential of a flow: connected app, client id and secret,',
    'run-as user, named credential, permission set, callout. Says which step fails and how to mend it. Fetches a token and',
    'makes one GET request; changes nothing.',
  ].join('\n'),
  options: {
    as: { type: 'string', value: 'USER', summary: 'username of the user the flow runs as' },
    env: ENV_OPTION,
  },
  positionals: { min: 1, max: 1 },
  examples: [
    { line: 'flowrun doctor flows/create-account.yaml', does: 'all six steps' },
    { line: 'flowrun doctor flows/create-account.yaml --as guest.user@example.com', does: 'as another user' },
  ],
  async run({ positionals: [file = ''], options, json }, io) {
    const redactor = createRedactor();
    const masked = redactedIo(io, redactor);
    try {
      const opened = await openFlow(file, { cwd: io.cwd, environment: options.env ?? null });
      const { org, directory } = opened;
      const { user } = newContext(opened.user(options.as ?? null), Date.now());
      const names = namedCredentialsOf(opened);
      const connection = connect({
        org,
        directory,
        env: io.env,
        redactor,
        dataDirectory: (name) => orgDataDirectory({ directory }, name),
      });
      const { secrets, resolveUrl } = connection;
      const show = json ? jsonSteps(masked) : textSteps(masked, org);
      const failed: DiagnosisStep[] = [];
      try {
        for (const namedCredential of names) {
          show.begin(namedCredential);
          for await (const step of diagnose({
            org,
            secrets,
            redactor,
            resolveUrl,
            namedCredential,
            user,
            signal: io.signal,
            ...(connection.proxy ? { proxy: connection.proxy } : {}),
          })) {
            show.step(namedCredential, step);
            if (step.ok === false) failed.push(step);
          }
        }
      } finally {
        await connection.close();
      }
      show.end(names.length, failed.length);
      return exitCodeOf(failed);
    } catch (error) {
      return reportError(error, masked, json);
    }
  },
});

function exitCodeOf(failed: readonly DiagnosisStep[]): ExitCode {
  if (failed.length === 0) return 0;
  return failed.some(({ step }) => step < CALLOUT_STEP) ? 4 : 1;
}

/** Named credentials of all callouts that the flow and its subflows can make, each once, in file order. */
function namedCredentialsOf({ compile }: OpenFlow): readonly string[] {
  const flows = [...compile().flows.values()].map(({ flow }) => flow);
  const names = flows.flatMap(({ elements }) =>
    elements.flatMap((element) => (element.type === 'httpCallout' ? [element.namedCredential.name] : [])),
  );
  return [...new Set(names)];
}

interface Steps {
  begin(namedCredential: string): void;
  step(namedCredential: string, step: DiagnosisStep): void;
  end(credentials: number, failed: number): void;
}

function jsonSteps(io: CliIo): Steps {
  return {
    begin: () => {},
    step: (namedCredential, step) => printJson(io, { namedCredential, ...step }),
    end: (credentials, failed) => printJson(io, { credentials, failed, ok: failed === 0 }),
  };
}

function textSteps(io: CliIo, org: OrgDefinition): Steps {
  const paint = painter(io.color);
  const signs = { passed: paint('green', '✓'), failed: paint('red', '✗'), skipped: paint('dim', '-') };
  return {
    begin: (name) => {
      const file = org.namedCredentials.find((credential) => credential.name === name)?.file;
      printLine(io, `${paint('bold', name)}${file === undefined ? '' : paint('dim', ` (${file})`)}`);
    },
    step: (_, { step, title, ok, detail, help }) => {
      const sign = ok === null ? signs.skipped : ok ? signs.passed : signs.failed;
      printLine(io, `  ${sign} ${step} ${title}: ${ok === null ? paint('dim', detail) : detail}`);
      if (help !== null) printLine(io, `      ${paint('cyan', 'mend:')} ${help}`);
    },
    end: (credentials, failed) => {
      if (credentials === 0) printLine(io, 'the flow makes no callouts: there is nothing to check');
      else if (failed === 0) printLine(io, paint('green', 'everything is set up'));
      else printLine(io, paint('red', failed === 1 ? 'one step fails' : `${failed} steps fail`));
    },
  };
}
