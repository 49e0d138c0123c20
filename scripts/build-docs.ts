/**
 * Makes the pages of `docs/` that follow from the code: rules, elements, screen fields, resources, operators, functions,
 * commands, protocols, the table of the metadata's Flow type. `node scripts/build-docs.ts` writes, `--check` fails when a page is stale or belongs to
 * nothing.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { allPages, GENERATED_FOLDERS } from './docs/all-pages.ts';

const ROOT = resolve(import.meta.dirname, '..');
const pages = await allPages(ROOT);
const there = await Promise.all(
  GENERATED_FOLDERS.map(async (folder) => {
    const names = await readdir(join(ROOT, folder)).catch(() => []);
    return names.map((name) => `${folder}/${name}`);
  }),
);
const strange = there.flat().filter((path) => !pages.has(path));
const stale: string[] = [];
for (const [path, wanted] of pages) {
  if ((await readFile(join(ROOT, path), 'utf8').catch(() => null)) !== wanted) stale.push(path);
}
if (process.argv.includes('--check')) {
  const wrong = [...stale, ...strange];
  if (wrong.length > 0) {
    process.stderr.write(`stale: ${wrong.join(', ')}\nrun: node scripts/build-docs.ts\n`);
    process.exitCode = 1;
  }
} else {
  for (const path of stale) {
    await mkdir(dirname(join(ROOT, path)), { recursive: true });
    await writeFile(join(ROOT, path), pages.get(path) ?? '');
  }
  for (const path of strange) await rm(join(ROOT, path));
  const changed = [...stale, ...strange].length;
  process.stdout.write(changed > 0 ? `pages of docs written: ${changed}\n` : 'all pages of docs are fresh\n');
}
