import { currentRecord, type HomeOrg, loaded } from '../effects/index.ts';
import { UsageError } from '../errors.ts';
import type { Flow, FlowTrigger } from '../model/flow.ts';
import type { RecordTrigger } from '../model/interview.ts';
import type { Values } from '../model/value.ts';
import { FULL_ACCESS, type ObjectDefinition, RecordError, runFlowQuery, saveRecords } from '../records/index.ts';
import { nearest } from '../values/nearest.ts';
import { objectNamed, putRecord } from './put-record.ts';

/** The record that shall start a flow, as a person writes it. */
export interface GivenTrigger {
  /** Its fields; those that are left out are empty, or as they were. */
  readonly record: Values;
  /** As it was before; null = it is new. */
  readonly prior: Values | null;
  /** The scheduled path that is due; null = the flow's beginning. */
  readonly path: string | null;
}

/** Who gives it, and when. */
interface By {
  readonly user: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Brings the org to where it stands when a record starts the flow: before a save the record is only in hand (what it was is
 * stored), after it the record is stored as it is now, with all that the org fills in. No other flow is started by it.
 * @param home opened where the flow has an object to look at.
 * @throws UsageError for a flow that nothing starts, an unknown path, or a record that the org refuses.
 */
export async function triggeringRecord(
  flow: Flow,
  given: GivenTrigger,
  home: () => Promise<HomeOrg>,
  by: By,
): Promise<RecordTrigger> {
  const { trigger } = flow;
  if (!trigger) throw new UsageError(`${flow.name} is not started by a record`, 'give its input variables instead');
  const path = given.path === null ? {} : { path: pathNamed(trigger, given.path) };
  const { object } = trigger;
  // The payload of an event is no record: nothing is stored.
  if (trigger.type === 'PlatformEvent' || !object)
    return { operation: 'create', record: given.record, prior: null, ...path };
  const org = await home();
  const definition = objectNamed(org, object.name, WHERE);
  const made = await changeOf(trigger, given, org, definition, by);
  return { ...loaded(made, definition.name, flow, org.records), ...path };
}

const WHERE = 'the record that starts the flow';

/** What starts the interviews of a run, one each. */
export interface Starts {
  /** The object whose records a scheduled flow runs for, each in an interview of its own; null = the run is one interview. */
  readonly batchOf: string | null;
  /** Null = no record starts it. */
  readonly triggers: readonly (RecordTrigger | null)[];
}

/**
 * What starts the interviews of a run: the record that is given; for a scheduled flow with an object every record of it,
 * each for an interview of its own, whose entry conditions let it in or not; else nothing but the person who runs it.
 * @throws UsageError as `triggeringRecord`.
 */
export async function startsOf(
  flow: Flow,
  given: GivenTrigger | null,
  home: () => Promise<HomeOrg>,
  by: By,
): Promise<Starts> {
  if (given) return { batchOf: null, triggers: [await triggeringRecord(flow, given, home, by)] };
  const { object } = flow.trigger ?? {};
  if (flow.trigger?.type !== 'Scheduled' || !object) return { batchOf: null, triggers: [null] };
  const { records } = await home();
  const { name } = objectNamed({ records }, object.name, WHERE);
  const query = { object: name, fields: null, where: null, sort: [], limit: null };
  const found = runFlowQuery(records.store, records.objects, query, FULL_ACCESS);
  const triggers = found.map((record) => loaded({ operation: 'update', record, prior: null }, name, flow, records));
  return { batchOf: object.name, triggers };
}

async function changeOf(
  { type }: FlowTrigger,
  { record, prior }: GivenTrigger,
  home: HomeOrg,
  definition: ObjectDefinition,
  by: By,
): Promise<RecordTrigger> {
  const { records } = home;
  const put = (values: Values): Values => {
    const id = putRecord(home, definition, values, { ...by, where: WHERE });
    return currentRecord(definition.name, id, records) ?? values;
  };
  const isBefore = type === 'RecordBeforeSave';
  if (prior === null) {
    if (isBefore) return { operation: 'create', record: { ...blank(definition), ...record }, prior: null };
    const stored = put(record);
    return type === 'RecordBeforeDelete'
      ? { operation: 'delete', record: stored, prior: stored }
      : { operation: 'create', record: stored, prior: null };
  }
  const before = put({ ...prior, Id: prior.Id ?? record.Id ?? null });
  if (isBefore) return { operation: 'update', record: { ...before, ...record }, prior: before };
  await update(home, definition, { ...record, Id: before.Id ?? null }, by);
  const after = currentRecord(definition.name, before.Id ?? null, records);
  return { operation: 'update', record: after ?? before, prior: before };
}

/** Every field of the object, with its default. */
function blank(definition: ObjectDefinition): Values {
  return Object.fromEntries(definition.fields.map(({ name, defaultValue }) => [name, defaultValue]));
}

async function update(home: HomeOrg, definition: ObjectDefinition, record: Values, by: By): Promise<void> {
  const { store, objects } = home.records;
  const change = { userId: home.userId(by.user) ?? '', now: by.now };
  const request = {
    operation: 'update',
    object: definition.name,
    records: [record],
    filtered: null,
    upsert: null,
  } as const;
  try {
    await saveRecords(request, { store, objects, access: FULL_ACCESS, change, triggers: null });
  } catch (error) {
    if (error instanceof RecordError) throw new UsageError(`${WHERE}: ${error.message}`);
    throw error;
  }
}

function pathNamed({ scheduledPaths }: FlowTrigger, wanted: string): string {
  const names = scheduledPaths.map(({ name }) => name);
  const found = names.find((name) => name.toLowerCase() === wanted.toLowerCase());
  if (found !== undefined) return found;
  const near = nearest(wanted, names);
  const known = names.length === 0 ? 'it has none' : `its paths are ${names.join(', ')}`;
  throw new UsageError(
    `the flow has no scheduled path ${wanted}`,
    near === undefined ? known : `did you mean ${near}?`,
  );
}
