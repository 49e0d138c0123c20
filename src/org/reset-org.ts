import type { TargetOrg } from '../model/org.ts';
import { eraseRecords } from '../records/index.ts';
import { openOrg } from './open-org.ts';

export interface ResetOrgOptions {
  readonly definition: TargetOrg;
  /** Folder of `org.db`. */
  readonly directory: string;
}

/**
 * Makes an org as new: no records, no tokens, the users of its definition. A server that runs over the directory goes
 * on and serves the empty org. A damaged database is replaced.
 * @throws FlowrunError `ORG` when the directory cannot be written or another process keeps it locked
 */
export async function resetOrg({ definition, directory }: ResetOrgOptions): Promise<void> {
  await eraseRecords(directory);
  const org = await openOrg(definition, directory);
  org.close();
}
