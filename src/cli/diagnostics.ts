import { relative, resolve } from 'node:path';
import { type DiagnosticJson, diagnosticToJson, formatDiagnostics } from '../definition/index.ts';
import { type Diagnostic, SEVERITIES, type Severity } from '../model/diagnostics.ts';
import { readDefinition } from '../project/read-definition.ts';
import type { CliIo, CliOutput } from './io.ts';

/** Narrower frames cannot be read; wider ones help nobody. */
const WIDTH = { min: 40, max: 120 };

type TextOf = (file: string) => string | undefined;

/** The texts of the files that diagnostics speak of; undefined for what cannot be read as text. */
async function textsOf(diagnostics: readonly Diagnostic[], cwd: string): Promise<TextOf> {
  const files = [...new Set(diagnostics.map((diagnostic) => diagnostic.file))];
  const texts = await Promise.all(
    files.map(async (file): Promise<[string, string | undefined]> => {
      const read = await readDefinition(resolve(cwd, file), cwd).catch(() => undefined);
      return [file, read !== undefined && 'text' in read ? read.text : undefined];
    }),
  );
  const byFile = new Map(texts);
  return (file) => byFile.get(file);
}

/** Names files as a person in `cwd` would: those of the org folder come with absolute paths. */
export function withLocalPaths(diagnostics: readonly Diagnostic[], cwd: string): readonly Diagnostic[] {
  return diagnostics.map((diagnostic) => {
    const path = relative(cwd, resolve(cwd, diagnostic.file));
    return path.startsWith('..') ? diagnostic : { ...diagnostic, file: path };
  });
}

/** Diagnostics as people read them, with code frames as wide as the output. */
export async function framesOf(
  diagnostics: readonly Diagnostic[],
  io: CliIo,
  output: { readonly stream: CliOutput; readonly color: boolean },
): Promise<string> {
  const columns = output.stream.columns ?? WIDTH.max;
  const width = Math.min(Math.max(columns - 8, WIDTH.min), WIDTH.max);
  return formatDiagnostics(diagnostics, await textsOf(diagnostics, io.cwd), { color: output.color, width });
}

/** Diagnostics for programs, with lines and columns. */
export async function diagnosticsJson(
  diagnostics: readonly Diagnostic[],
  io: CliIo,
): Promise<readonly DiagnosticJson[]> {
  const textOf = await textsOf(diagnostics, io.cwd);
  return diagnostics.map((diagnostic) => diagnosticToJson(diagnostic, textOf(diagnostic.file)));
}

/** `2 errors, 1 warning, 1 note`; empty where there is nothing to count. */
export function countOf(diagnostics: readonly Diagnostic[]): string {
  return SEVERITIES.flatMap((severity) => {
    const count = diagnostics.filter((one) => one.severity === severity).length;
    return count === 0 ? [] : [`${count} ${WORDS[severity]}${count === 1 ? '' : 's'}`];
  }).join(', ');
}

const WORDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };
