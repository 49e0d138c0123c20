import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TargetOrg } from '../model/org.ts';
import { DATABASE_FILE, openRecords } from '../records/index.ts';
import { openOrg } from './open-org.ts';

/**
 * Makes an org as new: no records, no tokens, the users of its definition. A server that runs over the directory goes
 * on and sees the empty org. A damaged database is removed.
 * @throws FlowrunError `ORG` when the directory cannot be written
 */
export async function resetOrg({
  definition,
  directory,
}: {
  readonly definition: TargetOrg;
  readonly directory: string;
}): Promise<void> {
  try {
    const records = await openRecords(directory);
    try {
      records.store.transaction(() => records.store.clear());
    } finally {
      records.close();
    }
  } catch {
    for (const end of ['', '-wal', '-shm']) rmSync(join(directory, DATABASE_FILE + end), { force: true });
  }
  const org = await openOrg(definition, directory);
  org.close();
}
