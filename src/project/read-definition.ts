import { resolve } from 'node:path';
import { diagnosticOf } from '../definition/diagnostics.ts';
import { readBytes } from '../definition/load-flow.ts';
import { decodeText, type PlainText } from '../definition/text.ts';
import type { Diagnostic } from '../model/diagnostics.ts';

/**
 * The text of a definition file, or why its content cannot be text (too large, not UTF-8).
 * @param file path as the user gave it, for messages; relative to `cwd`.
 * @throws UnreadableFileError where it cannot be read at all.
 */
export async function readDefinition(file: string, cwd: string): Promise<PlainText | { readonly refused: Diagnostic }> {
  const bytes = await readBytes(resolve(cwd, file), file);
  const decoded = decodeText(bytes);
  return 'text' in decoded ? decoded : { refused: diagnosticOf(decoded.finding, file) };
}
