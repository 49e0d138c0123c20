import { FlowrunError, InvalidDefinitionError } from '../errors.ts';
import { type ExitCode, exitCodeOfError } from './exit-codes.ts';
import { type CliIo, painter, printJson } from './io.ts';

/** What was thrown, as `--json` prints it under `error`. */
interface ReportedError {
  readonly code: string;
  readonly message: string;
  readonly help?: string;
  readonly exitCode: ExitCode;
}

/**
 * The one place where something thrown becomes a message and an exit code: never a stack trace, unless FLOWRUN_DEBUG is
 * set. With `json` the error is one line on stdout and stderr stays empty. An invalid definition is shown by its
 * diagnostics, all of them, with code frames.
 */
export async function reportError(thrown: unknown, io: CliIo, json: boolean): Promise<ExitCode> {
  const error = describe(thrown);
  if (thrown instanceof InvalidDefinitionError) {
    const { countOf, diagnosticsJson, framesOf, withLocalPaths } = await import('./diagnostics.ts');
    const diagnostics = withLocalPaths(thrown.diagnostics, io.cwd);
    if (json) printJson(io, { error: { ...error, diagnostics: await diagnosticsJson(diagnostics, io) } });
    else {
      const frames = await framesOf(diagnostics, io, { stream: io.stderr, color: io.errorColor });
      io.stderr.write(`${frames}\n\n${painter(io.errorColor)(['red', 'bold'], countOf(diagnostics))}\n`);
    }
  } else if (json) printJson(io, { error });
  else io.stderr.write(asText(error, painter(io.errorColor)));
  if (io.env.FLOWRUN_DEBUG && thrown instanceof Error) io.stderr.write(`${stackOf(thrown)}\n`);
  return error.exitCode;
}

function describe(thrown: unknown): ReportedError {
  if (thrown instanceof FlowrunError) {
    return {
      code: thrown.code,
      message: thrown.message,
      ...(thrown.help === undefined ? {} : { help: thrown.help }),
      exitCode: exitCodeOfError(thrown),
    };
  }
  if (thrown instanceof Error && thrown.name === 'AbortError') {
    return { code: 'CANCELLED', message: 'Cancelled.', exitCode: 130 };
  }
  if (isSystemError(thrown)) return { code: thrown.code, message: thrown.message, exitCode: 1 };
  return {
    code: 'INTERNAL',
    message: thrown instanceof Error ? thrown.message : String(thrown),
    help: 'this is a defect of flowrun: please report it with the output of FLOWRUN_DEBUG=1',
    exitCode: 1,
  };
}

/** What node throws for files and sockets: its message says enough (`EACCES: permission denied, open '…'`). */
function isSystemError(thrown: unknown): thrown is Error & { readonly code: string } {
  return thrown instanceof Error && 'syscall' in thrown && 'code' in thrown && typeof thrown.code === 'string';
}

function asText(error: ReportedError, paint: ReturnType<typeof painter>): string {
  if (error.code === 'CANCELLED') return `${paint('yellow', error.message)}\n`;
  const help = error.help?.split('\n').map((line) => `  ${line}\n`) ?? [];
  return `${paint(['red', 'bold'], 'error:')} ${error.message}\n${paint('dim', help.join(''))}`;
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by: ${stackOf(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}
