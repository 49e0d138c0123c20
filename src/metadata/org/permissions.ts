import type { PermissionSet } from '../../model/org.ts';
import type { CustomPermission, Profile, UserRole } from '../../model/org-globals.ts';
import { enabledNames, optional, ownName, type ProjectReading, readAll } from './reader.ts';

/** Permission sets: the principals and custom permissions that they give. */
export function readPermissionSets(reading: ProjectReading): Promise<readonly PermissionSet[]> {
  return readAll('permissionset', 'PermissionSet', reading, (root, { name }) => ({
    name: ownName(name, reading.project),
    label: optional(root, 'label'),
    principals: enabledNames(root, 'externalCredentialPrincipalAccesses', 'externalCredentialPrincipal').map((key) =>
      ownName(key, reading.project),
    ),
    customPermissions: enabledNames(root, 'customPermissions', 'name').map((key) => ownName(key, reading.project)),
  }));
}

/** Profiles; `Admin.profile-meta.xml` is the one that everybody sees as System Administrator. */
export function readProfiles(reading: ProjectReading): Promise<readonly Profile[]> {
  return readAll('profile', 'Profile', reading, (root, { name }) => ({
    name: STANDARD_PROFILES[name] ?? name,
    description: optional(root, 'description'),
    userLicense: optional(root, 'userLicense'),
    customPermissions: enabledNames(root, 'customPermissions', 'name').map((key) => ownName(key, reading.project)),
  }));
}

/** Names of standard profiles in the metadata, and as `$Profile.Name` gives them. */
const STANDARD_PROFILES: Readonly<Record<string, string>> = {
  Admin: 'System Administrator',
  Standard: 'Standard User',
  ReadOnly: 'Read Only',
  SolutionManager: 'Solution Manager',
  MarketingProfile: 'Marketing User',
  ContractManager: 'Contract Manager',
};

/** Custom permissions. */
export function readCustomPermissions(reading: ProjectReading): Promise<readonly CustomPermission[]> {
  return readAll('customPermission', 'CustomPermission', reading, (root, { name }) => ({
    name: ownName(name, reading.project),
    label: optional(root, 'label'),
  }));
}

/** Roles: the metadata's `name` is what people see, the file's name is the API name. */
export function readRoles(reading: ProjectReading): Promise<readonly UserRole[]> {
  return readAll('role', 'Role', reading, (root, { name }) => ({
    name,
    label: optional(root, 'name'),
    parent: optional(root, 'parentRole'),
    description: optional(root, 'description'),
  }));
}
