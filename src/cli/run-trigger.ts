import type { HomeOrg } from '../effects/index.ts';
import { currentRecord } from '../effects/index.ts';
import { UsageError } from '../errors.ts';
import type { Flow } from '../model/flow.ts';
import type { Values } from '../model/value.ts';
import { type GivenTrigger, readValues } from '../project/index.ts';
import { toId18 } from '../records/index.ts';
import { recordFromJson } from './run-event.ts';

/** How the command line says which record starts a flow. */
export interface TriggerOptions {
  readonly 'triggering-record'?: string | undefined;
  readonly 'prior-record'?: string | undefined;
  readonly path?: string | undefined;
}

/**
 * The record that starts a flow, out of the command line: JSON, the id of a record of the org, or a file. A record of the
 * org is taken as one that is saved again as it is.
 * @param home opens the org; only for an id.
 * @returns null where no record is given.
 * @throws UsageError, and what reading a file throws.
 */
export async function readTrigger(
  options: TriggerOptions,
  flow: Flow,
  home: () => Promise<HomeOrg>,
  cwd: string,
): Promise<GivenTrigger | null> {
  const { 'triggering-record': record, 'prior-record': prior, path = null } = options;
  if (record === undefined) {
    if (prior === undefined && path === null) return null;
    throw new UsageError('--triggering-record is missing', 'say which record starts the flow');
  }
  const read = async (given: string, option: string): Promise<Values> => {
    if (given.trimStart().startsWith('{')) return recordFromJson(given, option);
    const id = toId18(given);
    return id === null ? readValues(given, cwd) : stored(id, flow, home, option);
  };
  const now = await read(record, '--triggering-record');
  return { record: now, prior: prior === undefined ? null : await read(prior, '--prior-record'), path };
}

async function stored(id: string, flow: Flow, home: () => Promise<HomeOrg>, option: string): Promise<Values> {
  const object = flow.trigger?.object?.name;
  const found = object === undefined ? null : currentRecord(object, id, (await home()).records);
  if (found !== null) return found;
  throw new UsageError(`${option}: the org has no ${object ?? 'record'} with the id ${id}`);
}
