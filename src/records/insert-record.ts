import { makeId } from './ids.ts';
import type { FieldValue, ObjectDefinition, RecordValues } from './objects/define-object.ts';
import type { RecordStore } from './stores/record-store.ts';

/** Who makes a change, and when. */
export interface ChangeContext {
  /** 18-character id of the user: CreatedById, LastModifiedById and, unless given, OwnerId. */
  readonly userId: string;
  /** Epoch milliseconds; now when not given. */
  readonly now?: number;
}

/** Numbers of auto-number fields begin after this one: the first case is 00001001. */
const NUMBERS_AFTER = 1000;

/**
 * Stores a record whose values are checked already: gives it an id, its numbers, its computed and its system fields.
 * @param given a value or null for every field but those
 * @param id another id than the next one
 * @returns the 18-character id
 */
export function insertRecord(
  store: RecordStore,
  definition: ObjectDefinition,
  given: RecordValues,
  context: ChangeContext,
  id = makeId(definition.keyPrefix, store.nextNumber(`id:${definition.keyPrefix}`)),
): string {
  const modified = modifiedBy(context);
  const system: RecordValues = {
    ...modified,
    CreatedDate: modified.LastModifiedDate,
    CreatedById: context.userId,
    OwnerId: given.OwnerId ?? context.userId,
  };
  const own: Record<string, FieldValue> = {};
  for (const { name, autoNumber } of definition.fields) {
    if (autoNumber !== null) {
      const number = store.nextNumber(`${definition.name}.${name}`) + NUMBERS_AFTER;
      own[name] = String(number).padStart(autoNumber, '0');
    } else if (name in system) own[name] = system[name] ?? null;
  }
  store.insert({ id, object: definition.name, deleted: false, values: definition.derive({ ...given, ...own }, given) });
  return id;
}

/** The system fields that every change sets. */
export function modifiedBy({ userId, now = Date.now() }: ChangeContext) {
  const moment = new Date(now).toISOString();
  return { LastModifiedDate: moment, LastModifiedById: userId, SystemModstamp: moment };
}
