import { processIo } from './io.ts';
import { main } from './main.ts';

/** How long a cancelled command may take to restore the terminal and close its servers. */
const GRACE_MS = 1000;

/**
 * Runs a command line as this process: its streams, its signals, its exit code. Does not return: ends the process when
 * everything is written.
 */
export async function start(argv: readonly string[]): Promise<never> {
  silenceExperimentalWarnings();
  const cancelled = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (cancelled.signal.aborted) process.exit(130);
      cancelled.abort();
      setTimeout(() => process.exit(130), GRACE_MS).unref();
    });
  }
  // `flowrun … | head` closes the pipe early: nothing is left to say.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // The command goes on unheard, so that its exit code still says how it ended.
      if (error.code !== 'EPIPE') throw error;
    });
  }
  const exitCode = await main(argv, processIo(cancelled.signal));
  // Pipes are asynchronous on some systems: leave only when everything is written, and do not wait for idle connections.
  await Promise.all(
    [process.stdout, process.stderr].map((stream) => new Promise((written) => stream.write('', written))),
  );
  process.exit(exitCode);
}

/** Node 22 warns on stderr of node:sqlite and glob; the person at the keyboard can do nothing about that. */
function silenceExperimentalWarnings(): void {
  const emit = process.emitWarning as (warning: string | Error, ...rest: unknown[]) => void;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    const [first] = rest;
    const type = typeof first === 'object' && first !== null && 'type' in first ? first.type : first;
    if (type !== 'ExperimentalWarning') emit.call(process, warning, ...rest);
  };
}
