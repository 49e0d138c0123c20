import { toId18 } from './ids.ts';
import { type ChangeContext, modifiedBy, momentOf, newRecord } from './insert-record.ts';
import type { FieldDefinition, ObjectDefinition, RecordValues } from './objects/define-object.ts';
import type { ObjectCatalog } from './objects/index.ts';
import {
  brokenRule,
  deleteFailed,
  duplicateValue,
  entityIsDeleted,
  incorrectIdType,
  invalidCrossReference,
  malformedId,
  noSuchObject,
  notAllowedOn,
  notFound,
} from './problems.ts';
import { RecordError } from './record-error.ts';
import { rollUp } from './roll-up.ts';
import type { RecordStore, StoredRecord } from './stores/record-store.ts';
import { validateValues } from './validate.ts';

/** One change of one record. Names of objects and fields may be in any case, ids have 15 or 18 characters. */
export type RecordOperation =
  | { readonly kind: 'create'; readonly object: string; readonly values: Readonly<Record<string, unknown>> }
  | {
      readonly kind: 'update';
      /** null: whatever the id belongs to. */
      readonly object: string | null;
      readonly id: string;
      readonly values: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'delete'; readonly object: string | null; readonly id: string };

type OperationOf<K extends RecordOperation['kind']> = Extract<RecordOperation, { kind: K }>;

/**
 * Finds a record that is not deleted.
 * @param object null: whatever the id belongs to
 * @throws RecordError MALFORMED_ID, NOT_FOUND, ENTITY_IS_DELETED
 */
export function locateRecord(
  store: RecordStore,
  objects: ObjectCatalog,
  object: string | null,
  id: string,
): { readonly record: StoredRecord; readonly definition: ObjectDefinition } {
  const id18 = toId18(id);
  if (id18 === null) throw new RecordError(malformedId(id));
  const definition = object === null ? objects.byId(id18) : objects.byName(object);
  if (definition === undefined) throw new RecordError(object === null ? notFound(id) : noSuchObject());
  const record = store.find(id18);
  if (record === undefined || record.object !== definition.name) throw new RecordError(notFound(id));
  if (record.deleted) throw new RecordError(entityIsDeleted());
  return { record, definition };
}

/**
 * Carries out one operation within the caller's transaction.
 * @returns the record's 18-character id
 * @throws RecordError
 */
export function changeRecord(
  store: RecordStore,
  objects: ObjectCatalog,
  operation: RecordOperation,
  context: ChangeContext,
): string {
  if (operation.kind === 'create') {
    const made = recordToCreate(store, objects, operation, context);
    if (objects.byName(made.object)?.event !== undefined) return made.id;
    store.insert(made);
    rollUp(store, objects, [{ before: null, after: made }], context);
    return made.id;
  }
  const { record, definition } = locateRecord(store, objects, operation.object, operation.id);
  if (operation.kind === 'update') {
    const after = updated(store, objects, definition, record, operation, context);
    store.replace(after);
    rollUp(store, objects, [{ before: record, after }], context);
  } else {
    if (!definition.deletable) throw new RecordError(notAllowedOn(definition.name, 'deleted'));
    deleteWithChildren(store, objects, record, context);
  }
  return record.id;
}

/**
 * The record that an operation creates, checked and with all that the org fills in; nothing is stored.
 * @throws RecordError
 */
export function recordToCreate(
  store: RecordStore,
  objects: ObjectCatalog,
  operation: OperationOf<'create'>,
  context: ChangeContext,
): StoredRecord {
  const definition = objects.byName(operation.object);
  if (definition === undefined) throw new RecordError(noSuchObject());
  if (!definition.createable) throw new RecordError(notAllowedOn(definition.name, 'inserted'));
  const values = validateValues(definition, operation.values, 'create');
  checkReferences(store, objects, definition, values);
  checkUnique(store, definition, values, null);
  checkRules(definition, definition.derive(values, values, momentOf(context)), null, context);
  return newRecord(store, definition, values, context);
}

function updated(
  store: RecordStore,
  objects: ObjectCatalog,
  definition: ObjectDefinition,
  record: StoredRecord,
  operation: OperationOf<'update'>,
  context: ChangeContext,
): StoredRecord {
  if (!definition.updateable) throw new RecordError(notAllowedOn(definition.name, 'updated'));
  const changes = validateValues(definition, operation.values, 'update');
  checkReferences(store, objects, definition, changes);
  checkUnique(store, definition, changes, record.id);
  const values = definition.derive({ ...record.values, ...changes }, changes, momentOf(context));
  checkRules(definition, values, record.values, context);
  return { ...record, values: { ...values, ...modifiedBy(context) } };
}

/**
 * Deletes a record and what hangs on it: details go with their master, other lookups to it are emptied, and a lookup that
 * restricts refuses. Nothing is written before the whole tree is known to be free.
 * @throws RecordError DELETE_FAILED
 */
function deleteWithChildren(
  store: RecordStore,
  objects: ObjectCatalog,
  top: StoredRecord,
  context: ChangeContext,
): void {
  const gone = new Map([[top.id, top]]);
  const emptied: { readonly child: StoredRecord; readonly field: FieldDefinition }[] = [];
  const holding: StoredRecord[] = [];
  // Grows while it is walked: the children of details are looked for too.
  for (const parent of gone.values()) {
    for (const { child, field } of childrenOf(store, objects, parent)) {
      if (field.deleteConstraint === 'Cascade') gone.set(child.id, child);
      else if (field.deleteConstraint === 'Restrict') holding.push(child);
      else emptied.push({ child, field });
    }
  }
  const free = holding.filter(({ id }) => !gone.has(id));
  const holder = objects.byName(free[0]?.object ?? '');
  if (holder !== undefined) {
    const names = free.filter(({ object }) => object === holder.name).map((record) => nameOf(record, holder));
    throw new RecordError(deleteFailed(nameOf(top, objects.byName(top.object)), holder.labelPlural, names));
  }
  for (const { child, field } of emptied) {
    const now = store.find(child.id) ?? child;
    if (!gone.has(child.id)) store.replace({ ...now, values: { ...now.values, [field.name]: null } });
  }
  const modified = modifiedBy(context);
  for (const record of gone.values()) {
    store.replace({ ...record, deleted: true, values: { ...record.values, ...modified, IsDeleted: true } });
  }
  const changes = [...gone.values()].map((before) => ({ before, after: null }));
  rollUp(store, objects, changes, context);
}

function nameOf({ id, values }: StoredRecord, definition: ObjectDefinition | undefined): string {
  return String(values[definition?.nameField ?? ''] ?? id);
}

/** The records that point at a parent, once for each of their lookups; whom users made or own stays theirs. */
function childrenOf(
  store: RecordStore,
  objects: ObjectCatalog,
  parent: StoredRecord,
): readonly { readonly child: StoredRecord; readonly field: FieldDefinition }[] {
  return objects.all.flatMap((definition) => {
    const id = definition.field('Id');
    const links = definition.fields.filter(
      ({ type, referenceTo, name }) =>
        type === 'reference' && name !== 'OwnerId' && (referenceTo.length === 0 || referenceTo.includes(parent.object)),
    );
    if (id === undefined) return [];
    return links.flatMap((field) =>
      store
        .select({
          object: definition.name,
          parents: [],
          columns: [{ alias: 0, field: id }],
          where: { kind: 'equal', column: { alias: 0, field }, value: parent.id },
          orderBy: [],
          limit: null,
          offset: 0,
        })
        .flatMap(([found]) => {
          const child = store.find(String(found));
          return child === undefined ? [] : [{ child, field }];
        }),
    );
  });
}

/** The validation rules of the object; all that are broken are told, as an org does. */
function checkRules(
  definition: ObjectDefinition,
  values: RecordValues,
  prior: RecordValues | null,
  context: ChangeContext,
): void {
  const [first, ...others] = definition.broken(values, prior, momentOf(context)).map(brokenRule);
  if (first !== undefined) throw new RecordError(first, ...others);
}

/** No other record has the value of a unique field. */
function checkUnique(
  store: RecordStore,
  definition: ObjectDefinition,
  values: RecordValues,
  self: string | null,
): void {
  const id = definition.field('Id');
  for (const field of definition.fields) {
    const value = values[field.name] ?? null;
    if (field.unique !== true || value === null || id === undefined) continue;
    const [[other] = []] = store.select({
      object: definition.name,
      parents: [],
      columns: [{ alias: 0, field: id }],
      where: {
        kind: 'and',
        parts: [
          { kind: 'equal', column: { alias: 0, field }, value },
          { kind: 'not', part: { kind: 'equal', column: { alias: 0, field: id }, value: self } },
        ],
      },
      orderBy: [],
      limit: 1,
      offset: 0,
    });
    if (other !== undefined) throw new RecordError(duplicateValue(field.name, String(other)));
  }
}

/** A lookup of an object that nobody declares may hold any id of such: nothing is known of its records. */
function isOfUndeclared({ referenceTo }: FieldDefinition, objects: ObjectCatalog): boolean {
  return referenceTo.some((name) => objects.byName(name) === undefined);
}

/** Every reference points at a record of an object that it may point at. */
function checkReferences(
  store: RecordStore,
  objects: ObjectCatalog,
  definition: ObjectDefinition,
  values: RecordValues,
): void {
  for (const field of definition.fields) {
    const id = values[field.name];
    if (field.type !== 'reference' || typeof id !== 'string') continue;
    const target = objects.byId(id);
    if (target === undefined && isOfUndeclared(field, objects)) continue;
    if (target === undefined || (field.referenceTo.length > 0 && !field.referenceTo.includes(target.name))) {
      throw new RecordError(incorrectIdType(field.label, field.name, id));
    }
    const parent = store.find(id);
    if (parent === undefined) throw new RecordError(invalidCrossReference(field.name));
    if (parent.deleted) throw new RecordError(entityIsDeleted());
  }
}
