import { PassThrough, Readable } from 'node:stream';
import type { CliIo } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}
export interface CliSetup {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What is piped in; left out = an empty stdin. */
  readonly stdin?: string;
  readonly color?: boolean;
  readonly signal?: AbortSignal;
}

/** Runs a command line in this process, with streams of its own and no terminal. */
export async function runCli(argv: readonly string[], setup: CliSetup = {}): Promise<CliResult> {
  const stdout = collector();
  const stderr = collector();
  const io: CliIo = {
    stdin: Readable.from(setup.stdin === undefined ? [] : [setup.stdin]),
    stdout: stdout.stream,
    stderr: stderr.stream,
    env: setup.env ?? {},
    cwd: setup.cwd ?? process.cwd(),
    isTTY: false,
    color: setup.color ?? false,
    errorColor: setup.color ?? false,
    signal: setup.signal ?? new AbortController().signal,
  };
  const code = await main(argv, io);
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

/** A stream that keeps what is written to it. */
export function collector(): { readonly stream: PassThrough; text(): string } {
  const stream = new PassThrough();
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}
