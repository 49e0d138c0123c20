import type { Value, Values } from '../model/value.ts';
import { findKey, isFields } from '../values/fields.ts';
import type { RecordAccess } from './access.ts';
import { runFlowQuery } from './flow-query.ts';
import { toId18 } from './ids.ts';
import type { ObjectDefinition } from './objects/define-object.ts';
import type { ObjectCatalog } from './objects/index.ts';
import type { RecordStore } from './stores/record-store.ts';

/** Where parents are looked up, and in whose rights. */
export interface ParentContext {
  readonly store: RecordStore;
  readonly objects: ObjectCatalog;
  readonly access: RecordAccess;
}

/**
 * A record in hand with the fields of its parents that a flow reads. It need not be saved yet: its lookups tell who its
 * parents are. What the parent does not have is left out, for a lookup of several objects may lead to any of them.
 * @param paths such as `Owner.Email` or `Account.Owner.Name`, in any case.
 * @returns the record, each relationship in it as a record or null.
 */
export function withParents(
  record: Values,
  object: string,
  paths: readonly string[],
  { store, objects, access }: ParentContext,
): Values {
  const definition = objects.byName(object);
  if (definition === undefined || paths.length === 0) return record;
  const wanted = new Map<string, string[]>();
  for (const path of paths) {
    const [head = '', ...rest] = path.split('.');
    const key = head.toLowerCase();
    wanted.set(key, [...(wanted.get(key) ?? []), rest.join('.')]);
  }
  const parents = [...wanted].flatMap(([relationship, fields]): readonly [string, Value][] => {
    const link = definition.relationship(relationship);
    if (link?.relationshipName == null) return [];
    const id = toId18(String(record[findKey(record, link.name) ?? ''] ?? ''));
    const target = id === null ? undefined : objects.byId(id);
    if (target === undefined || id === null) return [[link.relationshipName, null]];
    const known = fields.filter((path) => isKnown(target, path));
    const [found] = runFlowQuery(
      store,
      objects,
      {
        object: target.name,
        fields: known.filter((path) => !path.includes('.')),
        paths: known.filter((path) => path.includes('.')),
        where: { kind: 'row', field: 'Id', operator: 'equalTo', value: id },
        sort: [],
        limit: 1,
      },
      access,
    );
    return [[link.relationshipName, found ?? null]];
  });
  return { ...record, ...Object.fromEntries(parents) };
}

function isKnown(target: ObjectDefinition, path: string): boolean {
  const [head = '', ...rest] = path.split('.');
  return rest.length === 0 ? target.field(head) !== undefined : target.relationship(head) !== undefined;
}

/** The record without what a query or a trigger brought along: its own fields. */
export function withoutParents(record: Values): Values {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => !isFields(value) && !Array.isArray(value)));
}
