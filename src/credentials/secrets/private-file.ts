import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FlowrunError } from '../../errors.ts';
import { nodeCrypto } from './node-crypto.ts';

/** Files that only their owner may read. */

/** True for a system error of this code. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** Creates the folder (0700), and a `.gitignore` in it: nothing below may be committed. */
export async function makePrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    await writeFile(join(folder, '.gitignore'), '*\n', { flag: 'wx' });
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  }
}

/**
 * Reads a file that nobody else may read.
 * @returns null where there is none.
 * @throws FlowrunError `SECRET_STORE` where its mode lets others read or change it; Windows has no such modes.
 */
export async function readPrivateFile(file: string): Promise<string | null> {
  try {
    const handle = await open(file, 'r');
    try {
      const { mode } = await handle.stat();
      if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
        throw new FlowrunError(
          'SECRET_STORE',
          `${file} can be read or changed by others (mode ${(mode & 0o777).toString(8)})`,
          { help: `run: chmod 600 ${file}` },
        );
      }
      return await handle.readFile('utf8');
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    if (error instanceof FlowrunError) throw error;
    throw new FlowrunError('SECRET_STORE', `${file} cannot be read`, { help: 'check its permissions', cause: error });
  }
}

/** Replaces a file at once or not at all: a reader, or a crash, sees the old or the new content. Mode 0600. */
export async function replacePrivateFile(file: string, content: string): Promise<void> {
  await makePrivateFolder(dirname(file));
  const temporary = `${file}.${process.pid}.${nodeCrypto().randomBytes(6).toString('hex')}.tmp`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw new FlowrunError('SECRET_STORE', `${file} cannot be written`, {
      help: 'check its permissions',
      cause: error,
    });
  }
}

/** Creates a file unless there is one: two processes cannot both succeed. @returns false where there is one. */
export async function createPrivateFile(file: string, content: string): Promise<boolean> {
  await makePrivateFolder(dirname(file));
  try {
    await writeFile(file, content, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw new FlowrunError('SECRET_STORE', `${file} cannot be written`, {
      help: 'check its permissions',
      cause: error,
    });
  }
}
