import type { ControlledValues, OrgSummary, PublishBehavior } from '../../model/org.ts';

/** The field types of Salesforce's describe result that the embedded org knows. */
export type FieldType =
  | 'id'
  | 'string'
  | 'textarea'
  | 'phone'
  | 'url'
  | 'email'
  | 'picklist'
  | 'multipicklist'
  | 'boolean'
  | 'int'
  | 'double'
  | 'currency'
  | 'percent'
  | 'date'
  | 'datetime'
  | 'time'
  | 'reference';

/** What a field holds: text of every kind and ISO dates as strings (datetimes in UTC, `2026-01-31T10:20:30.000Z`). */
export type FieldValue = string | number | boolean | null;
/** Values by API name. */
export type RecordValues = Readonly<Record<string, FieldValue>>;

export interface FieldDefinition {
  /** API name. */
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  /** Characters of a text; 0 for other types. */
  readonly length: number;
  /** All digits of a number; 0 for other types. */
  readonly precision: number;
  /** Digits right of the decimal point. */
  readonly scale: number;
  readonly nillable: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly picklistValues: readonly string[];
  /** What people see of a picklist value, by value; left out = the value itself. */
  readonly picklistLabels?: Readonly<Record<string, string>>;
  /** Which of the values another picklist of the object allows; left out = it depends on none. */
  readonly controlled?: ControlledValues;
  /** Whether other values than `picklistValues` are refused. */
  readonly restricted: boolean;
  /** Objects a reference can point at; none = any. */
  readonly referenceTo: readonly string[];
  /** Name of the parent in a SOQL path: `Owner`. */
  readonly relationshipName: string | null;
  /** Value of a new record when the client gives none. */
  readonly defaultValue: FieldValue;
  /** Digits of an auto-number such as CaseNumber. */
  readonly autoNumber: number | null;
  /** How an auto-number is written, `INV-{0000}`, counted from 1; left out = its digits alone. */
  readonly displayFormat?: string;
  /** Lookups: what becomes of the record when its parent is deleted; left out = the link is cleared. */
  readonly deleteConstraint?: 'Cascade' | 'Restrict';
  /** No two records may share a value. */
  readonly unique?: boolean;
  /** A roll-up summary: what the record's children are computed to; left out = it is none, or not known. */
  readonly summary?: OrgSummary;
}

export interface ObjectDefinition {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  /** First three characters of its ids. */
  readonly keyPrefix: string;
  readonly nameField: string;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly deletable: boolean;
  /** A platform event: it is published and never stored; left out = its records are stored. */
  readonly event?: { readonly publishBehavior: PublishBehavior };
  /** In the order of a describe result. */
  readonly fields: readonly FieldDefinition[];
  /** The field of a name in any case; undefined when there is none. */
  field(name: string): FieldDefinition | undefined;
  /** The reference field of a relationship name in any case. */
  relationship(name: string): FieldDefinition | undefined;
  /**
   * Sets what Salesforce computes from other fields, before every save.
   * @param values all values the record will have
   * @param changes those among them that this save sets
   * @param moment when it is saved
   */
  derive(values: RecordValues, changes: RecordValues, moment: Moment): RecordValues;
  /**
   * The validation rules that a record breaks.
   * @param values all values the record will have
   * @param prior those it has; null when it is new
   * @param moment when it is saved
   */
  broken(values: RecordValues, prior: RecordValues | null, moment: Moment): readonly BrokenRule[];
}

/** What TODAY() and NOW() count from. */
export interface Moment {
  /** Epoch milliseconds. */
  readonly at: number;
  /** IANA name. */
  readonly timeZone: string;
}

/** A validation rule's answer. */
export interface BrokenRule {
  readonly message: string;
  /** API name of the field that it stands at; null = the record. */
  readonly field: string | null;
}

/** What one file of this folder says. */
export interface ObjectSpecification {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly keyPrefix: string;
  readonly nameField: string;
  /** Whether clients may create, change and delete records; true unless said. */
  readonly writable?: boolean;
  readonly event?: { readonly publishBehavior: PublishBehavior };
  readonly fields: readonly FieldDefinition[];
  readonly derive?: ObjectDefinition['derive'];
  readonly broken?: ObjectDefinition['broken'];
}

/** Makes a definition of an object, with names found in any case. */
export function defineObject(specification: ObjectSpecification): ObjectDefinition {
  const { writable = true, derive = (values) => values, broken = () => [], event, ...rest } = specification;
  const byName = new Map(specification.fields.map((field) => [field.name.toLowerCase(), field]));
  const byRelationship = new Map(
    specification.fields.flatMap((field) =>
      field.relationshipName === null ? [] : [[field.relationshipName.toLowerCase(), field] as const],
    ),
  );
  return {
    ...rest,
    ...(event ? { event } : {}),
    createable: writable,
    updateable: writable && !event,
    deletable: writable && !event,
    field: (name) => byName.get(name.toLowerCase()),
    relationship: (name) => byRelationship.get(name.toLowerCase()),
    derive,
    broken,
  };
}
