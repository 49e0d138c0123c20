import type { ResourceType, Value } from '../model/value.ts';

/**
 * A test whether a value is as its type holds it, made once per type: the common cases only, so that they cost no more
 * than a `typeof`. A false says "ask `coerce`", not "wrong".
 */
export function fitsOf(type: ResourceType): (value: Value) => boolean {
  if (type.dataType === 'JSON') return () => true;
  const item = ITEMS[type.dataType];
  if (!item) return (value) => value === null;
  if (type.collection !== true) return item;
  return (value) => value === null || (Array.isArray(value) && value.every(item));
}

const isText = (value: Value): boolean => typeof value === 'string' || value === null;

/** A safe integer has no decimals that a scale could cut. */
const ITEMS: { readonly [T in ResourceType['dataType']]?: (value: Value) => boolean } = {
  Text: isText,
  Picklist: isText,
  Multipicklist: isText,
  Boolean: (value) => typeof value === 'boolean' || value === null,
  Number: (value) => typeof value === 'number' || value === null,
  Currency: (value) => typeof value === 'number' || value === null,
};
