import { readFile, realpath, stat } from 'node:fs/promises';
import { basename, relative, resolve, sep } from 'node:path';
import { FlowrunError } from '../errors.ts';
import { MAX_REQUEST_BYTES } from '../http/client.ts';
import type { Value, Values } from '../model/value.ts';
import { mediaTypeOf } from '../values/media-type.ts';
import { calloutFault } from './faults.ts';

/** Files in the body of a callout: `{ file: docs/offer.pdf }` of the project, or `{ base64: …, fileName: offer.pdf }`. */
export interface BodyFile {
  readonly bytes: Uint8Array;
  /** Null = it has none. */
  readonly fileName: string | null;
  readonly mediaType: string;
}

/**
 * Reads a file of the project.
 * @param path from the project's folder. @throws FaultError `CALLOUT_INVALID`, `CALLOUT_TOO_LARGE`.
 */
export type ReadBodyFile = (path: string) => Promise<Uint8Array>;

const KEYS: readonly string[] = ['file', 'base64', 'fileName', 'contentType'];

/** Whether a value stands for a file: it names one, or holds its bytes, and nothing else. */
export function isBodyFile(value: Values): boolean {
  const keys = Object.keys(value);
  return keys.some((key) => key === 'file' || key === 'base64') && keys.every((key) => KEYS.includes(key));
}

/** @throws FaultError `CALLOUT_INVALID` for a value that is no file after all, and what `read` throws. */
export async function readBodyFile(value: Values, read: ReadBodyFile): Promise<BodyFile> {
  const { file = null, base64 = null, fileName = null, contentType = null } = value;
  if (file !== null && base64 !== null) throw invalid('it has both file and base64', 'write one of them');
  const [path, bytes64] = [textOf(file, 'file'), textOf(base64, 'base64')];
  const name = textOf(fileName, 'fileName') ?? (path === null ? null : basename(path));
  if (path === null && bytes64 === null) throw invalid('its file is empty', 'write { file: docs/offer.pdf }');
  const bytes = path === null ? decoded(bytes64 ?? '') : await read(path);
  return { bytes, fileName: name, mediaType: textOf(contentType, 'contentType') ?? mediaTypeOf(name ?? '') };
}

function textOf(value: Value, key: string): string | null {
  if (value === null || value === '') return null;
  if (typeof value === 'string') return value;
  throw invalid(`${key} is no text`, `write ${key}: text`);
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function decoded(text: string): Uint8Array {
  const digits = text.replaceAll(/\s/g, '');
  if (!BASE64.test(digits))
    throw invalid('base64 holds something else', 'the alphabet of RFC 4648, section 4, with its =');
  return Buffer.from(digits, 'base64');
}

const invalid = (why: string, help: string) =>
  calloutFault('CALLOUT_INVALID', `The file in the body cannot be sent: ${why}.`, help);

/** Where nobody said which folder files are of. */
export const noFiles: ReadBodyFile = async (path) => {
  throw invalid(`there is no project that ${path} is a file of`, 'write { base64: … }');
};

/** Reads files below a folder, links followed, and nothing outside of it. */
export function bodyFilesIn(directory: string): ReadBodyFile {
  return async (path) => {
    const [root, found] = await Promise.all([realpath(directory), real(resolve(directory, path), path)]);
    const inside = relative(root, found);
    if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || resolve(inside) === inside)
      throw invalid(`${path} is not in the project's folder`, 'a path from the project, without ..');
    const { size } = await stat(found);
    if (size > MAX_REQUEST_BYTES)
      throw calloutFault(
        'CALLOUT_TOO_LARGE',
        `The callout exceeds the size limit: ${path} has ${size} bytes.`,
        'a request has 6 MB at most',
      );
    return readFile(found);
  };
}

async function real(path: string, shown: string): Promise<string> {
  try {
    const found = await realpath(path);
    if ((await stat(found)).isFile()) return found;
  } catch (error) {
    if (error instanceof FlowrunError) throw error;
    throw invalid(`there is no file ${shown}`, "a path from the project's folder, which holds org/");
  }
  throw invalid(`${shown} is no file`, 'name a file, not a folder');
}
