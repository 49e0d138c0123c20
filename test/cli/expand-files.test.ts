import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expandFiles } from '../../src/cli/expand-files.ts';

const FILES = [
  'a.yaml',
  'b.test.yaml',
  'flows/c.yaml',
  'flows/deep/d.yaml',
  'flows/note.txt',
  'node_modules/x/e.yaml',
  '.hidden/f.yaml',
  'we[i]rd.yaml',
];
const wanted = (path: string) => path.endsWith('.yaml') && !path.endsWith('.test.yaml');

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'flowrun-files-'));
  for (const file of FILES) {
    await mkdir(dirname(join(cwd, file)), { recursive: true });
    await writeFile(join(cwd, file), '');
  }
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

describe('expandFiles', () => {
  it.each([
    ['a file, wanted or not', ['flows/note.txt', 'b.test.yaml'], ['flows/note.txt', 'b.test.yaml']],
    ['a folder', ['flows'], ['flows/c.yaml', 'flows/deep/d.yaml']],
    ['a folder with a slash', ['flows/'], ['flows/c.yaml', 'flows/deep/d.yaml']],
    [
      'here, without what is installed or hidden',
      ['.'],
      ['a.yaml', 'flows/c.yaml', 'flows/deep/d.yaml', 'we[i]rd.yaml'],
    ],
    ['a glob', ['flows/*.yaml'], ['flows/c.yaml']],
    ['a deep glob', ['**/*.yaml'], ['a.yaml', 'flows/c.yaml', 'flows/deep/d.yaml', 'we[i]rd.yaml']],
    ['a glob that begins above', ['../*/flows/c.yaml'], ['flows/c.yaml']],
    ['a file whose name looks like a glob', ['we[i]rd.yaml'], ['we[i]rd.yaml']],
    ['the same twice', ['flows/c.yaml', 'flows', 'flows/*.yaml'], ['flows/c.yaml', 'flows/deep/d.yaml']],
  ])('%s', async (_, args, files) => expect(await expandFiles(args, cwd, wanted)).toEqual(files));

  it('keeps the path outside of the folder', async () => {
    expect(await expandFiles([join(cwd, 'flows')], join(cwd, 'node_modules'), wanted)).toEqual([
      join(cwd, 'flows/c.yaml'),
      join(cwd, 'flows/deep/d.yaml'),
    ]);
  });

  it.each([
    [['gone.yaml'], 'gone.yaml: no such file'],
    [['*.md'], '*.md: nothing matches'],
    [['a.yaml', '*.test.yaml'], '*.test.yaml: nothing matches'],
    [['.hidden/x'], '.hidden/x: no such file'],
  ])('%j is refused', async (args, message) => {
    await expect(expandFiles(args, cwd, wanted)).rejects.toMatchObject({ code: 'USAGE', message });
  });

  it('refuses a folder without anything wanted', async () => {
    await expect(expandFiles(['node_modules'], join(cwd, 'flows'), wanted)).rejects.toThrow(
      'node_modules: no such file',
    );
    await expect(expandFiles(['flows'], cwd, () => false)).rejects.toThrow('flows: nothing to do below this folder');
  });
});
