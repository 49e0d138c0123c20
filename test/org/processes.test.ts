import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { queryOrg } from '../../src/org/index.ts';
import { DEFINITION } from './harness.ts';

const WRITER = resolve(import.meta.dirname, 'writer.ts');
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'flowrun-org-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function writer(name: string, count: number): Promise<{ orgId: string; ids: string[] }> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [WRITER, directory, name, String(count)]);
  // Nothing of SQLite's being experimental may reach the terminal.
  expect(stderr).toBe('');
  return JSON.parse(stdout) as { orgId: string; ids: string[] };
}

it('three processes make the same org at once and lose nothing', async () => {
  const COUNT = 60;
  const results = await Promise.all(['a', 'b', 'c'].map((name) => writer(name, COUNT)));
  expect(new Set(results.map(({ orgId }) => orgId)).size).toBe(1);
  expect(new Set(results.flatMap(({ ids }) => ids)).size).toBe(3 * COUNT);
  const { rows } = await queryOrg({
    definition: DEFINITION,
    directory,
    soql: 'SELECT Id, Name, Owner.Name FROM Account',
  });
  expect(rows.map(([id]) => id).sort()).toEqual(results.flatMap(({ ids }) => ids).sort());
  expect(new Set(rows.map(([, , owner]) => owner))).toEqual(new Set(['Integration User']));
  const users = await queryOrg({
    definition: DEFINITION,
    directory,
    soql: 'SELECT Username FROM User ORDER BY Username',
  });
  expect(users.rows.flat()).toEqual(['autoproc@target', 'integration.user@example.com', 'other@example.com']);
}, 60_000);
