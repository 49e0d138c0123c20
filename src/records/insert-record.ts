import { makeId } from './ids.ts';
import type { FieldValue, Moment, ObjectDefinition, RecordValues } from './objects/define-object.ts';
import type { RecordStore, StoredRecord } from './stores/record-store.ts';

/** Who makes a change, and when. */
export interface ChangeContext {
  /** 18-character id of the user: CreatedById, LastModifiedById and, unless given, OwnerId. */
  readonly userId: string;
  /** Epoch milliseconds; now when not given. */
  readonly now?: number;
  /** IANA name: whose day TODAY() is in formula fields and validation rules; UTC when not given. */
  readonly timeZone?: string;
}

/** The moment of a change, as formulas read it. */
export function momentOf({ now = Date.now(), timeZone = 'UTC' }: ChangeContext): Moment {
  return { at: now, timeZone };
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
  id?: string,
): string {
  const record = newRecord(store, definition, given, context, id);
  store.insert(record);
  return record.id;
}

/** The same record, not stored: platform events are only published. */
export function newRecord(
  store: RecordStore,
  definition: ObjectDefinition,
  given: RecordValues,
  context: ChangeContext,
  id = makeId(definition.keyPrefix, store.nextNumber(`id:${definition.keyPrefix}`)),
): StoredRecord {
  const modified = modifiedBy(context);
  const system: RecordValues = {
    ...modified,
    CreatedDate: modified.LastModifiedDate,
    CreatedById: context.userId,
    OwnerId: given.OwnerId ?? context.userId,
  };
  const own: Record<string, FieldValue> = {};
  for (const { name, autoNumber, displayFormat } of definition.fields) {
    if (autoNumber !== null) {
      const number = store.nextNumber(`${definition.name}.${name}`);
      own[name] =
        displayFormat === undefined
          ? String(number + NUMBERS_AFTER).padStart(autoNumber, '0')
          : written(displayFormat, number, modified.LastModifiedDate);
    } else if (name in system) own[name] = system[name] ?? null;
  }
  const values = definition.derive({ ...given, ...own }, given, momentOf(context));
  return { id, object: definition.name, deleted: false, values };
}

/** `INV-{0000}` and the parts of the day, `{YYYY}`, `{YY}`, `{MM}`, `{DD}`. */
function written(format: string, number: number, moment: string): string {
  const parts: Readonly<Record<string, string>> = {
    YYYY: moment.slice(0, 4),
    YY: moment.slice(2, 4),
    MM: moment.slice(5, 7),
    DD: moment.slice(8, 10),
  };
  return format.replaceAll(
    /\{(0+|YYYY|YY|MM|DD)\}/g,
    (_, part: string) => parts[part] ?? String(number).padStart(part.length, '0'),
  );
}

/** The system fields that every change sets. */
export function modifiedBy({ userId, now = Date.now() }: ChangeContext) {
  const moment = new Date(now).toISOString();
  return { LastModifiedDate: moment, LastModifiedById: userId, SystemModstamp: moment };
}
