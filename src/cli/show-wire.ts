import { resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { curlOf } from '../http/curl.ts';
import type { MaskedExchange } from '../http/exchange.ts';
import { harOf } from '../http/har.ts';
import { version } from '../version.ts';
import { httpTrace } from './http-trace.ts';
import { type CliIo, painter, printJson } from './io.ts';
import { writeAtOnce } from './write-files.ts';

/** How what went over the wire is shown. */
export interface WireOptions {
  /** `http` = for people. */
  readonly trace?: boolean | string;
  /** The file of an HTTP Archive. */
  readonly har?: string | undefined;
  readonly curl?: boolean;
}

/**
 * Shows the masked exchanges of a run (`io` need not mask, and would mask the variables of curl): for people on stderr, as events of the JSON on stdout, as curl commands, as a file.
 * @throws UsageError where the file cannot be written.
 */
export async function showWire(
  exchanges: readonly MaskedExchange[],
  { trace, har, curl = false }: WireOptions,
  { io, json }: { readonly io: CliIo; readonly json: boolean },
): Promise<void> {
  if (trace === 'http') {
    if (json) for (const exchange of exchanges) printJson(io, { event: 'http', ...exchange });
    else io.stderr.write(`\nwhat went over the wire\n\n${httpTrace(exchanges, painter(io.errorColor))}`);
  }
  if (curl) {
    const commands = exchanges.map(curlOf);
    if (json) for (const command of commands) printJson(io, { event: 'curl', command });
    else io.stderr.write(`\n${commands.join('\n')}\n`);
  }
  if (har === undefined) return;
  await writeAtOnce(resolve(io.cwd, har), harOf(exchanges, version)).catch((cause: unknown) => {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no reason is given';
    throw new UsageError(`--har: ${har} cannot be written (${why})`, 'name a file in a folder that you may write to');
  });
}
