import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const LAUNCHER = resolve(import.meta.dirname, '../../bin/flowrun.js');

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flowrun-launcher-'));
  await mkdir(join(folder, 'bin'));
  await cp(LAUNCHER, join(folder, 'bin/flowrun.js'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs the copied launcher; `pretend` makes it believe that it runs on another node. */
function launch(args: readonly string[], pretend?: string): Promise<Ended> {
  const disguise = `Object.defineProperty(process,'versions',{value:{...process.versions,node:'${pretend}'}})`;
  const before = pretend === undefined ? [] : ['--import', `data:text/javascript,${encodeURIComponent(disguise)}`];
  return new Promise((done) => {
    execFile(process.execPath, [...before, join(folder, 'bin/flowrun.js'), ...args], (error, stdout, stderr) => {
      done({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
    });
  });
}

async function build(code: string): Promise<void> {
  await mkdir(join(folder, 'dist'));
  await writeFile(join(folder, 'dist/cli.js'), code);
}

describe('bin/flowrun.js', () => {
  it('hands the arguments to the build, with the compile cache on', async () => {
    await build(
      "import { getCompileCacheDir } from 'node:module'; console.log(process.argv.slice(2), typeof getCompileCacheDir());",
    );
    expect(await launch(['validate', 'a b.yaml'])).toEqual({
      code: 0,
      stdout: "[ 'validate', 'a b.yaml' ] string\n",
      stderr: '',
    });
  });

  it.each(['20.20.2', '22.11.0', '18.0.0', '4.9.1'])('refuses node %s in one line', async (version) => {
    await build("console.log('started');");
    expect(await launch([], version)).toEqual({
      code: 2,
      stdout: '',
      stderr: `flowrun needs Node.js 22.12 or newer; this is ${version} (https://nodejs.org)\n`,
    });
  });

  it.each(['22.12.0', '22.23.2', '24.0.0', '100.1.2'])('accepts node %s', async (version) => {
    await build("console.log('started');");
    expect(await launch([], version)).toEqual({ code: 0, stdout: 'started\n', stderr: '' });
  });

  it('turns on what node 22.12 hides behind a flag, and hands the exit code on', async () => {
    await build('console.log(process.execArgv.at(-1), process.argv.slice(2)); process.exitCode = 3;');
    expect(await launch(['validate', '--json'], '22.12.0')).toEqual({
      code: 3,
      stdout: "--experimental-sqlite [ 'validate', '--json' ]\n",
      stderr: '',
    });
  });

  it('says so when nothing is built', async () => {
    const { code, stdout, stderr } = await launch(['--version']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^flowrun is not built yet: run `npm run build` in .+flowrun-launcher-\w+\/\n$/);
  });

  it('does not take a broken build for a missing one', async () => {
    await build("import './gone.js';");
    const { code, stderr } = await launch([]);
    expect(code).toBe(1);
    expect(stderr).toContain('gone.js');
    expect(stderr).not.toContain('not built yet');
  });
});
