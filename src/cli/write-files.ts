import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { randomUuid } from '../values/uuid.ts';
import { type CliIo, painter, printLine } from './io.ts';

/** A file that a command makes. */
export interface MadeFile {
  /** As the user would write it, relative to `cwd` or absolute. */
  readonly path: string;
  readonly text: string;
  /** What it was made from, as the user named it. */
  readonly source: string;
}

/** How a file on disk compares to the one that would be written. */
export type FileStatus = 'created' | 'updated' | 'unchanged';

/** A file with what became, or would become, of it. */
export type WrittenFile = Pick<MadeFile, 'path' | 'source'> & { readonly status: FileStatus };

/** How many files are written side by side. */
const AT_A_TIME = 16;

/** What has to hold before a file is written. */
export interface WriteOptions {
  /** Files that are there and differ are overwritten. */
  readonly force: boolean;
  /** Nothing is written: only the status is told. */
  readonly check: boolean;
}

/**
 * Writes files, each at once: a temporary file beside it takes its name when it is complete, so that nobody ever reads half
 * of it. Nothing is written where one of them is in the way.
 * @throws UsageError where two are to have one path, one is a folder, or one is there, differs and `force` is not given.
 */
export async function writeFiles(
  files: readonly MadeFile[],
  cwd: string,
  { force, check }: WriteOptions,
): Promise<readonly WrittenFile[]> {
  refuseClashes(files, cwd);
  const found = await Promise.all(files.map((file) => statusOf(file, cwd)));
  const inTheWay = files.filter((_, index) => found[index] === 'updated').map(({ path }) => path);
  if (inTheWay.length > 0 && !force && !check) {
    const [first = '', ...others] = inTheWay;
    const more = others.length > 0 ? ` and ${others.length} more` : '';
    throw new UsageError(
      `${first}${more} would be overwritten: nothing was written`,
      'give --force to overwrite, --check to see what differs, or --out with another folder',
    );
  }
  const stale = check ? [] : files.filter((_, index) => found[index] !== 'unchanged');
  for (const folder of new Set(stale.map(({ path }) => dirname(resolve(cwd, path))))) {
    await mkdir(folder, { recursive: true });
  }
  for (let at = 0; at < stale.length; at += AT_A_TIME) {
    const some = stale.slice(at, at + AT_A_TIME);
    await Promise.all(some.map(({ path, text }) => writeAtOnce(resolve(cwd, path), text)));
  }
  return files.map(({ path, source }, index) => ({ path, source, status: found[index] ?? 'created' }));
}

function refuseClashes(files: readonly MadeFile[], cwd: string): void {
  // Some file systems do not tell upper from lower case.
  const byPath = Map.groupBy(files, ({ path }) => resolve(cwd, path).toLowerCase());
  for (const [first, second] of byPath.values()) {
    if (!first || !second) continue;
    throw new UsageError(
      `${first.source} and ${second.source} would both become ${first.path}: nothing was written`,
      'name them one at a time, with another --out for each',
    );
  }
}

async function statusOf({ path, text }: MadeFile, cwd: string): Promise<FileStatus> {
  const file = resolve(cwd, path);
  const there = await stat(file).catch(() => undefined);
  if (!there) return 'created';
  if (!there.isFile()) throw new UsageError(`${path} is a folder`, 'name another folder with --out');
  return (await readFile(file, 'utf8')) === text ? 'unchanged' : 'updated';
}

/** Writes a file whole or not at all, with the folders above it. */
export async function writeAtOnce(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const temporary = join(dirname(file), `.${basename(file)}.${randomUuid()}.tmp`);
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(text);
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

const CHECKED: Readonly<Record<FileStatus, string>> = {
  created: 'missing',
  updated: 'differs',
  unchanged: 'unchanged',
};
const COLORS = { created: 'green', updated: 'yellow', unchanged: 'dim' } as const;

/** One line a file: `created flows/Refund.yaml`; with `--check` what would be created is `missing`. */
export function printWritten(files: readonly WrittenFile[], io: CliIo, check: boolean): void {
  const paint = painter(io.color);
  for (const { path, status } of files) {
    printLine(io, `${paint(COLORS[status], (check ? CHECKED[status] : status).padEnd(9))} ${path}`);
  }
}

/** The same for `--json`. */
export function writtenJson(
  files: readonly WrittenFile[],
  check: boolean,
): readonly { readonly source: string; readonly file: string; readonly status: string }[] {
  return files.map(({ path, source, status }) => ({ source, file: path, status: check ? CHECKED[status] : status }));
}
