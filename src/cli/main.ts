import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { version } from '../version.ts';
import type { Command } from './command.ts';
import { COMMANDS, type CommandName, isCommand } from './command-table.ts';
import type { ExitCode } from './exit-codes.ts';
import { type CliIo, printJson, printLine } from './io.ts';

/**
 * Runs one command line.
 * @param argv what stands behind `flowrun`.
 * @returns the exit code. Nothing is thrown: whatever a command throws is reported and turned into its code.
 */
export async function main(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const json = argv.includes('--json');
  try {
    return await dispatch(argv, json ? { ...io, color: false } : io);
  } catch (thrown) {
    const { reportError } = await import('./report-error.ts');
    return reportError(thrown, argv.includes('--no-color') ? { ...io, errorColor: false } : io, json);
  }
}

async function dispatch(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const ahead = argv.findIndex((word) => !/^(--json|--no-color|--help|-h)$/.test(word));
  const word = argv[ahead];
  if (word === '--version' || word === '-v') return printVersion(argv, io);
  if (word === undefined)
    return runCommand(
      'help',
      argv.filter((option) => !/^(--help|-h)$/.test(option)),
      io,
    );
  if (isCommand(word)) return runCommand(word, argv.toSpliced(ahead, 1), io);
  if (word.startsWith('-') || (await isFile(word, io.cwd))) return runCommand('run', argv, io);
  throw await unknownCommand(word);
}

function printVersion(argv: readonly string[], io: CliIo): ExitCode {
  if (argv.includes('--json')) printJson(io, { version, node: process.versions.node });
  else printLine(io, version);
  return 0;
}

async function runCommand(name: CommandName, argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const [{ command }, { parseArguments }]: [{ readonly command: Command }, typeof import('./parse-arguments.ts')] =
    await Promise.all([COMMANDS[name].load(), import('./parse-arguments.ts')]);
  const parsed = parseArguments(name, command, argv);
  const colored = parsed.noColor ? { ...io, color: false, errorColor: false } : io;
  if (!parsed.help) return command.run(parsed, colored);
  const { command: help } = await COMMANDS.help.load();
  return help.run({ positionals: [name], options: {}, json: parsed.json }, colored);
}

/** A word that names a file, or is written like one: `flowrun FILE` then says that the file is missing. */
async function isFile(word: string, cwd: string): Promise<boolean> {
  if (/[./\\]/.test(word)) return true;
  return stat(resolve(cwd, word)).then(
    () => true,
    () => false,
  );
}

async function unknownCommand(word: string): Promise<UsageError> {
  const { nearest } = await import('../values/nearest.ts');
  const near = nearest(word, Object.keys(COMMANDS));
  return new UsageError(
    `"${word}" is neither a command nor a file`,
    near === undefined ? 'see `flowrun --help`' : `did you mean flowrun ${near}?`,
  );
}
