import type { FieldDefinition, FieldType } from './define-object.ts';

type Options = Partial<Omit<FieldDefinition, 'name' | 'label' | 'type'>>;

function field(type: FieldType, name: string, label: string, options: Options): FieldDefinition {
  return {
    name,
    label,
    type,
    length: 0,
    precision: 0,
    scale: 0,
    nillable: true,
    createable: true,
    updateable: true,
    picklistValues: [],
    restricted: false,
    referenceTo: [],
    relationshipName: null,
    defaultValue: null,
    autoNumber: null,
    ...options,
  };
}

export const text = (name: string, label: string, length: number, options: Options = {}): FieldDefinition =>
  field('string', name, label, { length, ...options });

export const textArea = (name: string, label: string, length = 255, options: Options = {}): FieldDefinition =>
  field('textarea', name, label, { length, ...options });

export const phone = (name: string, label: string): FieldDefinition => field('phone', name, label, { length: 40 });

export const url = (name: string, label: string, length = 255): FieldDefinition =>
  field('url', name, label, { length });

export const email = (name: string, label: string, options: Options = {}): FieldDefinition =>
  field('email', name, label, { length: 80, ...options });

export const picklist = (
  name: string,
  label: string,
  picklistValues: readonly string[],
  options: Options = {},
): FieldDefinition => field('picklist', name, label, { length: 255, picklistValues, ...options });

export const checkbox = (name: string, label: string, options: Options = {}): FieldDefinition =>
  field('boolean', name, label, { nillable: false, defaultValue: false, ...options });

/** A whole number of at most `digits` digits. */
export const integer = (name: string, label: string, digits: number, options: Options = {}): FieldDefinition =>
  field('int', name, label, { precision: digits, ...options });

export const double = (
  name: string,
  label: string,
  precision: number,
  scale: number,
  options: Options = {},
): FieldDefinition => field('double', name, label, { precision, scale, ...options });

export const currency = (
  name: string,
  label: string,
  precision: number,
  scale: number,
  options: Options = {},
): FieldDefinition => field('currency', name, label, { precision, scale, ...options });

export const percent = (
  name: string,
  label: string,
  precision: number,
  scale: number,
  options: Options = {},
): FieldDefinition => field('percent', name, label, { precision, scale, ...options });

export const date = (name: string, label: string, options: Options = {}): FieldDefinition =>
  field('date', name, label, options);

export const dateTime = (name: string, label: string, options: Options = {}): FieldDefinition =>
  field('datetime', name, label, options);

/** A lookup, of any object where none is named; its parent is reached in SOQL by the field's name without `Id`. */
export const reference = (
  name: string,
  label: string,
  referenceTo: readonly string[],
  options: Options = {},
): FieldDefinition =>
  field('reference', name, label, {
    length: 18,
    referenceTo,
    relationshipName: name.replace(/Id$/, ''),
    ...options,
  });

/** Options of a field that only the org itself sets. */
export const READ_ONLY: Options = { createable: false, updateable: false };
/** Options of a field without which a record is refused. */
export const REQUIRED: Options = { nillable: false };
/** The eight parts of an address: lengths of reference/credentials-and-callouts.md D4. */
export function address(prefix: string, label: string): readonly FieldDefinition[] {
  const named = (part: string) => (label === '' ? part : `${label} ${part}`);
  return [
    textArea(`${prefix}Street`, named('Street')),
    text(`${prefix}City`, named('City'), 40),
    text(`${prefix}State`, named('State/Province'), 80),
    text(`${prefix}PostalCode`, named('Zip/Postal Code'), 20),
    text(`${prefix}Country`, named('Country'), 80),
    double(`${prefix}Latitude`, named('Latitude'), 18, 15),
    double(`${prefix}Longitude`, named('Longitude'), 18, 15),
    picklist(`${prefix}GeocodeAccuracy`, named('Geocode Accuracy'), GEOCODE_ACCURACIES, {
      length: 40,
      restricted: true,
    }),
  ];
}

const GEOCODE_ACCURACIES = [
  'Address',
  'NearAddress',
  'Block',
  'Street',
  'ExtendedZip',
  'Zip',
  'Neighborhood',
  'City',
  'County',
  'State',
  'Unknown',
];

/** First field of every object. */
export function idField(label: string): FieldDefinition {
  return field('id', 'Id', label, { length: 18, nillable: false, ...READ_ONLY });
}

/** The audit fields that the org keeps on every record. */
export const SYSTEM_FIELDS: readonly FieldDefinition[] = [
  checkbox('IsDeleted', 'Deleted', READ_ONLY),
  dateTime('CreatedDate', 'Created Date', { nillable: false, ...READ_ONLY }),
  reference('CreatedById', 'Created By ID', ['User'], { nillable: false, ...READ_ONLY }),
  dateTime('LastModifiedDate', 'Last Modified Date', { nillable: false, ...READ_ONLY }),
  reference('LastModifiedById', 'Last Modified By ID', ['User'], { nillable: false, ...READ_ONLY }),
  dateTime('SystemModstamp', 'System Modstamp', { nillable: false, ...READ_ONLY }),
];

/** The owner of what queues can hold. */
export const OWNER_OR_QUEUE = reference('OwnerId', 'Owner ID', ['User', 'Group'], { nillable: false });

/** The owner; the creating user unless the client names another. */
export const OWNER = reference('OwnerId', 'Owner ID', ['User'], { nillable: false });
