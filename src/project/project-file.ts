import { realpathSync, type Stats, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { calloutFault } from '../callouts/faults.ts';
import { MAX_REQUEST_BYTES } from '../http/client.ts';

/** Why a file cannot be sent, and what to do about it. */
export interface FileProblem {
  /** Goes on after the file's path: `does not exist`. */
  readonly message: string;
  readonly suggestion: string;
  readonly code: 'CALLOUT_INVALID' | 'CALLOUT_TOO_LARGE';
}

/**
 * Why a file of the project cannot be the body of a callout: it is not there, outside of the project's folder (by a link too),
 * hidden (`.env` and `.flowrun/` hold secrets), or larger than a request may be.
 * @param directory the project's folder, absolute.
 * @param path from there, with slashes.
 * @returns null where it can be sent.
 */
export function whyNotSent(directory: string, path: string): FileProblem | null {
  const outside: FileProblem = {
    message: 'is outside of the project',
    suggestion: "copy it into the project's folder; a path starts from there",
    code: 'CALLOUT_INVALID',
  };
  const file = resolve(directory, path);
  if (isAbsolute(path) || !isBelow(directory, file)) return outside;
  const found = statOf(file);
  if (found === null) {
    const suggestion = "a path starts from the project's folder, the one that holds org/";
    return { message: 'does not exist', suggestion, code: 'CALLOUT_INVALID' };
  }
  const [root, target] = [realpathSync(directory), realpathSync(file)];
  if (!isBelow(root, target)) return outside;
  if ([relative(directory, file), relative(root, target)].some((one) => one.split(sep).some(isHidden))) {
    const suggestion = 'hidden files such as .env hold secrets and are never sent: give it another name';
    return { message: 'is hidden', suggestion, code: 'CALLOUT_INVALID' };
  }
  if (!found.isFile()) return { message: 'is no file', suggestion: 'name a file', code: 'CALLOUT_INVALID' };
  if (found.size <= MAX_REQUEST_BYTES) return null;
  const suggestion = 'send less at once: at most 6 MB';
  return { message: `is too large, with ${found.size} bytes`, suggestion, code: 'CALLOUT_TOO_LARGE' };
}

/**
 * Reads files that bodies of callouts name.
 * @returns reads one by its path in the project; throws FaultError `CALLOUT_INVALID` or `CALLOUT_TOO_LARGE`.
 */
export function readProjectFile(directory: string): (path: string) => Promise<Uint8Array<ArrayBuffer>> {
  return async (path) => {
    const problem = whyNotSent(directory, path);
    if (problem !== null) throw calloutFault(problem.code, `The file ${path} ${problem.message}.`, problem.suggestion);
    return readFile(resolve(directory, path)).catch((cause: unknown) => {
      const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no reason is given';
      throw calloutFault('CALLOUT_INVALID', `The file ${path} cannot be read (${why}).`, 'check who may read it');
    });
  };
}

/** Null where there is nothing, or nothing that may be looked at. */
function statOf(file: string): Stats | null {
  try {
    return statSync(file);
  } catch {
    return null;
  }
}

function isBelow(directory: string, file: string): boolean {
  const path = relative(directory, file);
  return path !== '' && path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

function isHidden(name: string): boolean {
  return name.startsWith('.');
}
