import type { FieldRightWord, ObjectRightWord, PermissionSet, RecordRights } from '../../model/org.ts';
import type { CustomPermission, Profile, UserRole } from '../../model/org-globals.ts';
import { childrenOf, type XmlElement } from '../xml.ts';
import { enabledNames, optional, ownName, type ProjectReading, readAll } from './reader.ts';

/** Permission sets: the principals and custom permissions that they give, and their rights on records. */
export function readPermissionSets(reading: ProjectReading): Promise<readonly PermissionSet[]> {
  return readAll('permissionset', 'PermissionSet', reading, (root, { name }) => ({
    name: ownName(name, reading.project),
    label: optional(root, 'label'),
    principals: enabledNames(root, 'externalCredentialPrincipalAccesses', 'externalCredentialPrincipal').map((key) =>
      ownName(key, reading.project),
    ),
    customPermissions: enabledNames(root, 'customPermissions', 'name').map((key) => ownName(key, reading.project)),
    ...rightsOf(root, reading),
  }));
}

/** Profiles; `Admin.profile-meta.xml` is the one that everybody sees as System Administrator. */
export function readProfiles(reading: ProjectReading): Promise<readonly Profile[]> {
  return readAll('profile', 'Profile', reading, (root, { name }) => ({
    name: STANDARD_PROFILES[name] ?? name,
    description: optional(root, 'description'),
    userLicense: optional(root, 'userLicense'),
    customPermissions: enabledNames(root, 'customPermissions', 'name').map((key) => ownName(key, reading.project)),
    ...rightsOf(root, reading),
  }));
}

/** Words of `objectPermissions`, and the right that each gives. */
const OBJECT_WORDS: Readonly<Record<string, ObjectRightWord>> = {
  allowRead: 'read',
  allowCreate: 'create',
  allowEdit: 'edit',
  allowDelete: 'delete',
  viewAllRecords: 'viewAll',
  modifyAllRecords: 'modifyAll',
};
const FIELD_WORDS: Readonly<Record<string, FieldRightWord>> = { readable: 'read', editable: 'edit' };

/** Says who may reach credentials, and nothing of records. */
const CREDENTIALS_OBJECT = 'UserExternalCredential';

/** Rights on records; nothing where the file says nothing of them. */
function rightsOf(root: XmlElement, { project }: ProjectReading): { readonly rights?: RecordRights } {
  const objects = grants(root, 'objectPermissions', 'object', OBJECT_WORDS).filter(
    ([name]) => name !== CREDENTIALS_OBJECT,
  );
  const fields = grants(root, 'fieldPermissions', 'field', FIELD_WORDS);
  if (objects.length === 0 && fields.length === 0) return {};
  const named = <W>(all: readonly (readonly [string, readonly W[]])[]) =>
    Object.fromEntries(
      all.map(([name, words]) => [
        name
          .split('.')
          .map((part) => ownName(part, project))
          .join('.'),
        words,
      ]),
    );
  return { rights: { objects: named(objects), fields: named(fields) } };
}

function grants<W>(
  root: XmlElement,
  list: string,
  key: string,
  words: Readonly<Record<string, W>>,
): readonly (readonly [string, readonly W[]])[] {
  return childrenOf(root, list).flatMap((grant) => {
    const name = optional(grant, key);
    const given = Object.entries(words).flatMap(([tag, word]) => (optional(grant, tag) === 'true' ? [word] : []));
    return name === null ? [] : [[name, given] as const];
  });
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
