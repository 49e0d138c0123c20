import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { corpusFolder } from '../corpus.ts';
import { runSuite } from './sigv4.ts';

const folder = join(corpusFolder() ?? '', 'sigv4');
const there = existsSync(folder);

describe.skipIf(!there)("AWS's signing test suite", () => {
  it('is signed byte for byte', async () => {
    const { total, passed, failures } = await runSuite(folder);
    expect(failures).toEqual([]);
    expect(total).toBeGreaterThanOrEqual(38);
    expect(passed).toBe(total);
  });
});
