import { readFile, rename, rm, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { FlowrunError } from '../../errors.ts';
import { nodeCrypto } from './node-crypto.ts';
import { createPrivateFile, hasCode } from './private-file.ts';

/** Milliseconds between two looks at a lock that somebody else holds. */
const PAUSE = 20;
/** Milliseconds after which a lock counts as left behind, whoever holds it: longer than any token request may take. */
const STALE = 150_000;

/**
 * Runs work while no other process runs work under the same lock file, and removes the file afterwards. A lock that a
 * process left behind (it is gone, or the lock is older than any work takes) is taken over.
 * @param file absolute path of the lock file; nothing else stands in it.
 * @throws FlowrunError `SECRET_STORE` where the lock cannot be made, or is not free after `STALE` milliseconds; what the work
 *   throws.
 */
export async function withFileLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const mine = `${process.pid} ${nodeCrypto().randomUUID()}`;
  const giveUp = Date.now() + STALE;
  while (!(await createPrivateFile(file, mine))) {
    if (await isLeftBehind(file)) await takeAway(file);
    else if (Date.now() > giveUp) throw stillLocked(file);
    else await sleep(PAUSE);
  }
  try {
    return await work();
  } finally {
    // Somebody may have taken it over, if this took too long: then it is no longer ours to remove.
    if ((await contentOf(file)) === mine) await rm(file, { force: true });
  }
}

async function isLeftBehind(file: string): Promise<boolean> {
  const content = await contentOf(file);
  if (content === null) return false;
  const pid = Number(content.split(' ')[0]);
  if (Number.isInteger(pid) && pid > 0 && !isAlive(pid)) return true;
  const age = await stat(file).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => 0,
  );
  return age > STALE;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there and somebody else's.
    return hasCode(error, 'EPERM');
  }
}

/** Moves the lock away first: of two processes that find it left behind, one moves it. */
async function takeAway(file: string): Promise<void> {
  const aside = `${file}.${process.pid}.stale`;
  const before = await contentOf(file);
  try {
    await rename(file, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  const moved = await contentOf(aside);
  // A fresh lock of somebody who was faster goes back, unless there is another one by now.
  if (moved !== null && moved !== before) await createPrivateFile(file, moved);
  await rm(aside, { force: true });
}

async function contentOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw new FlowrunError('SECRET_STORE', `${file} cannot be read`, { help: 'check its permissions', cause: error });
  }
}

function stillLocked(file: string): FlowrunError {
  return new FlowrunError('SECRET_STORE', `another flowrun has held ${file} for too long`, {
    help: 'end that process, or delete the file',
  });
}
