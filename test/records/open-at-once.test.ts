import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openRecords } from '../../src/records/index.ts';

const OPENER = resolve(import.meta.dirname, 'opener.ts');
const ROUNDS = 15;
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'flowrun-records-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

it('processes that make the same database in the same moment wait for each other', async () => {
  const start = Date.now() + 700;
  const open = () => promisify(execFile)(process.execPath, [OPENER, directory, String(start), String(ROUNDS)]);
  const done = await Promise.all([open(), open(), open()]);
  expect(done.map(({ stderr }) => stderr)).toEqual(['', '', '']);
  for (let i = 0; i < ROUNDS; i++) {
    const records = await openRecords(join(directory, String(i)));
    expect(records.store.transaction(() => records.store.nextNumber('opened'))).toBe(4);
    records.close();
  }
}, 60_000);
