import { glob, readdir, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { UsageError } from '../errors.ts';

/** Folders that are never looked into: what is installed, built or hidden. */
const SKIPPED = /^(?:\.|node_modules$|dist$|coverage$)/;

/**
 * The files that command line arguments mean: a file as it stands, a folder as the files below it that `wanted` takes, a
 * glob (`flows/*.yaml`) as the files it matches and `wanted` takes.
 * @param wanted takes a path with slashes.
 * @returns paths as the user would write them, relative to `cwd` where they are below it; each once, globs and folders
 *   sorted.
 * @throws UsageError where an argument matches nothing.
 */
export async function expandFiles(
  args: readonly string[],
  cwd: string,
  wanted: (path: string) => boolean,
): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const arg of args) {
    const files = (await plainFile(arg, cwd)) ?? (await folder(arg, cwd, wanted)) ?? (await matching(arg, cwd, wanted));
    if (files.length === 0) throw new UsageError(`${arg}: ${/[*?[{]/.test(arg) ? 'nothing matches' : 'no such file'}`);
    for (const file of files) found.add(file);
  }
  return [...found];
}

async function plainFile(arg: string, cwd: string): Promise<readonly string[] | undefined> {
  return (await stat(resolve(cwd, arg)).catch(() => undefined))?.isFile() ? [arg] : undefined;
}

async function folder(
  arg: string,
  cwd: string,
  wanted: (path: string) => boolean,
): Promise<readonly string[] | undefined> {
  const top = resolve(cwd, arg);
  if (!(await stat(top).catch(() => undefined))?.isDirectory()) return undefined;
  const files = (await below(top)).map((file) => asWritten(file, cwd)).filter(wanted);
  if (files.length === 0)
    throw new UsageError(
      `${arg}: nothing to do below this folder`,
      "name the files, or see the command's help for what it looks for",
    );
  return files;
}

async function below(top: string): Promise<readonly string[]> {
  const entries = (await readdir(top, { withFileTypes: true })).filter((entry) => !SKIPPED.test(entry.name));
  const nested = await Promise.all(
    entries
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map((entry) => {
        const path = join(top, entry.name);
        if (entry.isDirectory()) return below(path);
        return entry.isFile() ? [path] : [];
      }),
  );
  return nested.flat();
}

async function matching(arg: string, cwd: string, wanted: (path: string) => boolean): Promise<readonly string[]> {
  if (!/[*?[{]/.test(arg)) return [];
  const files = await Array.fromAsync(
    // Some versions of node ask with the name, some with the path so far.
    glob(arg, { cwd, exclude: (path) => SKIPPED.test(basename(path)) && !/^\.\.?$/.test(basename(path)) }),
  );
  const paths = files.map((file) => asWritten(resolve(cwd, file), cwd)).filter(wanted);
  const isFile = await Promise.all(paths.map(async (path) => (await stat(resolve(cwd, path))).isFile()));
  return paths.filter((_, i) => isFile[i]).sort();
}

function asWritten(file: string, cwd: string): string {
  const path = relative(cwd, file);
  return (path.startsWith(`..${sep}`) ? file : path).split(sep).join('/');
}
