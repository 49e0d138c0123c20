/**
 * The values a flow works with. Plain JSON at every moment: no class instances, no `undefined`, no -0 or NaN, so that an
 * interview can be saved, compared and shared at any point (reference: core 5, rule 1).
 */

/**
 * An exact decimal that is not a safe integer: 19.99 is `{ $units: 1999, $scale: 2 }`. `$units` is a number while it is a
 * safe integer and a text of digits beyond that; `$scale` counts the decimals and is never negative.
 */
export interface Scaled {
  readonly $units: number | string;
  readonly $scale: number;
}

/** A record or JSON object, by field name. Read it with `Object.hasOwn`: `constructor` is a legal API name. */
export interface Fields {
  readonly [field: string]: Value;
}

export type Value = null | boolean | string | number | Scaled | readonly Value[] | Fields;

/** Values by name: variables, inputs, outputs, a record's fields. */
export type Values = Readonly<Record<string, Value>>;

/**
 * Salesforce's data types under their YAML names. `Date`, `DateTime` and `Time` values are ISO text, `Number` and
 * `Currency` are exact numbers, `Record` and `Apex` are objects, `JSON` is anything.
 */
export const DATA_TYPES = [
  'Text',
  'Number',
  'Currency',
  'Boolean',
  'Date',
  'DateTime',
  'Time',
  'Picklist',
  'Multipicklist',
  'Record',
  'Apex',
  'JSON',
] as const;
export type DataType = (typeof DATA_TYPES)[number];

/** The type of a resource: what rules, coercion and the formula checker ask for. */
export interface ResourceType {
  readonly dataType: DataType;
  readonly collection?: boolean;
  /** API name of the object (Record) or class (Apex). */
  readonly of?: string;
  /** Decimals of a Number or Currency; left out = not limited. */
  readonly scale?: number;
  /** The fields, where they are known: an httpCallout's sample, a component's outputs. */
  readonly fields?: Readonly<Record<string, ResourceType>>;
}
