import type { ExternalCredential, NamedCredential } from './credentials.ts';
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
  /** Further `{!$User.…}` fields. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface PermissionSet {
  readonly name: string;
  readonly label: string | null;
  /** `<ExternalCredential>-<Principal>`, the metadata's own spelling. */
  readonly principals: readonly string[];
  readonly customPermissions: readonly string[];
}

/** A connected app of an embedded target org: step one of the guide. */
export interface ConnectedApp {
  readonly name: string;
  readonly label: string;
  readonly consumerKey: string;
  /** Secret of the embedded org, made for local use only: it opens nothing outside this machine. */
  readonly consumerSecret: string;
  readonly clientCredentialsFlow: { readonly enabled: boolean; readonly runAs: string | null };
  readonly scopes: readonly string[];
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
  readonly targetOrgs: readonly TargetOrg[];
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
