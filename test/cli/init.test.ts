import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'flowrun-init-'));
});
afterEach(() => rm(cwd, { recursive: true, force: true }));

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort();
}

describe('flowrun init', () => {
  it('creates flow, test, org, editor settings, CI file and ignore rules', async () => {
    const { code, stdout, stderr } = await runCli(['init', 'demo'], { cwd });
    expect([code, stderr]).toEqual([0, '']);
    expect(await filesIn(join(cwd, 'demo'))).toEqual(
      expect.arrayContaining([
        '.github/workflows/flows.yml',
        '.gitignore',
        '.vscode/settings.json',
        'flows/create-lead.test.yaml',
        'flows/create-lead.yaml',
        'org/external-credentials/Target_Org.yaml',
        'org/named-credentials/Target_Org.yaml',
        'org/permission-sets/Create_Leads.yaml',
        'package.json',
      ]),
    );
    await expect(stdout).toMatchFileSnapshot('golden/init.txt');
  });

  it('leaves no placeholder, and schemas that are where the package has them', async () => {
    await runCli(['init'], { cwd });
    for (const file of await filesIn(cwd)) {
      const text = await readFile(join(cwd, file), 'utf8');
      expect(text, file).not.toMatch(/\{\{/);
      const schema = /\$schema=(\S+)/.exec(text)?.[1];
      if (schema === undefined) continue;
      const path = join(file, '..', schema);
      expect(path).toMatch(/^node_modules\/flowrun\/schemas\//);
      const own = path.replace('node_modules/flowrun/', '');
      await expect(readFile(new URL(`../../${own}`, import.meta.url)), own).resolves.toBeDefined();
    }
    // From a clone by its folder; a published flowrun writes its version (`.ci/packed` installs one).
    const { devDependencies } = JSON.parse(await readFile(join(cwd, 'package.json'), 'utf8'));
    expect(resolve(cwd, devDependencies.flowrun.replace(/^file:/, ''))).toBe(resolve('.'));
  });

  it('makes a project that validates and passes its tests at once', async () => {
    await runCli(['init'], { cwd });
    expect(await runCli(['validate', 'flows/*.yaml'], { cwd })).toMatchObject({ code: 0, stderr: '' });
    const tested = await runCli(['test'], { cwd });
    expect(tested, tested.stdout + tested.stderr).toMatchObject({ code: 0 });
  });

  it('overwrites nothing, and then writes nothing at all', async () => {
    await writeFile(join(cwd, '.gitignore'), 'mine\n');
    const { code, stdout, stderr } = await runCli(['init'], { cwd });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('. already has .gitignore: nothing was written');
    expect(await filesIn(cwd)).toEqual(['.gitignore']);
    expect(await readFile(join(cwd, '.gitignore'), 'utf8')).toBe('mine\n');
  });

  it('keeps the package.json of a project that is there already', async () => {
    await writeFile(join(cwd, 'package.json'), '{"name":"mine"}');
    const { code, stdout } = await runCli(['init'], { cwd });
    expect([code, stdout.includes('package.json')]).toEqual([0, false]);
    expect(await readFile(join(cwd, 'package.json'), 'utf8')).toBe('{"name":"mine"}');
  });

  it('refuses a file, and prints JSON', async () => {
    await writeFile(join(cwd, 'a.txt'), '');
    expect(await runCli(['init', 'a.txt'], { cwd })).toMatchObject({
      code: 2,
      stderr: 'error: a.txt is a file\n  name a folder\n',
    });
    const { code, stdout } = await runCli(['init', 'b', '--json'], { cwd });
    const { directory, created } = JSON.parse(stdout);
    expect([code, directory]).toEqual([0, join(cwd, 'b')]);
    expect(created).toEqual(await filesIn(join(cwd, 'b')));
  });
});
