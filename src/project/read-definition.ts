import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { diagnosticOf } from '../definition/diagnostics.ts';
import { decodeText } from '../definition/text.ts';
import { UnreadableFileError } from '../errors.ts';
import type { Diagnostic } from '../model/diagnostics.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'this is a folder, not a file',
  EACCES: 'no permission to read this file',
};

/**
 * The text of a definition file, or why its content cannot be text (too large, not UTF-8).
 * @param file path as the user gave it, for messages; relative to `cwd`.
 * @throws UnreadableFileError where it cannot be read at all.
 */
export async function readDefinition(
  file: string,
  cwd: string,
): Promise<{ readonly text: string } | { readonly refused: Diagnostic }> {
  const bytes = await readFile(resolve(cwd, file)).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new UnreadableFileError(file, REASONS[code] ?? `it cannot be read (${code})`);
  });
  const decoded = decodeText(bytes);
  return 'text' in decoded ? decoded : { refused: diagnosticOf(decoded.finding, file) };
}
