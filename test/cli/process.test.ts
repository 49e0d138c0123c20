import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { version } from '../../src/version.ts';
import { sampleProject } from './sample-project.ts';

/** What only a process of its own shows: signals, closed pipes, exit codes. */
const ROOT = resolve(import.meta.dirname, '../..');
const ENTRY = resolve(ROOT, 'src/cli/entry.ts');

function start(args: readonly string[], cwd = ROOT) {
  const child = spawn(process.execPath, [ENTRY, ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (data: Buffer) => {
    output.stdout += data;
  });
  child.stderr.on('data', (data: Buffer) => {
    output.stderr += data;
  });
  return { child, output, ended: once(child, 'close').then(([code]: unknown[]) => code) };
}

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !condition(); i++) await new Promise((done) => setTimeout(done, 20));
  expect(condition()).toBe(true);
}

describe('the flowrun process', () => {
  it('ends with the exit code of the command', async () => {
    const fine = start(['--version']);
    expect([await fine.ended, fine.output]).toEqual([0, { stdout: `${version}\n`, stderr: '' }]);
    const wrong = start(['frobnicate']);
    expect(await wrong.ended).toBe(2);
    expect(wrong.output.stderr).toContain('neither a command nor a file');
  });

  it('is quiet when nobody reads on', async () => {
    const { child, output, ended } = start(['help', '--json']);
    child.stdout.destroy();
    expect([await ended, output.stderr]).toEqual([0, '']);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends an org that listens in peace with %s', async (signal) => {
    const { child, output, ended } = start(['org', 'start', 'target'], await sampleProject());
    await until(() => output.stdout.includes('listens at http://127.0.0.1:'));
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output.stdout)?.[0];
    expect((await fetch(`${url}/services/data`)).status).toBe(200);
    await until(() => output.stdout.includes('200 GET /services/data'));
    child.kill(signal);
    expect([await ended, output.stderr]).toEqual([0, '']);
    await expect(fetch(`${url}/services/data`)).rejects.toThrow();
  });
});
