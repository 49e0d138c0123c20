/**
 * Fills in what can be known of the rules in `docs/rules/`. `node scripts/build-rule-docs.ts` writes, `--check` fails when
 * a page is stale or belongs to no rule.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { RULE_PAGES, rulePages } from './docs/rule-pages.ts';

const ROOT = resolve(import.meta.dirname, '..');
const pages = await rulePages(ROOT);
const there = (await readdir(join(ROOT, RULE_PAGES))).map((name) => `${RULE_PAGES}/${name}`);
const strange = there.filter((path) => !pages.has(path));
const stale: string[] = [];
for (const [path, wanted] of pages) {
  if ((await readFile(join(ROOT, path), 'utf8').catch(() => null)) !== wanted) stale.push(path);
}
if (strange.length > 0) {
  process.stderr.write(`no rule has these pages: ${strange.join(', ')}\n`);
  process.exitCode = 1;
}
if (process.argv.includes('--check')) {
  if (stale.length > 0) {
    process.stderr.write(`stale: ${stale.join(', ')}\nrun: node scripts/build-rule-docs.ts\n`);
    process.exitCode = 1;
  }
} else {
  for (const path of stale) await writeFile(join(ROOT, path), pages.get(path) ?? '');
  process.stdout.write(stale.length > 0 ? `written: ${stale.join(', ')}\n` : 'all pages of the rules are fresh\n');
}
