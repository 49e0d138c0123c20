import type { CliIo } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
import { collector } from '../cli/run-cli.ts';
import { createFakeTerminal, type FakeTerminal } from '../hosts/terminal/fake-terminal.ts';

export interface InTerminal {
  readonly terminal: FakeTerminal;
  readonly stderr: () => string;
  readonly code: Promise<number>;
}

export interface TerminalSetup {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** 100 columns and 40 rows unless given. */
  readonly columns?: number;
  readonly rows?: number;
}

/** Runs a command line as in a terminal, without colours. */
export function inTerminal(
  argv: readonly string[],
  { cwd, env = {}, columns = 100, rows = 40 }: TerminalSetup,
): InTerminal {
  const terminal = createFakeTerminal(columns, rows);
  const stderr = collector();
  const io: CliIo = {
    stdin: terminal.stdin as unknown as CliIo['stdin'],
    stdout: terminal.stdout,
    stderr: stderr.stream,
    env: { LANG: 'C.UTF-8', ...env },
    cwd,
    isTTY: true,
    color: false,
    errorColor: false,
    signal: new AbortController().signal,
  };
  return { terminal, stderr: stderr.text, code: main(argv, io) };
}

/** Keys, and what has to come up after them; the blanks of a text may be line ends. */
export type Step = readonly [keys: readonly string[], shows: string | RegExp];

/** Presses keys and waits for what they bring, step by step. */
export async function walk(terminal: FakeTerminal, steps: readonly Step[]): Promise<void> {
  for (const [keys, shows] of steps) {
    for (const key of keys) await terminal.type(key);
    await terminal.until(typeof shows === 'string' ? broken(shows) : shows);
  }
}

function broken(text: string): RegExp {
  return new RegExp(text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll(/ +/g, '\\s+'));
}
