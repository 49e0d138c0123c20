import type { NamedExpression } from '../model/elements.ts';
import type { Reference } from '../model/expression.ts';
import type { RunInMode } from '../model/flow.ts';
import type { RecordFilter, SaveEffect } from '../model/interview.ts';
import type { Fields, Value, Values } from '../model/value.ts';
import { findKey, isFields } from '../values/fields.ts';
import type { CompileContext, RaisedEffect, Read, Turn } from './define-element.ts';

/** What the record elements share: records out of variables, values by field, the effect that saves them. */

/** `set:` as a record's fields. */
export function compileSet(rows: readonly NamedExpression[], context: CompileContext): Read<Values> {
  const fields = rows.map(({ name, value }) => ({ name, read: context.read(value) }));
  return (turn) => Object.fromEntries(fields.map(({ name, read }) => [name, read(turn)]));
}

/** The records that a variable holds: one, a collection, or none where it is null. */
export interface HeldRecords {
  /** API name of their object; null where the variable's type does not say it. */
  readonly object: string | null;
  /** As they are saved: fields only, without the parents and children that a query brought along. */
  read(turn: Turn): readonly Values[];
  /** The variable's own value. */
  held(turn: Turn): Value;
}

export function compileRecords(reference: Reference, context: CompileContext): HeldRecords {
  const held = context.read(reference);
  const object = context.typeOf(reference)?.of ?? null;
  return { object, held, read: (turn) => recordsOf(held(turn)).map(ownFields) };
}

function recordsOf(value: Value): readonly Fields[] {
  return (Array.isArray(value) ? value : [value]).filter(isFields);
}

function ownFields(record: Fields): Values {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => !isFields(value) && !Array.isArray(value)));
}

/** The id of a record, however its key is spelled; null where it has none. */
export function idOf(record: Values): string | null {
  const key = findKey(record, 'Id');
  const id = key === undefined ? null : record[key];
  return typeof id === 'string' && id !== '' ? id : null;
}

/** Records with the ids that they were saved under. */
export function withIds(held: Value, ids: readonly string[]): Value {
  let next = 0;
  const named = (record: Value): Value => {
    const id = isFields(record) ? ids[next++] : undefined;
    return id === undefined || !isFields(record) ? record : { ...record, [findKey(record, 'Id') ?? 'Id']: id };
  };
  return Array.isArray(held) ? held.map(named) : named(held);
}

/** Both conditions; null is always true. */
export function both(one: RecordFilter | null, other: RecordFilter | null): RecordFilter | null {
  if (one === null || other === null) return one ?? other;
  return { kind: 'and', of: [one, other] };
}

type Save = Pick<SaveEffect, 'operation' | 'object'> & Partial<Pick<SaveEffect, 'records' | 'filtered' | 'upsert'>>;

/** A save with what it leaves out filled in. */
export function saveOf(save: Save, runInMode: RunInMode): RaisedEffect {
  return { kind: 'save', records: null, filtered: null, upsert: null, runInMode, ...save };
}
