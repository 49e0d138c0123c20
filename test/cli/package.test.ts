import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** The package as its users get it: built and packed apart from `dist/`, installed without network into an empty folder. */
const ROOT = resolve(import.meta.dirname, '../..');
const NODE = dirname(process.execPath);

let work: string;
let project: string;

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(program: string, args: readonly string[], cwd: string): Promise<Ended> {
  const env = { ...process.env, PATH: `${NODE}:${process.env.PATH}`, NODE_OPTIONS: '', NO_COLOR: '1' };
  return new Promise((done) => {
    execFile(program, args, { cwd, env }, (error, stdout, stderr) => {
      done({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
    });
  });
}

async function must(program: string, args: readonly string[], cwd: string): Promise<string> {
  const { code, stdout, stderr } = await run(program, args, cwd);
  expect(code, `${program} ${args.join(' ')}\n${stdout}${stderr}`).toBe(0);
  return stdout;
}

const flowrun = (args: readonly string[], cwd = project) => run(join(project, 'node_modules/.bin/flowrun'), args, cwd);

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'flowrun-package-'));
  const stage = join(work, 'stage');
  await mkdir(stage);
  for (const part of ['package.json', 'bin', 'schemas', 'README.md', 'LICENSE']) {
    await cp(join(ROOT, part), join(stage, part), { recursive: true });
  }
  await must(process.execPath, [join(ROOT, 'scripts/build.ts'), '--out', join(stage, 'dist')], ROOT);
  await must('npm', ['pack', '--ignore-scripts', '--loglevel=error', '--pack-destination', work], stage);
  const tarball = (await readdir(work)).find((name) => name.endsWith('.tgz')) ?? 'no tarball';
  project = join(work, 'project');
  await mkdir(project);
  await writeFile(join(project, 'package.json'), '{"name":"user","private":true,"type":"module"}');
  await must(
    'npm',
    ['install', '--offline', '--no-audit', '--no-fund', '--loglevel=error', join(work, tarball)],
    project,
  );
}, 120_000);
afterAll(() => rm(work, { recursive: true, force: true }));

describe('the packed package', () => {
  it('brings nothing else along', async () => {
    expect((await readdir(join(project, 'node_modules'))).filter((name) => !name.startsWith('.'))).toEqual(['flowrun']);
    const manifest = JSON.parse(await readFile(join(project, 'node_modules/flowrun/package.json'), 'utf8'));
    expect(manifest.dependencies).toBeUndefined();
    expect(manifest.optionalDependencies).toBeUndefined();
    expect(manifest.engines).toEqual({ node: '>=22.12' });
  });

  it('holds the build, and no path of the machine that built it', async () => {
    const files = await filesBelow(join(project, 'node_modules/flowrun'));
    const tops = new Set(files.map((file) => file.split('/node_modules/flowrun/')[1]?.split('/')[0]));
    expect([...tops].sort()).toEqual(['LICENSE', 'README.md', 'bin', 'dist', 'package.json', 'schemas']);
    for (const file of files) expect((await readFile(file, 'utf8')).includes(ROOT), file).toBe(false);
  });

  it('passes on the licences of what it bundles', async () => {
    const text = await readFile(join(project, 'node_modules/flowrun/dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
    for (const name of ['got', 'ink', 'react', 'yaml', 'hono']) expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'));
    expect(text.match(/Permission is hereby granted|Permission to use, copy/g)?.length).toBeGreaterThan(20);
  });

  it('prints its version', async () => {
    const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
    expect(await flowrun(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('scaffolds a project that is valid and passes its tests', async () => {
    expect(await flowrun(['init', 'demo'])).toMatchObject({ code: 0, stderr: '' });
    const demo = join(project, 'demo');
    expect(await flowrun(['validate', 'flows/*.yaml'], demo)).toMatchObject({ code: 0, stderr: '' });
    expect(await flowrun(['test'], demo)).toMatchObject({ code: 0 });
  });

  it('runs the first example without a terminal', async () => {
    await cp(join(ROOT, 'flows'), join(project, 'flows'), { recursive: true });
    await cp(join(ROOT, 'org'), join(project, 'org'), { recursive: true }).catch(() => undefined);
    const ended = await flowrun(['flows/create-account.yaml', '--answers', 'flows/create-account.answers.yaml']);
    expect(ended, ended.stderr).toMatchObject({ code: 0 });
  });

  it('draws frames around wide characters, which load what plain text does without', async () => {
    const text = 'label: 日本😀\nstart: Nowhere\nelements: { A: { type: screen, label: "日本", nxt: A } }\n';
    await writeFile(join(project, 'wide.yaml'), text);
    const { code, stdout, stderr } = await flowrun(['validate', 'wide.yaml']);
    expect([code, stderr]).toEqual([3, '']);
    const lines = stdout.split('\n');
    const source = lines.findIndex((line) => line.includes('nxt: A'));
    // The two wide characters before take a column more each than they are long.
    expect(lines[source + 1]?.indexOf('^')).toBe((lines[source]?.indexOf('nxt') ?? 0) + 2);
  });

  it('is a library with types', async () => {
    await writeFile(
      join(project, 'use.ts'),
      `import { compileFlow, type Interview, type Program, startInterview } from 'flowrun';
import { runFlow } from 'flowrun/testing';
export const program: typeof compileFlow = compileFlow;
export function begin(p: Program): Interview {
  return startInterview(p, {}, { id: '1', user: 'u', locale: 'en-US', timeZone: 'UTC', startedAt: 0 });
}
if (typeof runFlow !== 'function' || typeof program !== 'function') throw new TypeError('not a library');
console.log('used');
`,
    );
    const options = [
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--erasableSyntaxOnly',
      '--noEmit',
      '--types',
      '',
    ];
    await must(join(ROOT, 'node_modules/.bin/tsc'), [...options, 'use.ts'], project);
    expect(await must(process.execPath, ['use.ts'], project)).toBe('used\n');
  });
});
