import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allPages, GENERATED_FOLDERS } from '../../scripts/docs/all-pages.ts';
import { ELEMENT_FORMS } from '../../src/forms/index.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const pages = await allPages(ROOT);

describe('the pages that follow from the code', () => {
  it('are fresh', () => {
    for (const [path, wanted] of pages) {
      const there = readFileSync(join(ROOT, path), 'utf8');
      expect.soft(there === wanted, `${path} is stale: run node scripts/build-docs.ts`).toBe(true);
    }
  });

  it('are all there is in their folders', () => {
    const there = GENERATED_FOLDERS.flatMap((folder) =>
      readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`),
    );
    expect(there.filter((path) => !pages.has(path))).toEqual([]);
  });

  it('show every kind of element in a flow that is tested', () => {
    const without = Object.keys(ELEMENT_FORMS).filter(
      (type) => !/tested by \[/.test(pages.get(`docs/elements/${type}.md`) ?? ''),
    );
    expect(without).toEqual([]);
  });
});

it('no link of the documentation leads nowhere', () => {
  const broken = ['README.md', ...globSync('docs/**/*.md', { cwd: ROOT })].flatMap((page) =>
    [...readFileSync(join(ROOT, page), 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !existsSync(join(ROOT, dirname(page), target)))
      .map((target) => `${page}: ${target}`),
  );
  expect(broken).toEqual([]);
});
