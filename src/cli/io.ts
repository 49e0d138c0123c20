import type { Readable, Writable } from 'node:stream';
import { styleText } from 'node:util';

/** What a terminal's input has beside a stream; ink and the hidden prompt need raw mode. */
export type CliInput = Readable & { readonly isTTY?: boolean; setRawMode?(on: boolean): unknown };
/** What a terminal's output has beside a stream. */
export type CliOutput = Writable & { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number };

/** Everything a command may touch of the process, so that tests run commands in process. */
export interface CliIo {
  readonly stdin: CliInput;
  readonly stdout: CliOutput;
  readonly stderr: CliOutput;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute path that relative arguments start from. */
  readonly cwd: string;
  /** Both stdin and stdout are terminals: screens and prompts may be shown. */
  readonly isTTY: boolean;
  /** Whether stdout takes colours: a terminal, no `NO_COLOR`, no `--no-color`, no `--json`. */
  readonly color: boolean;
  /** The same for stderr. */
  readonly errorColor: boolean;
  /** Aborted by Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
}

type Style = Parameters<typeof styleText>[0];
/** Puts text in a colour, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

/** The painter for stdout (`io.color`) or stderr (`io.errorColor`). */
export function painter(color: boolean): Paint {
  return color ? (style, text) => styleText(style, text, { validateStream: false }) : (_, text) => text;
}

/** Whether a stream takes colours: https://no-color.org and FORCE_COLOR, then whether it is a terminal. */
export function takesColor(stream: CliOutput, env: CliIo['env']): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0';
  return stream.isTTY === true && env.TERM !== 'dumb';
}

/** Writes one line to stdout. */
export function printLine(io: CliIo, line: string): void {
  io.stdout.write(`${line}\n`);
}

/** Writes one value to stdout as a line of JSON: what `--json` prints. */
export function printJson(io: CliIo, value: unknown): void {
  printLine(io, JSON.stringify(value));
}

/** The process's own streams, environment and folder. */
export function processIo(signal: AbortSignal): CliIo {
  const { stdin, stdout, stderr, env } = process;
  return {
    stdin,
    stdout,
    stderr,
    env,
    cwd: process.cwd(),
    isTTY: stdin.isTTY === true && stdout.isTTY === true,
    color: takesColor(stdout, env),
    errorColor: takesColor(stderr, env),
    signal,
  };
}
