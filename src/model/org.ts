import type { Certificate, Environment, ExternalCredential, NamedCredential } from './credentials.ts';
import type { ExternalServiceDefinition } from './external-services.ts';
import type {
  CustomLabel,
  CustomMetadataRecord,
  CustomPermission,
  CustomSetting,
  Organization,
  OrgFamily,
  Profile,
  UserRole,
} from './org-globals.ts';
import type { StandIn } from './stand-in.ts';

/** What a flow needs from its org: `org/` beside the flows, one file per component (LANGUAGE 12). */

export interface User {
  /** File name without its ending. */
  readonly name: string;
  readonly username: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
  readonly profile: string | null;
  /** API name of the role. */
  readonly role: string | null;
  readonly timeZone: string | null;
  readonly locale: string | null;
  /** Language of labels, as Salesforce writes it: `en_US`; null = the org's. */
  readonly language: string | null;
  readonly permissionSets: readonly string[];
  /** Users of an embedded org: what the login page asks for; left out or null = a username is enough. */
  readonly password?: string | null;
  /** Further `{!$User.…}` fields. */
  readonly fields: Readonly<Record<string, string>>;
}

/** The metadata's field types that an org's records can have. */
export const ORG_FIELD_TYPES = [
  'Text',
  'TextArea',
  'LongTextArea',
  'Html',
  'EncryptedText',
  'Email',
  'Phone',
  'Url',
  'Number',
  'Currency',
  'Percent',
  'Checkbox',
  'Date',
  'DateTime',
  'Time',
  'Picklist',
  'MultiselectPicklist',
  'Lookup',
  'MasterDetail',
  'Hierarchy',
  'AutoNumber',
  'Summary',
] as const;
export type OrgFieldType = (typeof ORG_FIELD_TYPES)[number];

/** What a roll-up summary makes of the children (`summaryOperation`). */
export const SUMMARY_OPERATIONS = ['count', 'sum', 'min', 'max'] as const;
export type SummaryOperation = (typeof SUMMARY_OPERATIONS)[number];

/** Which children count (`summaryFilterItems`), in the words that flows have for it. */
export const SUMMARY_FILTER_OPERATORS = [
  'equalTo',
  'notEqualTo',
  'greaterThan',
  'greaterThanOrEqualTo',
  'lessThan',
  'lessThanOrEqualTo',
  'contains',
  'notContains',
  'startsWith',
  'includes',
  'excludes',
] as const;
export type SummaryFilterOperator = (typeof SUMMARY_FILTER_OPERATORS)[number];

/** A condition on the children of a roll-up summary; all of them have to hold. */
export interface SummaryFilter {
  /** API name of the child's field. */
  readonly field: string;
  readonly operator: SummaryFilterOperator;
  /** One of them; none or empty text = no value. */
  readonly values: readonly string[];
}

/** A roll-up summary field: what a record computes from the records that point at it. */
export interface OrgSummary {
  readonly operation: SummaryOperation;
  /** The object of the children. */
  readonly object: string;
  /** The children's lookup that leads here. */
  readonly by: string;
  /** The children's field; null where they are counted. */
  readonly field: string | null;
  readonly where: readonly SummaryFilter[];
}

/** A field of an object as its file declares it. */
export interface OrgField {
  readonly name: string;
  readonly label: string;
  /** For a formula field the type of its result. */
  readonly type: OrgFieldType;
  readonly length: number | null;
  readonly precision: number | null;
  readonly scale: number | null;
  readonly required: boolean;
  readonly unique: boolean;
  readonly default: string | number | boolean | null;
  /** Picklists: the active values. */
  readonly values: readonly { readonly label: string; readonly value: string }[];
  /** Whether other values than these are refused. */
  readonly restricted: boolean;
  /** Picklists: which values another picklist of the object allows, by its values; null = it depends on none. */
  readonly controlled?: ControlledValues | null;
  /** Lookups: the objects it can point at. */
  readonly references: readonly string[];
  /** Name of the children in their parent: `Invoices`; null = not known. */
  readonly childRelationship: string | null;
  /** Formula fields: computed whenever the record is saved. */
  readonly formula: string | null;
  /** Fields of the type `Summary`: computed whenever a child is saved; left out or null = not known. */
  readonly summary?: OrgSummary | null;
  /** Upserts may find records by it. */
  readonly externalId?: boolean;
  /** `AutoNumber`: how the number is written, `INV-{0000}`; null = eight digits. */
  readonly displayFormat?: string | null;
  /** Lookups: what happens to the record when its parent is deleted; null = the link is cleared. */
  readonly deleteConstraint?: 'Cascade' | 'Restrict' | 'SetNull' | null;
}

/** A dependent picklist (`controllingField` and `valueSettings` in the metadata). */
export interface ControlledValues {
  /** API name of the controlling field. */
  readonly by: string;
  /** Values that may be chosen, by value of the controlling field; none for one that is not here. */
  readonly allowed: Readonly<Record<string, readonly string[]>>;
}

/** A rule that a record has to keep: saving one for which the formula is true is refused. */
export interface OrgValidationRule {
  readonly name: string;
  readonly formula: string;
  readonly message: string;
  /** Field that the message stands at; null = the top of the page. */
  readonly field: string | null;
}

/** A kind of records of one object: `RecordTypeId` names it. */
export interface OrgRecordType {
  /** API name: `DeveloperName`. */
  readonly name: string;
  readonly label: string;
  readonly active: boolean;
  readonly description: string | null;
}

/** An object that an org declares, or what it adds to a standard one. */
export interface OrgObject {
  readonly name: string;
  readonly label: string;
  readonly pluralLabel: string;
  /** The name field of a custom object; `AutoNumber` names are counted up. */
  readonly nameField: {
    readonly label: string;
    readonly type: 'Text' | 'AutoNumber';
    readonly displayFormat?: string | null;
  };
  readonly fields: readonly OrgField[];
  /** The active ones; left out = none. */
  readonly validationRules?: readonly OrgValidationRule[];
  /** Left out = none. */
  readonly recordTypes?: readonly OrgRecordType[];
  /** Platform events, whose names end with `__e`: when one is published; left out = as an org does it, immediately. */
  readonly publishBehavior?: PublishBehavior;
  readonly file: string;
}

/** The metadata's words: with the transaction, or at once, whatever becomes of the transaction. */
export const PUBLISH_BEHAVIORS = ['PublishAfterCommit', 'PublishImmediately'] as const;
export type PublishBehavior = (typeof PUBLISH_BEHAVIORS)[number];

/** What an object permission allows, in the words of the metadata (`allowRead`, `viewAllRecords`, …). */
export const OBJECT_RIGHTS = ['read', 'create', 'edit', 'delete', 'viewAll', 'modifyAll'] as const;
export type ObjectRightWord = (typeof OBJECT_RIGHTS)[number];
export const FIELD_RIGHTS = ['read', 'edit'] as const;
export type FieldRightWord = (typeof FIELD_RIGHTS)[number];

/** Rights on records; a profile or permission set that says nothing grants nothing. */
export interface RecordRights {
  /** By API name of the object. */
  readonly objects: Readonly<Record<string, readonly ObjectRightWord[]>>;
  /** By `Object.Field`. Fields that nobody names can be read and edited by whoever may read and edit the object. */
  readonly fields: Readonly<Record<string, readonly FieldRightWord[]>>;
}

export interface PermissionSet {
  readonly name: string;
  readonly label: string | null;
  /** `<ExternalCredential>-<Principal>`, the metadata's own spelling. */
  readonly principals: readonly string[];
  readonly customPermissions: readonly string[];
  /** Left out = it says nothing about records. */
  readonly rights?: RecordRights;
}

/** A connected app of an embedded target org: step one of the guide. */
export interface ConnectedApp {
  readonly name: string;
  readonly label: string;
  readonly consumerKey: string;
  /** Secret of the embedded org, made for local use only: it opens nothing outside this machine. */
  readonly consumerSecret: string;
  readonly clientCredentialsFlow: { readonly enabled: boolean; readonly runAs: string | null };
  /** JWT bearer: the certificate (or public key) in PEM, and the users who are pre-authorized. */
  readonly jwtBearerFlow: { readonly certificate: string | null; readonly users: readonly string[] };
  readonly scopes: readonly string[];
  /** Where the authorization code flow may send people back to, compared exactly; none = that flow cannot be used. */
  readonly callbackUrls: readonly string[];
  readonly policies: AppPolicies;
}

/** Which of Salesforce's two kinds of OAuth apps it is; both have the same policies. */
export const APP_KINDS = ['Connected App', 'External Client App'] as const;
/** Who may use an app: everybody who consents, or those whom an admin approved (`permittedUsersPolicyType`). */
export const PERMITTED_USERS = ['AllSelfAuthorized', 'AdminApprovedPreAuthorized'] as const;
/** How long refresh tokens are good (`refreshTokenPolicyType`); `Zero` = until the session ends: none are issued. */
export const REFRESH_TOKEN_POLICIES = ['Infinite', 'Zero', 'SpecificLifetime', 'SpecificInactivity'] as const;

/** The OAuth policies of an app, in the words of the metadata (reference: credentials A6). */
export interface AppPolicies {
  readonly kind: (typeof APP_KINDS)[number];
  readonly pkceRequired: boolean;
  /** Off = a client without a secret may redeem codes and refresh tokens (`isConsumerSecretOptional`). */
  readonly secretRequired: boolean;
  readonly permittedUsers: (typeof PERMITTED_USERS)[number];
  /** Usernames that an admin approved. */
  readonly approvedUsers: readonly string[];
  readonly refreshTokens: (typeof REFRESH_TOKEN_POLICIES)[number];
  /** Hours, for `SpecificLifetime` and `SpecificInactivity`. */
  readonly refreshTokenHours: number;
  /** Each refresh gives a new refresh token and ends the old one (`isRefreshTokenRotationEnabled`). */
  readonly rotateRefreshTokens: boolean;
}

/** An embedded target org, `org://<name>`: `org/target-orgs/<name>/`. */
export interface TargetOrg {
  readonly name: string;
  /** Folder of its definition. */
  readonly directory: string;
  readonly connectedApps: readonly ConnectedApp[];
  readonly users: readonly User[];
}

/** The org folder beside the flows, read whole. */
export interface OrgDefinition {
  /** The `org/` folder; null where there is none. */
  readonly directory: string | null;
  readonly users: readonly User[];
  /** The user a flow runs as when nobody says otherwise: the only one, or the one marked `default: true`. */
  readonly defaultUser: string | null;
  readonly permissionSets: readonly PermissionSet[];
  readonly externalCredentials: readonly ExternalCredential[];
  readonly namedCredentials: readonly NamedCredential[];
  /** What callouts sign with or show to servers; left out = none. */
  readonly certificates?: readonly Certificate[];
  readonly targetOrgs: readonly TargetOrg[];
  /** APIs whose operations flows call as actions. */
  readonly externalServices: readonly ExternalServiceDefinition[];
  /** The environments that it can be put into. */
  readonly environments: readonly Environment[];
  /** The environment it is in: its URLs are that one's, and so are the secrets. Null = as its files say. */
  readonly environment: string | null;
  /** Objects that the org declares besides the standard ones; left out = none. */
  readonly objects?: readonly OrgObject[];
  /** What stands in for components that are not Salesforce's own. */
  readonly components: readonly StandIn[];
  readonly organization: Organization | null;
  readonly profiles: readonly Profile[];
  readonly roles: readonly UserRole[];
  readonly customPermissions: readonly CustomPermission[];
  readonly labels: readonly CustomLabel[];
  readonly customMetadata: readonly CustomMetadataRecord[];
  readonly customSettings: readonly CustomSetting[];
  /**
   * Families that the org folder declares whole: a member it does not have is a mistake. A Salesforce project is often a
   * part of its org, so that members it does not have may exist.
   */
  readonly completeFamilies: readonly OrgFamily[];
}
