import type { DataType, ResourceType, Value } from '../model/value.ts';
import { parseDate } from '../values/date.ts';
import { isNumber } from '../values/number.ts';

/**
 * What the formula language tells apart. `Any` is a value whose type is known only when it runs (a field of an object
 * that nobody described, JSON); `Null` is the literal NULL, which fits everywhere; `Location` is what GEOLOCATION gives and
 * DISTANCE takes.
 */
export type Kind =
  | 'Number'
  | 'Text'
  | 'Boolean'
  | 'Date'
  | 'DateTime'
  | 'Time'
  | 'Picklist'
  | 'Record'
  | 'Collection'
  | 'Location'
  | 'Null'
  | 'Any';

const KINDS: { readonly [T in DataType]: Kind } = {
  Text: 'Text',
  Number: 'Number',
  Currency: 'Number',
  Boolean: 'Boolean',
  Date: 'Date',
  DateTime: 'DateTime',
  Time: 'Time',
  Picklist: 'Picklist',
  Multipicklist: 'Picklist',
  Record: 'Record',
  Apex: 'Record',
  JSON: 'Any',
};

const DATA_TYPES: { readonly [K in Kind]: DataType } = {
  Number: 'Number',
  Text: 'Text',
  Boolean: 'Boolean',
  Date: 'Date',
  DateTime: 'DateTime',
  Time: 'Time',
  Picklist: 'Text',
  Record: 'JSON',
  Collection: 'JSON',
  Location: 'JSON',
  Null: 'JSON',
  Any: 'JSON',
};

export function kindOfType(type: ResourceType): Kind {
  return type.collection ? 'Collection' : KINDS[type.dataType];
}

export function typeOfKind(kind: Kind): ResourceType {
  return { dataType: DATA_TYPES[kind] };
}

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const TIME = /^\d\d:\d\d:\d\d(?:\.\d{1,9})?Z?$/;

/** The kind of a value that has no declared type: ISO text counts as the moment that it names. */
export function kindOfValue(value: Value): Kind {
  if (value === null) return 'Null';
  if (typeof value === 'boolean') return 'Boolean';
  if (isNumber(value)) return 'Number';
  if (typeof value !== 'string') return Array.isArray(value) ? 'Collection' : 'Record';
  if (parseDate(value) !== null) return 'Date';
  if (DATE_TIME.test(value)) return 'DateTime';
  return TIME.test(value) ? 'Time' : 'Text';
}

/**
 * May a value of this kind stand where one of `wanted` is asked for? Nothing is converted, except that a picklist's value
 * reads as text: flows know screen choices as both (formulas of records would ask for TEXT()).
 */
export function fits(kind: Kind, wanted: readonly Kind[]): boolean {
  if (kind === 'Any' || kind === 'Null' || wanted.includes('Any') || wanted.includes(kind)) return true;
  return kind === 'Picklist' && wanted.includes('Text');
}

/** The one kind of several alternatives (the branches of IF and CASE), or null where they have none in common. */
export function unify(kinds: readonly Kind[]): Kind | null {
  let common: Kind = 'Null';
  let any = false;
  for (const given of kinds) {
    const kind = given === 'Picklist' ? 'Text' : given;
    if (kind === 'Any') any = true;
    else if (common === 'Null') common = kind;
    else if (kind !== 'Null' && kind !== common) return null;
  }
  return any ? 'Any' : common;
}

/** `Number, Date or Text`, for messages. */
export function listKinds(kinds: readonly Kind[]): string {
  return kinds.length < 2 ? (kinds[0] ?? '') : `${kinds.slice(0, -1).join(', ')} or ${kinds[kinds.length - 1]}`;
}
