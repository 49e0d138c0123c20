import type { RecordRights } from './org.ts';
import type { ResourceType, Value } from './value.ts';

/** What an org's global variables read: components that hold names and values (reference: flow-semantics 11). */

/** A value whose type is known from how its file writes it. */
export interface TypedValue {
  /** JSON where the file says no value, so that nothing is known. */
  readonly type: ResourceType;
  readonly value: Value;
}
/** Fields of a record that stands in a file, by API name. */
export type TypedFields = Readonly<Record<string, TypedValue>>;

/** `$Organization`: the org itself, `org/organization.yaml`. */
export interface Organization {
  readonly name: string | null;
  /** 15 or 18 characters, `00D…`. */
  readonly id: string | null;
  /** My Domain URL: `$Api` URLs begin with it. */
  readonly url: string | null;
  /** Language of users who name none, as Salesforce writes it: `en_US`. */
  readonly language: string | null;
  readonly locale: string | null;
  readonly timeZone: string | null;
  readonly currency: string | null;
  /** Further fields of Organization. */
  readonly fields: TypedFields;
}

/** `$Profile` of the users who have it. */
export interface Profile {
  readonly name: string;
  readonly description: string | null;
  readonly userLicense: string | null;
  readonly customPermissions: readonly string[];
  /** Left out = it says nothing about records. */
  readonly rights?: RecordRights;
}

/** `$UserRole` of the users who have it. */
export interface UserRole {
  /** API name (DeveloperName). */
  readonly name: string;
  readonly label: string | null;
  /** API name of the role above; null = a top one. */
  readonly parent: string | null;
  readonly description: string | null;
}

/** `$Permission.Name`: true for users whom a permission set or profile gives it. */
export interface CustomPermission {
  readonly name: string;
  readonly label: string | null;
}

/** `$Label.Name`. */
export interface CustomLabel {
  /** With its namespace, if it has one: `npsp__Welcome`. */
  readonly name: string;
  /** The master text. */
  readonly value: string;
  /** Language of the master text. */
  readonly language: string | null;
  /** Translations made in this org, by language; they go before those that came with a package. */
  readonly translations: Readonly<Record<string, string>>;
  readonly packagedTranslations: Readonly<Record<string, string>>;
}

/** `$CustomMetadata.Type__mdt.Record.Field__c`. */
export interface CustomMetadataRecord {
  /** With its ending: `Site_URLs__mdt`. */
  readonly type: string;
  readonly name: string;
  readonly label: string | null;
  readonly values: TypedFields;
}

/** `$Setup.Setting__c.Field__c`: a hierarchy custom setting; of user, profile and org the nearest that has a value counts. */
export interface CustomSetting {
  readonly name: string;
  readonly orgDefault: TypedFields;
  /** By name of the profile. */
  readonly profiles: Readonly<Record<string, TypedFields>>;
  /** By username or name of the user's file. */
  readonly users: Readonly<Record<string, TypedFields>>;
}

/** Families of global variables whose members an org declares. */
export const ORG_FAMILIES = ['$Label', '$Permission', '$CustomMetadata', '$Setup'] as const;
export type OrgFamily = (typeof ORG_FAMILIES)[number];
