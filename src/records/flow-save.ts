import type { RecordFilter, SaveEffect, Upsert } from '../model/interview.ts';
import type { Value, Values } from '../model/value.ts';
import { equal } from '../values/comparison.ts';
import { findKey } from '../values/fields.ts';
import type { RecordAccess } from './access.ts';
import { changeRecord, locateRecord, type RecordOperation, recordToCreate } from './change-records.ts';
import { runFlowQuery } from './flow-query.ts';
import { toFlowValue, toStoredValues } from './flow-values.ts';
import type { ChangeContext } from './insert-record.ts';
import type { ObjectDefinition, RecordValues } from './objects/define-object.ts';
import type { ObjectCatalog } from './objects/index.ts';
import {
  fieldsNotEditable,
  insufficientAccess,
  malformedId,
  missingId,
  nothingToDelete,
  severalMatch,
  unknownField,
  unknownObject,
} from './problems.ts';
import { problem, RecordError } from './record-error.ts';
import type { RecordStore } from './stores/record-store.ts';
import type { Triggers } from './triggers.ts';

/** What a flow's save works with. */
export interface SaveContext {
  readonly store: RecordStore;
  readonly objects: ObjectCatalog;
  readonly access: RecordAccess;
  readonly change: ChangeContext;
  /** Null = nothing happens besides the save. */
  readonly triggers: Triggers | null;
}

export type SaveRequest = Pick<SaveEffect, 'operation' | 'object' | 'records' | 'filtered' | 'upsert'>;

export interface SavedRecords {
  /** 18 characters, in the order of the records. */
  readonly ids: readonly string[];
  readonly count: number;
}

/** One record of a save, with what it will be. */
interface Planned {
  readonly kind: RecordOperation['kind'];
  readonly definition: ObjectDefinition;
  /** Null when it is new. */
  readonly id: string | null;
  readonly prior: Values | null;
  /** What this save sets. */
  readonly values: Values;
}

/**
 * Saves what a flow wants saved, all or none, inside the caller's transaction; triggers run around it.
 * @throws RecordError with Salesforce's code and text; nothing of this save is left then.
 */
export async function saveRecords(request: SaveRequest, context: SaveContext): Promise<SavedRecords> {
  const point = context.store.savepoint();
  try {
    const planned = plan(request, context);
    const ids: string[] = [];
    for (const group of groupsOf(planned)) ids.push(...(await saveGroup(group, context)));
    point.release();
    return { ids, count: ids.length };
  } catch (error) {
    point.undo();
    throw error;
  }
}

/** Records of one object and operation that follow each other are saved together, as an org does it. */
function groupsOf(planned: readonly Planned[]): readonly (readonly Planned[])[] {
  const groups: Planned[][] = [];
  for (const one of planned) {
    const last = groups.at(-1);
    const [first] = last ?? [];
    if (last && first?.definition === one.definition && first.kind === one.kind) last.push(one);
    else groups.push([one]);
  }
  return groups;
}

async function saveGroup(group: readonly Planned[], context: SaveContext): Promise<readonly string[]> {
  const [first] = group;
  if (!first) return [];
  const { kind: operation, definition } = first;
  const { store, objects, change, triggers } = context;
  const object = definition.name;
  if (definition.event) return publish(group, definition, definition.event, context);
  const priors = group.map(({ prior }) => prior);
  const before = group.map((one) => ({ record: recordToBe(one), prior: one.prior }));
  if (operation === 'delete') {
    await triggers?.beforeDelete({
      object,
      operation,
      records: before.map(({ prior }) => ({ record: prior ?? {}, prior })),
    });
    return group.map(({ id }) => changeRecord(store, objects, { kind: 'delete', object, id: id ?? '' }, change));
  }
  const wanted =
    (await triggers?.beforeSave({ object, operation, records: before })) ?? before.map((one) => one.record);
  const ids = group.map((one, index) => {
    const values = toStoredValues(changesOf(one, before[index]?.record ?? {}, wanted[index] ?? {}));
    return changeRecord(
      store,
      objects,
      one.id === null ? { kind: 'create', object, values } : { kind: 'update', object, id: one.id, values },
      change,
    );
  });
  if (triggers) {
    const records = ids.map((id, index) => ({ record: stored(id, context, definition), prior: priors[index] ?? null }));
    await triggers.afterSave({ object, operation, records });
  }
  return ids;
}

/** Creating platform events publishes them: they are checked like records and stored nowhere. */
function publish(
  group: readonly Planned[],
  { name: object }: ObjectDefinition,
  { publishBehavior }: NonNullable<ObjectDefinition['event']>,
  { store, objects, change, triggers }: SaveContext,
): readonly string[] {
  const made = group.map(({ values }) =>
    recordToCreate(store, objects, { kind: 'create', object, values: toStoredValues(values) }, change),
  );
  const payloads = made.map(({ values }) =>
    Object.fromEntries(Object.entries(values).map(([name, value]): [string, Value] => [name, toFlowValue(value)])),
  );
  triggers?.publish({ event: object, publishBehavior, payloads });
  return made.map(({ id }) => id);
}

/** The whole record as it is about to be saved. */
function recordToBe({ prior, values, definition }: Planned): Values {
  const empty = definition.fields.map(({ name, defaultValue }): [string, Value] => [name, toFlowValue(defaultValue)]);
  return { ...(prior ?? Object.fromEntries(empty)), ...values };
}

/** What is written: what the save sets, and what triggers made of it. */
function changesOf({ values, definition }: Planned, before: Values, wanted: Values): Values {
  const changed = Object.entries(wanted).filter(([name, value]) => !equal(before[name] ?? null, value));
  const known = changed.filter(([name]) => definition.field(name) !== undefined);
  return { ...values, ...Object.fromEntries(known) };
}

function stored(id: string, { store }: SaveContext, definition: ObjectDefinition): Values {
  const record = store.find(id);
  return flowRecord(id, record?.values ?? {}, definition);
}

function flowRecord(id: string, values: RecordValues, definition: ObjectDefinition): Values {
  const fields = definition.fields.map(({ name }): [string, Value] => [name, toFlowValue(values[name] ?? null)]);
  return { ...Object.fromEntries(fields), Id: id };
}

function plan(request: SaveRequest, context: SaveContext): readonly Planned[] {
  const { operation, records, filtered, upsert } = request;
  if (filtered) return planFiltered(request, filtered, context);
  const given = records ?? [];
  if (operation !== 'create') return given.map((record) => planExisting(operation, record, request.object, context));
  const definition = objectNamed(request.object, context);
  return given.flatMap((record) =>
    upsert ? planUpsert(record, definition, upsert, context) : [planCreate(record, definition, context)],
  );
}

function objectNamed(name: string | null, { objects }: SaveContext): ObjectDefinition {
  const definition = objects.byName(name ?? '');
  if (definition === undefined) throw new RecordError(unknownObject(name ?? '', objects));
  return definition;
}

function planCreate(record: Values, definition: ObjectDefinition, context: SaveContext): Planned {
  allow(definition, 'create', context);
  const values = ownFields(record, definition, null, 'create');
  if (values.Id !== undefined && values.Id !== null) {
    throw new RecordError(problem('INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']));
  }
  const { Id: _, ...rest } = values;
  allowFields(definition, Object.keys(rest), context);
  return { kind: 'create', definition, id: null, prior: null, values: rest };
}

function planExisting(
  operation: 'update' | 'delete',
  record: Values,
  object: string | null,
  context: SaveContext,
): Planned {
  const key = findKey(record, 'Id');
  const id = key === undefined ? null : record[key];
  if (typeof id !== 'string' || id === '') throw new RecordError(missingId());
  const known = object === null ? null : objectNamed(object, context).name;
  const { record: found, definition } = locateRecord(context.store, context.objects, known, id);
  allow(definition, operation === 'update' ? 'edit' : 'delete', context);
  const prior = flowRecord(found.id, found.values, definition);
  if (operation === 'delete') return { kind: operation, definition, id: found.id, prior, values: {} };
  const { Id: _, ...values } = ownFields(record, definition, prior, 'update');
  const changed = Object.keys(values).filter((name) => !equal(prior[name] ?? null, values[name] ?? null));
  allowFields(definition, changed, context);
  return { kind: operation, definition, id: found.id, prior, values };
}

function planFiltered(
  { operation, object }: SaveRequest,
  { where, set }: NonNullable<SaveRequest['filtered']>,
  context: SaveContext,
): readonly Planned[] {
  const definition = objectNamed(object, context);
  const ids = idsOf(definition, where, context);
  if (operation === 'delete' && ids.length === 0) throw new RecordError(nothingToDelete());
  const kind = operation === 'delete' ? 'delete' : 'update';
  return ids.map((id) => planExisting(kind, { ...set, Id: id }, definition.name, context));
}

/** Who may change a record may find it: the right to read is not asked for. */
function idsOf(definition: ObjectDefinition, where: RecordFilter | null, context: SaveContext): readonly string[] {
  const query = { object: definition.name, fields: ['Id'], where, sort: [], limit: null };
  const found = runFlowQuery(context.store, context.objects, query, {
    object: () => true,
    field: (object, field) => context.access.field(object, field, 'read'),
  });
  return found.map(({ Id }) => String(Id));
}

/** The metadata's words for what an upsert does where none, one or several records match. */
function planUpsert(
  record: Values,
  definition: ObjectDefinition,
  upsert: Upsert,
  context: SaveContext,
): readonly Planned[] {
  const ids = idsOf(definition, upsert.where, context);
  const step = ids.length === 0 ? upsert.none : ids.length === 1 ? upsert.one : upsert.many;
  const update = (id: string): Planned => planExisting('update', { ...record, Id: id }, definition.name, context);
  if (step === 'AddRecord') return [planCreate(record, definition, context)];
  if (step === 'UpdateAllRecords') return ids.map(update);
  if (step === 'UpdateLatestRecord') return [update(latest(ids, context))];
  if (/^(?:DoNothing|Skip|None)/i.test(step)) return [];
  throw new RecordError(severalMatch(ids.length));
}

function latest(ids: readonly string[], { store }: SaveContext): string {
  const modified = (id: string): string => String(store.find(id)?.values.LastModifiedDate ?? '');
  return ids.toSorted((a, b) => (modified(a) < modified(b) ? 1 : -1))[0] ?? '';
}

/**
 * The fields of a flow's record under their proper names. Fields that only the org sets are left out where the record
 * brings them along unchanged from a query; setting them is refused.
 * @throws RecordError for a field that the object does not have.
 */
function ownFields(
  record: Values,
  definition: ObjectDefinition,
  prior: Values | null,
  mode: 'create' | 'update',
): Values {
  const own: Record<string, Value> = {};
  const refused: string[] = [];
  for (const [name, value] of Object.entries(record)) {
    const field = definition.field(name);
    if (field === undefined) throw new RecordError(unknownField(name, definition));
    if (field.type === 'id') own.Id = value;
    else if (mode === 'create' ? field.createable : field.updateable) own[field.name] = value;
    else if (value !== null && (prior === null || !equal(prior[field.name] ?? null, value))) refused.push(field.name);
  }
  if (refused.length > 0) throw new RecordError(fieldsNotEditable(definition.name, refused));
  if (own.Id !== undefined && own.Id !== null && typeof own.Id !== 'string')
    throw new RecordError(malformedId(String(own.Id)));
  return own;
}

function allow(definition: ObjectDefinition, right: 'create' | 'edit' | 'delete', { access }: SaveContext): void {
  if (!access.object(definition.name, right)) throw new RecordError(insufficientAccess(definition.name, right));
}

function allowFields(definition: ObjectDefinition, names: readonly string[], { access }: SaveContext): void {
  const refused = names.filter((name) => !access.field(definition.name, name, 'edit'));
  if (refused.length > 0) throw new RecordError(fieldsNotEditable(definition.name, refused));
}
