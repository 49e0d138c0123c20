import { basename } from 'node:path';
import { sortDiagnostics } from '../definition/index.ts';
import { UsageError } from '../errors.ts';
import type { Diagnostic } from '../model/diagnostics.ts';
import { countOf, diagnosticsJson, framesOf, withLocalPaths } from './diagnostics.ts';
import type { ExitCode } from './exit-codes.ts';
import { type CliIo, painter, printJson } from './io.ts';
import { type MadeFile, printWritten, writeFiles, writtenJson } from './write-files.ts';

/** What `import` and `export` have in common: the files they made, what was wrong, and what the user wants done. */
export interface Conversion {
  readonly files: readonly MadeFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Options of both commands. */
export const CONVERSION_OPTIONS = {
  out: { type: 'string', value: 'DIR', summary: 'folder to write to; - prints the one result instead' },
  force: { type: 'boolean', summary: 'overwrite files that are there and differ' },
  check: { type: 'boolean', summary: 'write nothing; exit 1 if a file is missing or differs' },
} as const;

/** The name that stands for standard input and output. */
export const STREAM = '-';

/**
 * Writes or prints what was made, says so, and shows what was wrong. A file with an error does not keep the others back.
 * @returns 3 where a file had errors, 1 where `--check` found a difference.
 * @throws UsageError where several results are to go to standard output, or one is in the way.
 */
export async function finishConversion(
  { files, diagnostics: found }: Conversion,
  options: { readonly toStream: boolean; readonly force: boolean; readonly check: boolean; readonly json: boolean },
  io: CliIo,
): Promise<ExitCode> {
  const { toStream, check, json } = options;
  const diagnostics = sortDiagnostics(withLocalPaths(found, io.cwd));
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  if (toStream && !json) {
    printResult(files, io);
    await showDiagnostics(diagnostics, io);
    return failed ? 3 : 0;
  }
  const written = toStream ? [] : await writeFiles(files, io.cwd, options);
  const stale = check && written.some(({ status }) => status !== 'unchanged');
  if (json) {
    const results = toStream
      ? files.map(({ path, source, text }) => ({ source, name: basename(path), text }))
      : writtenJson(written, check);
    printJson(io, { files: results, diagnostics: await diagnosticsJson(diagnostics, io) });
  } else {
    printWritten(written, io, check);
    await showDiagnostics(diagnostics, io);
  }
  return failed ? 3 : stale ? 1 : 0;
}

/** The flow itself; what would stand beside it is named. */
function printResult(files: readonly MadeFile[], io: CliIo): void {
  const [first, ...others] = files;
  const other = others.find(({ source }) => source !== first?.source);
  if (other) {
    throw new UsageError(
      `standard output takes one file, and ${other.source} would be printed too`,
      'give a folder with --out, or --json to have them all',
    );
  }
  if (!first) return;
  io.stdout.write(first.text);
  for (const { path } of others) io.stderr.write(`${painter(io.errorColor)('dim', `not printed: ${path}`)}\n`);
}

async function showDiagnostics(diagnostics: readonly Diagnostic[], io: CliIo): Promise<void> {
  if (diagnostics.length === 0) return;
  const frames = await framesOf(diagnostics, io, { stream: io.stderr, color: io.errorColor });
  io.stderr.write(`${frames}\n\n${painter(io.errorColor)(['red', 'bold'], countOf(diagnostics))}\n`);
}

/** A file that arguments named: where it came from, and where below `--out` its result stands. */
export interface ConversionSource {
  /** As the user would write it; `-` for standard input. */
  readonly file: string;
  /** Folder below `--out`, with slashes; empty = directly in it. */
  readonly folder: string;
}
