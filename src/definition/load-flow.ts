import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { UnreadableFileError } from '../errors.ts';
import type { Diagnostic } from '../model/diagnostics.ts';
import type { DocumentNode } from '../model/document.ts';
import type { Flow } from '../model/flow.ts';
import { type CheckSurroundings, checkReadFlow } from './check-flow.ts';
import { diagnosticOf, hasErrors, sortDiagnostics } from './diagnostics.ts';
import { isMetadataFile } from './names.ts';
import { readFlow } from './read-flow.ts';
import { ignoreProblems, settled } from './settings.ts';
import { decodeText, type FileBytes, MAX_FILE_SIZE } from './text.ts';
import { parseYaml } from './yaml.ts';

/** Reads another notation than YAML into the same document tree. */
export type ReadDocument = (
  text: string,
  file: string,
) => { readonly document: DocumentNode | null; readonly diagnostics: readonly Diagnostic[] };

export interface LoadOptions extends CheckSurroundings {
  /** API name; left out = the file's name without its endings. */
  readonly name?: string;
  /** Reads metadata XML (`*.flow-meta.xml`, `*.flow`): passed in, since this folder knows YAML only. */
  readonly readMetadata?: ReadDocument;
}

export interface LoadedFlow {
  /** null where there are errors. */
  readonly flow: Flow | null;
  /** The file as a tree; null where it could not be parsed. */
  readonly document: DocumentNode | null;
  /** All problems by place, warnings among them. */
  readonly diagnostics: readonly Diagnostic[];
}

const ENDING = /(?:\.flow-meta\.xml|\.flow\.ya?ml|\.flow|\.ya?ml|\.xml)$/i;

/** The API name a file's name gives: `flows/Refund.yaml` is `Refund`. */
export function flowNameOf(file: string): string {
  return basename(file.replaceAll('\\', '/')).replace(ENDING, '');
}

/**
 * Reads and checks a flow: notation, shape, and what its names mean.
 * @param text the whole file, decoded.
 * @param file path as the user gave it: it stands in every message, and its ending says which notation it is.
 * @returns the flow where nothing is wrong but warnings. Never throws for what stands in the file.
 */
export function loadFlowText(text: string, file: string, options: LoadOptions = {}): LoadedFlow {
  const read = isMetadataFile(file) ? options.readMetadata : parseYaml;
  if (!read) {
    const finding = {
      rule: 'unknown-notation',
      message: 'this is metadata XML, and no reader for it was given',
      place: { start: 0, end: 0 },
    };
    return { flow: null, document: null, diagnostics: [diagnosticOf(finding, file)] };
  }
  const parsed = read(text, file);
  if (parsed.document === null) return { flow: null, document: null, diagnostics: sortDiagnostics(parsed.diagnostics) };
  const shape = readFlow(parsed.document, { file, text }, options.name ?? flowNameOf(file));
  const found = [...parsed.diagnostics, ...shape.diagnostics];
  // A slip of notation hides what follows it: what names mean is asked when the file can be read.
  const rules =
    shape.flow && !hasErrors(parsed.diagnostics)
      ? checkReadFlow(shape.flow, options, { hasStart: shape.hasStart, clean: !hasErrors(found) })
      : [];
  const said = settled([...found, ...rules], text, options.rules);
  const diagnostics = sortDiagnostics([...said, ...ignoreProblems(text, file)]);
  return { flow: hasErrors(diagnostics) ? null : shape.flow, document: parsed.document, diagnostics };
}

/**
 * Reads a flow's file, YAML or metadata XML.
 * @throws UnreadableFileError where the file cannot be read at all: missing, a folder, no permission.
 */
export async function loadFlowFile(
  file: string,
  options: LoadOptions = {},
): Promise<LoadedFlow & { readonly text: string }> {
  const decoded = decodeText(await readBytes(file));
  if ('finding' in decoded) {
    return { flow: null, document: null, text: '', diagnostics: [diagnosticOf(decoded.finding, file)] };
  }
  return { ...loadFlowText(decoded.text, file, options), text: decoded.text };
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'this is a folder, not a file',
  EACCES: 'no permission to read this file',
};

/**
 * The bytes of a file.
 * @param shown the path for messages, where it is not the one to read.
 * @throws UnreadableFileError with the reason in words.
 */
export async function readBytes(file: string, shown = file): Promise<FileBytes> {
  try {
    const handle = await open(file);
    try {
      const { size } = await handle.stat();
      // What is too large is refused by its size alone: it never comes into memory.
      if (size > MAX_FILE_SIZE) return { length: size };
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new UnreadableFileError(shown, REASONS[code] ?? `it cannot be read (${code})`);
  }
}
